import BenchmarkSupport
import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// Every benchmark from a miniature of its real layout, by CoOp's protocol.
@Suite struct BenchmarkTests {
  @Test func fifteenAreKnownByTheirNames() throws {
    #expect(Benchmark.all.map(\.name) == MiniatureBenchmark.all.map(\.name))
    let spellings = [
      "Flowers102": "oxford_flowers", "OxfordFlowers": "oxford_flowers", "DTD": "dtd",
      "DescribableTextures": "dtd", "ImageNet-A": "imagenet_a", "imagenet-v2": "imagenetv2",
      "Stanford Cars": "stanford_cars", "EuroSAT": "eurosat",
    ]
    for (spelling, name) in spellings { #expect(Benchmark.named(spelling)?.name == name) }
    #expect(Benchmark.named("flowers") == nil && Benchmark.named("") == nil)
  }

  @Test func templatesAreCoOps() throws {
    let stored = try Fixtures.json("templates.json")
    for benchmark in Benchmark.all {
      let type = try #require(stored["dataset_config_to_class"]?[benchmark.name]?.string)
      #expect(Benchmark.named(type)?.name == benchmark.name)
      #expect(stored["by_dataset_class"]?[type]?.string == benchmark.template)
    }
    let ensemble = stored["imagenet_ensemble_select"]?.array?.compactMap(\.string)
    #expect(ensemble == Dataset.ensembleTemplates)
  }

  @Test(arguments: MiniatureBenchmark.all)
  func miniature(_ miniature: MiniatureBenchmark) throws {
    let scratch = try Scratch()
    try miniature.write(to: scratch)
    let benchmark = try #require(miniature.benchmark)
    let data = try benchmark.dataset(root: scratch.path)
    #expect(data.name == benchmark.name)
    #expect(data.classes == miniature.classes)
    #expect(data.template == benchmark.template)
    let place = benchmark.place(in: scratch.path)
    #expect(MiniatureBenchmark.lines(data.train, in: place) == miniature.listing.train)
    #expect(MiniatureBenchmark.lines(data.val, in: place) == miniature.listing.val)
    #expect(MiniatureBenchmark.lines(data.test, in: place) == miniature.listing.test)
    #expect(try data.test.items[0].source.load().width > 0)
    let own = benchmark.name == "imagenet" ? [] : [benchmark.template]
    #expect(data.ensemble == Dataset.ensembleTemplates + own)
  }

  @Test(arguments: MiniatureBenchmark.all)
  func surveys(_ miniature: MiniatureBenchmark) throws {
    let scratch = try Scratch()
    let benchmark = try #require(miniature.benchmark)
    let absent = benchmark.survey(root: scratch.path)
    #expect(!absent.isThere && !absent.isComplete && absent.missing == benchmark.needs)
    try miniature.write(to: scratch)
    let found = benchmark.survey(root: scratch.path)
    #expect(found.isThere && found.isComplete && found.missing.isEmpty)
    #expect(found.differences.contains { $0.hasSuffix("the papers have \(benchmark.size.test)") })
  }

  @Test func shiftedOnesAreForTestingOnly() throws {
    let scratch = try Scratch()
    let miniature = try #require(MiniatureBenchmark.all.last)
    try miniature.write(to: scratch)
    let data = try #require(miniature.benchmark).dataset(root: scratch.path)
    #expect(data.sample(2).count == 2)
    #expect(try data.classes(.base).classes == ["goldfish"])
    #expect(throws: EngineError.self) { try data.fewshot(1) }
  }

  /// The fixtures' labels as a split file: what CoOp draws from it for every seed and shot.
  @Test(arguments: SamplingCases.stored?.datasets ?? [])
  func fewshotFromSplitFiles(_ labels: SamplingCases.Labels) throws {
    let scratch = try Scratch()
    func list(_ part: String, _ labels: [Int]) throws -> String {
      let entries = try labels.enumerated().map { position, label in
        try scratch.add("dtd/images/\(part)/\(position).jpg", "")
        return "[\"\(part)/\(position).jpg\", \(label), \"class \(label)\"]"
      }
      return "\"\(part)\": [\(entries.joined(separator: ", "))]"
    }
    let lists = try [
      list("train", labels.train_labels), list("val", labels.val_labels),
      list("test", labels.test_labels),
    ]
    try scratch.add(
      "dtd/split_zhou_DescribableTextures.json", "{\(lists.joined(separator: ", "))}")
    let data = try #require(Benchmark.named("dtd")).dataset(root: scratch.path)
    func positions(_ split: Split) -> [Int] {
      split.items.map { item in
        let path = (item.source as? ImageFile)?.path ?? ""
        return Int(path.split(separator: "/").last?.dropLast(4) ?? "") ?? -1
      }
    }
    for choice in labels.fewshot {
      #expect(positions(try data.fewshot(choice.shots, seed: choice.seed)) == choice.train)
      #expect(positions(try data.fewshot(choice.shots, seed: choice.seed, of: .val)) == choice.val)
    }
    for part in labels.subsample {
      let half = try data.classes(#require(ClassSplit(rawValue: part.subsample)))
      let few = try half.fewshot(part.shots, seed: part.seed)
      #expect(half.classes == part.class_names)
      #expect(zip(positions(few), few.labels).map { [$0, $1] } == part.train)
      #expect(zip(positions(half.test), half.test.labels).map { [$0, $1] } == part.test)
    }
  }
}
