import BenchmarkSupport
import Testing

@testable import UptData

/// CoOp's few-shot choices from the layouts that have no split file: the authors' lists of
/// FGVC-Aircraft, and ImageNet's folders.
@Suite struct FewShotLayoutTests {
  /// The positions that the names of a split's files end in.
  private func positions(_ split: Split) -> [Int] {
    split.items.map { item in
      let path = (item.source as? ImageFile)?.path ?? ""
      return Int(path.split(separator: "/").last?.split(separator: ".").first?.suffix(5) ?? "")
        ?? -1
    }
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }

  @Test(arguments: SamplingCases.stored?.datasets ?? [])
  func aircraft(_ labels: SamplingCases.Labels) throws {
    let scratch = try Scratch()
    let variants = (0..<labels.n_classes).map { "737-\(100 + $0)" }
    try scratch.add("fgvc_aircraft/variants.txt", variants.joined(separator: "\n") + "\n")
    let parts = [
      ("train", 1, labels.train_labels), ("val", 2, labels.val_labels),
      ("test", 3, labels.test_labels),
    ]
    for (part, first, labels) in parts {
      var list = ""
      for (position, label) in labels.enumerated() {
        let name = "\(first)\(padded(position, 6))"
        try scratch.add("fgvc_aircraft/images/\(name).jpg", "")
        list += "\(name) \(variants[label])\n"
      }
      try scratch.add("fgvc_aircraft/images_variant_\(part).txt", list)
    }
    let data = try #require(Benchmark.named("fgvc_aircraft")).dataset(root: scratch.path)
    #expect(data.classes == variants)
    for choice in labels.fewshot {
      #expect(positions(try data.fewshot(choice.shots, seed: choice.seed)) == choice.train)
      #expect(positions(try data.fewshot(choice.shots, seed: choice.seed, of: .val)) == choice.val)
    }
  }

  /// What CPython's `random.sample` gives, class by class, for 3, 7, 5 and 20 images in
  /// alphabetical order: seed, shots, positions.
  static let folders: [(seed: Int, shots: Int, positions: [Int])] = [
    (1, 1, [0, 7, 10, 23]),
    (1, 2, [0, 2, 5, 3, 13, 14, 30, 27]),
    (1, 4, [0, 1, 2, 4, 7, 3, 5, 10, 13, 11, 12, 27, 21, 18, 30]),
    (1, 8, Array(0...14) + [19, 33, 17, 23, 18, 22, 27, 29]),
    (1, 16, Array(0...14) + [19, 33, 17, 23, 18, 22, 27, 29, 28, 25, 21, 30, 16, 31, 15, 24]),
    (2, 1, [0, 3, 10, 26]),
    (2, 2, [0, 2, 3, 5, 11, 12, 23, 21]),
    (2, 4, [0, 1, 2, 9, 3, 8, 7, 12, 11, 14, 13, 23, 21, 16, 20]),
    (2, 8, Array(0...14) + [16, 17, 33, 26, 20, 31, 27, 25]),
    (2, 16, Array(0...14) + [16, 17, 33, 26, 20, 31, 27, 25, 19, 29, 24, 18, 15, 28, 30, 34]),
    (3, 1, [0, 7, 14, 19]),
    (3, 2, [0, 2, 5, 7, 13, 10, 34, 15]),
    (3, 4, [0, 1, 2, 4, 7, 8, 9, 12, 13, 14, 10, 34, 15, 30, 23]),
    (3, 8, Array(0...14) + [22, 33, 32, 19, 26, 29, 24, 34]),
    (3, 16, Array(0...14) + [22, 33, 32, 19, 26, 29, 24, 34, 25, 28, 16, 15, 27, 17, 31, 30]),
  ]

  @Test func imageNet() throws {
    let scratch = try Scratch()
    let sizes = [3, 7, 5, 20]
    var (position, names) = (0, "")
    for (label, size) in sizes.enumerated() {
      let synset = "n0144\(padded(label, 4))"
      names += "\(synset) class \(label)\n"
      for _ in 0..<size {
        try scratch.add("imagenet/images/train/\(synset)/\(synset)_\(padded(position, 5)).JPEG", "")
        position += 1
      }
      try scratch.add(
        "imagenet/images/val/\(synset)/ILSVRC2012_val_\(padded(label, 8)).JPEG", "")
    }
    try scratch.add("imagenet/classnames.txt", names)
    let data = try #require(Benchmark.named("imagenet")).dataset(root: scratch.path)
    for (seed, shots, expected) in Self.folders {
      #expect(positions(try data.fewshot(shots, seed: seed)) == expected, "\(shots), \(seed)")
    }
  }
}
