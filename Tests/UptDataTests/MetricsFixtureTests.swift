import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// `metrics.json`.
struct MetricCases: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    struct PerClass: Decodable {
      let total: Int
      let correct: Int
      let accuracy: Double
    }
    let name: String
    let classes: Int
    let predictions: [Int]
    let accuracy: Double
    let macro_f1: Double
    let perclass_accuracy: Double
    let per_class: [String: PerClass]
    let top2_accuracy: Double?
    var testDescription: String { name }
  }
  let cases: [Case]

  static let stored: MetricCases? = {
    let url = URL(fileURLWithPath: Fixtures.path("metrics.json"))
    return (try? Data(contentsOf: url)).flatMap {
      try? JSONDecoder().decode(MetricCases.self, from: $0)
    }
  }()
}

@Suite struct MetricsFixtureTests {
  @Test func casesAreThere() throws {
    #expect(try !#require(MetricCases.stored).cases.isEmpty)
  }

  @Test(arguments: MetricCases.stored?.cases ?? [])
  func metrics(_ reference: MetricCases.Case) throws {
    let file = try Fixtures.tensors("metrics.safetensors")
    let logits = try file.tensor("\(reference.name).logits")
    let labels = try file.integers("\(reference.name).labels")
    let predictions = try Metrics.predictions(logits)
    #expect(predictions == reference.predictions)
    let table = try ConfusionMatrix(
      predictions: predictions, labels: labels, classes: reference.classes)
    #expect(abs(try Metrics.accuracy(predictions, labels) - reference.accuracy) < 1e-9)
    #expect(abs(table.accuracy - reference.accuracy) < 1e-9)
    #expect(abs(table.macroF1 - reference.macro_f1) < 1e-9)
    #expect(abs(table.meanPerClassAccuracy - reference.perclass_accuracy) < 1e-9)
    #expect(abs(try Metrics.topK(logits, labels, 1) - reference.accuracy) < 1e-9)
    if let top2 = reference.top2_accuracy {
      // The reference is a float32 mean.
      #expect(abs(try Metrics.topK(logits, labels, 2) - top2) < 1e-5)
    }
    for (label, total) in table.totals.enumerated() {
      let wanted = reference.per_class["\(label)"]
      #expect(total == wanted?.total ?? 0)
      #expect(table.correct[label] == wanted?.correct ?? 0)
      if let wanted {
        #expect(abs((table.perClassAccuracy[label] ?? -1) - wanted.accuracy) < 1e-9)
      }
    }
  }
}
