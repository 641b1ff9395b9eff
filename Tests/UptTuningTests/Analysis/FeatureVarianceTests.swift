import Testing
import UptCLIP
import UptData
import UptTensor

@testable import UptTuning

@Suite struct FeatureVarianceTests {
  /// Half the mean squared distance of all pairs is the mean squared distance to the mean.
  private func byPairs(_ rows: [ArraySlice<Float>]) -> Double {
    var sum = 0.0
    for a in rows {
      for b in rows { sum += zip(a, b).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } }
    }
    return sum / Double(2 * rows.count * rows.count)
  }

  private func rows(_ features: Tensor, _ positions: [Int]) -> [ArraySlice<Float>] {
    let unit = features.rowsNormalised()
    let width = unit.shape[1]
    return positions.map { unit.data[$0 * width..<($0 + 1) * width] }
  }

  @Test func agreesWithPairs() throws {
    let model = try Tiny.model()
    let split = try Tiny.split(perClass: 5)
    let variance = try FeatureVariance(model, split)
    let images = try ImageFeatures.compute(split, model, prompt: .none)
    let perClass = split.classes.indices.map { label in
      byPairs(rows(images, split.labels.indices.filter { split.labels[$0] == label }))
    }
    #expect(abs(variance.visual - perClass.reduce(0, +) / 3) < 1e-6)
    let texts = try model.textFeatures(split.prompts.map(model.rows))
    #expect(abs(variance.text - byPairs(rows(texts, [0, 1, 2]))) < 1e-6)
    #expect((0...1).contains(variance.visual) && (0...1).contains(variance.text))
  }

  @Test func oneImageOfAClassDoesNotVary() throws {
    let split = try Tiny.split(perClass: 1)
    #expect(try FeatureVariance(Tiny.model(), split).visual == 0)
  }

  @Test func classesWithoutImagesDoNotCount() throws {
    let model = try Tiny.model()
    let split = try Tiny.split(perClass: 4)
    let first = try split.selecting(split.labels.indices.filter { split.labels[$0] == 0 })
    #expect(try FeatureVariance(model, first).visual > 0)
    #expect(throws: EngineError.self) { try FeatureVariance(model, split.selecting([])) }
  }
}
