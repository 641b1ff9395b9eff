import Foundation
import Testing
import UptCLIP
import UptData
import UptTensor

@testable import UptTuning

/// What training does: losses fall, batches are cut as Dassl cuts them, savings change nothing.
@Suite struct LearningTests {
  @Test(arguments: Tiny.methodNames)
  func lossFalls(_ name: String) throws {
    let options = Tiny.options(epochs: 12, batch: 12, .adam, rate: 0.03)
    let training = try Training(Tiny.method(name, Tiny.model()), Tiny.split(), options)
    try training.run()
    let history = training.state.history
    let (first, last) = (try #require(history.first), try #require(history.last))
    #expect(last.loss < 0.8 * first.loss, "\(history.map(\.loss))")
    #expect(history.map(\.epoch) == Array(1...12))
    for (i, record) in history.enumerated() {
      #expect(record.learningRate == options.schedule.rate(i, of: 12))
    }
    let start = try Training(training.method, training.split, options).tuned()
    let (before, after) = (try loss(start.classifier), try loss(training.tuned().classifier))
    #expect(after < 0.8 * before, "\(before) to \(after) without dropout")
  }

  /// The mean cross-entropy of the training images, from the logits that accuracies are taken of.
  private func loss(_ classifier: Classifier) throws -> Double {
    let split = try Tiny.split()
    let probabilities = try classifier.logits(split).softmax().data
    let losses = split.labels.enumerated().map { -log(Double(probabilities[$0 * 3 + $1])) }
    return losses.reduce(0, +) / Double(losses.count)
  }

  /// Images, batch size, batches of an epoch, images of an epoch.
  @Test(arguments: [
    (12, 12, 1, 12), (12, 5, 2, 10), (12, 100, 1, 12), (12, 1, 12, 12), (12, 7, 1, 7),
  ])
  func batches(_ images: Int, _ size: Int, _ batches: Int, _ used: Int) throws {
    let split = try Tiny.split(perClass: images / 3)
    let training = try Training(
      Tiny.method("text", Tiny.model()), split, Tiny.options(epochs: 2, batch: size))
    #expect(training.batchesPerEpoch == batches && training.totalSteps == 2 * batches)
    while training.state.epoch == 0 {
      if training.state.batch == batches - 1 {
        #expect(training.state.seen == (batches - 1) * min(size, images))
      }
      try training.step()
    }
    let record = try #require(training.state.history.first)
    let hits = record.accuracy * Double(used)
    #expect(abs(hits - hits.rounded()) < 1e-9, "\(used) images")
    #expect(training.state.step == batches && training.state.batch == 0)
    #expect(training.state.seen == 0 && training.state.lossSum == 0)
  }

  /// Every epoch sees every image once, in an order of its own.
  @Test func orders() throws {
    let options = Tiny.options(epochs: 3, batch: 4)
    let steps = (0..<9).compactMap { options.positions(step: $0, of: 12) }
    #expect(steps.map(\.epoch) == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    #expect(steps.allSatisfy { $0.positions.count == 4 })
    let epochs = (0..<3).map { epoch in steps.filter { $0.epoch == epoch }.flatMap(\.positions) }
    #expect(epochs.allSatisfy { $0.sorted() == Array(0..<12) })
    #expect(Set(epochs).count == 3)
    for step in [-1, 9] { #expect(options.positions(step: step, of: 12) == nil) }
  }

  /// As in Dassl, an incomplete last batch is left out unless it is the only one.
  @Test(arguments: [(12, 5, [5, 5]), (12, 12, [12]), (3, 5, [3]), (5, 5, [5]), (6, 5, [5])])
  func incompleteBatches(_ images: Int, _ batch: Int, _ sizes: [Int]) {
    let options = Tiny.options(epochs: 2, batch: batch)
    let found = (0..<2 * sizes.count).compactMap {
      options.positions(step: $0, of: images)?.positions.count
    }
    #expect(found == sizes + sizes)
  }

  @Test func historyIsTheMeanOfItsSteps() throws {
    let training = try Training(
      Tiny.method("shallow", Tiny.model()), Tiny.split(), Tiny.options(epochs: 1, batch: 4))
    var sum = 0.0
    for _ in 0..<3 {
      let before = training.state.lossSum
      try training.step()
      if training.state.epoch == 0 { sum = training.state.lossSum } else { #expect(before == sum) }
    }
    let record = try #require(training.state.history.first)
    #expect(record.loss > sum / 12 && training.isComplete)
    try training.step()
    #expect(training.state.step == 3, "a complete training stands still")
  }

  /// Text prompts take features that are computed once; from the pixels the same comes out.
  @Test func featuresAreASaving() throws {
    let model = try Tiny.model()
    let split = try Tiny.split()
    let training = try Training(Tiny.method("middle", model), split, Tiny.options())
    let positions = [3, 1, 8, 7, 0]
    let pixels = try split.batch(positions, Preprocess(model.configuration))
    let labels = positions.map { split.labels[$0] }
    let a = try training.differentiate(.pixels(pixels), labels: labels)
    let b = try training.differentiate(.features(model.imageFeatures(pixels)), labels: labels)
    #expect(a.loss.loss == b.loss.loss)
    #expect(a.gradients.map(\.bits) == b.gradients.map(\.bits))
  }

  /// The authors' code sees a batch as a whole; the sums over chunks must be the same.
  @Test func chunksAreASaving() throws {
    let model = try Tiny.model(patchSize: 2)
    let split = try Tiny.split()
    let training = try Training(
      Tiny.method("unified", model), split, Tiny.options(batch: split.count))
    let pixels = try split.batch(Array(0..<12), Preprocess(model.configuration))
    let whole = try training.differentiate(.pixels(pixels), labels: split.labels)
    var loss = 0.0
    var sums: [Tensor] = []
    for i in 0..<12 {
      let one = Tensor(unchecked: [1, 3, 16, 16], Array(pixels.data[i * 768..<(i + 1) * 768]))
      let part = try training.differentiate(.pixels(one), labels: [split.labels[i]])
      loss += part.loss.loss / 12
      let shares = part.gradients.map { g in Tensor(unchecked: g.shape, g.data.map { $0 / 12 }) }
      sums = sums.isEmpty ? shares : zip(sums, shares).map { a, b in
        Tensor(unchecked: a.shape, zip(a.data, b.data).map { $0 + $1 })
      }
    }
    #expect(abs(loss - whole.loss.loss) < 1e-5)
    let size = whole.gradients.flatMap(\.data).reduce(Float(0)) { max($0, abs($1)) }
    for (a, b) in zip(sums, whole.gradients) { #expect(a.distance(to: b) <= 1e-5 * size) }
  }
}
