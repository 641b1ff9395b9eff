import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// `fewshot.json`.
struct SamplingCases: Decodable {
  struct Choice: Decodable {
    let seed: Int
    let shots: Int
    let train: [Int]
    let val: [Int]
  }
  struct Subsample: Decodable {
    let seed: Int
    let shots: Int
    let subsample: String
    let train: [[Int]]
    let val: [[Int]]
    let test: [[Int]]
    let class_names: [String]
  }
  struct Labels: Decodable, CustomTestStringConvertible {
    let name: String
    let n_classes: Int
    let train_labels: [Int]
    let val_labels: [Int]
    let test_labels: [Int]
    let fewshot: [Choice]
    let subsample: [Subsample]
    var testDescription: String { name }
  }
  struct Reference: Decodable, CustomTestStringConvertible {
    let seed: Int
    let getrandbits32: [UInt64]
    let random: [Double]
    let shuffles: [String: [Int]]
    let ranges: [String: [Int]]
    let samples: [String: [Int]]
    var testDescription: String { "seed \(seed)" }

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      seed = try fields.decode(Int.self, forKey: Key(stringValue: "seed"))
      getrandbits32 = try fields.decode([UInt64].self, forKey: Key(stringValue: "getrandbits32"))
      random = try fields.decode([Double].self, forKey: Key(stringValue: "random"))
      samples = try fields.decode([String: [Int]].self, forKey: Key(stringValue: "sample_n,k"))
      func named(_ prefix: String) throws -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        for key in fields.allKeys where key.stringValue.hasPrefix(prefix) {
          let name = String(key.stringValue.dropFirst(prefix.count))
          result[name] = try fields.decode([Int].self, forKey: key)
        }
        return result
      }
      shuffles = try named("shuffle_range_")
      ranges = try named("randrange_")
    }
  }
  let datasets: [Labels]
  let python_random: [Reference]

  static let stored: SamplingCases? = {
    let url = URL(fileURLWithPath: Fixtures.path("fewshot.json"))
    return (try? Data(contentsOf: url)).flatMap {
      try? JSONDecoder().decode(SamplingCases.self, from: $0)
    }
  }()
}

@Suite struct SamplingFixtureTests {
  @Test func casesAreThere() throws {
    let cases = try #require(SamplingCases.stored)
    #expect(!cases.datasets.isEmpty && !cases.python_random.isEmpty)
  }

  @Test(arguments: SamplingCases.stored?.python_random ?? [])
  func pythonRandom(_ reference: SamplingCases.Reference) throws {
    var generator = PythonRandom(seed: reference.seed)
    #expect(reference.getrandbits32.map { _ in generator.bits(32) } == reference.getrandbits32)
    generator = PythonRandom(seed: reference.seed)
    #expect(reference.random.map { _ in generator.random() } == reference.random)
    for (size, wanted) in reference.shuffles {
      var values = Array(0..<(try #require(Int(size))))
      generator = PythonRandom(seed: reference.seed)
      generator.shuffle(&values)
      #expect(values == wanted)
    }
    for (bounds, wanted) in reference.ranges {
      generator = PythonRandom(seed: reference.seed)
      #expect(bounds.split(separator: "_").map { generator.below(Int($0) ?? 0) } == wanted)
    }
    for (sizes, wanted) in reference.samples {
      let pair = sizes.split(separator: ",").compactMap { Int($0) }
      generator = PythonRandom(seed: reference.seed)
      #expect(try generator.sample(pair[0], pair[1]) == wanted, "sample(\(sizes))")
    }
  }

  @Test(arguments: SamplingCases.stored?.datasets ?? [])
  func fewshotAndClassSplit(_ labels: SamplingCases.Labels) throws {
    let data = try Self.dataset(labels)
    for choice in labels.fewshot {
      let found = try data.fewshotSplits(choice.shots, seed: choice.seed)
      #expect(Self.positions(found.train) == choice.train)
      #expect(Self.positions(found.val) == choice.val)
      #expect(
        Self.positions(try data.fewshot(choice.shots, seed: choice.seed)) == choice.train)
    }
    for part in labels.subsample {
      let found = try data.classes(#require(ClassSplit(rawValue: part.subsample)))
      let few = try found.fewshotSplits(part.shots, seed: part.seed)
      #expect(found.classes == part.class_names)
      #expect(Self.pairs(few.train) == part.train)
      #expect(Self.pairs(few.val) == part.val)
      #expect(Self.pairs(found.test) == part.test)
    }
  }

  /// Pictures that know their position.
  static func dataset(_ labels: SamplingCases.Labels) throws -> Dataset {
    func items(_ labels: [Int]) -> [Item] {
      labels.enumerated().map { position, label in
        Item(
          label: label,
          source: ImageDrawn(identity: "\(position)") { try Image(width: 1, height: 1) })
      }
    }
    return try Dataset(
      name: labels.name, classes: (0..<labels.n_classes).map { "class \($0)" },
      train: items(labels.train_labels), val: items(labels.val_labels),
      test: items(labels.test_labels))
  }

  static func positions(_ split: Split) -> [Int] {
    split.items.map { Int($0.source.identity) ?? -1 }
  }

  static func pairs(_ split: Split) -> [[Int]] {
    zip(positions(split), split.labels).map { [$0, $1] }
  }
}
