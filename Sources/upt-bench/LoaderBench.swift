import Foundation
import UptData
import UptTensor
import UptTuning

/// Pictures from files, timed: alone, and as part of training steps.
struct LoaderBench {
  private let split: Split
  private let preprocess: Preprocess
  private let batch = 32

  /// - Parameter pictures: a folder with a folder for each class in `train`.
  init(pictures: String) throws {
    split = try Dataset.folder(pictures).train
    preprocess = try Preprocess(size: 224)
  }

  /// Pictures a second, all of them once; the first batch is not counted.
  func rate(augment: Bool) throws -> JSONValue {
    let loader = BatchLoader(split, preprocess) { [batch, count = split.count] number in
      let start = number * batch
      guard start < count else { return nil }
      let positions = Array(start..<min(start + batch, count))
      return .init(positions, pass: augment ? AugmentedPass(seed: 1, epoch: 0) : nil)
    }
    _ = try loader.next()
    let start = Date()
    var count = 0
    while let images = try loader.next() { count += images.shape[0] }
    return .object([
      "per_second": .number(Double(count) / Date().timeIntervalSince(start)),
      "threads": .integer(Parallel.threads),
    ])
  }

  /// Seconds of a step of text prompts, and those of them that it waited for its pictures: loaded
  /// before each step ("plain"), and while the steps before it computed ("ahead"). Each has two
  /// turns of `count` steps, and a first one that is not counted.
  func steps(_ count: Int, model: String) throws -> JSONValue {
    let method = try PromptMethod.text(StepBench(model: model).model, length: 4)
    let preprocess = try Preprocess(method.model.configuration)
    let options = TrainingOptions(epochs: 1_000, batchSize: batch, augment: true, seed: 1)
    var plain: [(seconds: Double, waited: Double)] = []
    var ahead = plain
    for _ in 0..<2 {
      let training = try Training(method, split, options)
      for step in 0...count {
        let start = Date()
        let positions = (0..<batch).map { ($0 * 61 + step * batch) % split.count }
        let images = try split.batch(
          positions, preprocess, pass: AugmentedPass(seed: 1, epoch: step))
        let waited = Date().timeIntervalSince(start)
        try training.step(
          images: .pixels(images), labels: positions.map { split.items[$0].label })
        if step > 0 { plain.append((Date().timeIntervalSince(start), waited)) }
      }
      let other = try Training(method, split, options)
      for step in 0...count {
        let start = Date()
        let waited = other.secondsWaited
        try other.step()
        guard step > 0 else { continue }
        ahead.append((Date().timeIntervalSince(start), other.secondsWaited - waited))
      }
    }
    func summary(_ steps: [(seconds: Double, waited: Double)]) -> JSONValue {
      let mean = steps.reduce(0) { $0 + $1.waited } / Double(steps.count)
      let seconds = steps.map(\.seconds).sorted()
      return .object(["seconds": .number(seconds[seconds.count / 2]), "waited": .number(mean)])
    }
    return .object([
      "plain": summary(plain), "ahead": summary(ahead), "peak_rss_mib": .number(Peak.memory),
    ])
  }
}
