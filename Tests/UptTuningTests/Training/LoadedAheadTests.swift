import Foundation
import Testing
import UptData
import UptTensor
import UptTuning

/// Pictures that are loaded while earlier steps compute are those that loading before each step
/// would give.
@Suite struct LoadedAheadTests {
  @Test func sameBytesAsLoadingBeforeEachStep() throws {
    let model = try Tiny.model()
    let split = try Tiny.split()
    let options = Tiny.options(augment: true)
    let method = try Tiny.method("text", model)
    let ahead = try Training(method, split, options)
    try ahead.run()
    let plain = try Training(method, split, options)
    for epoch in 0..<3 {
      var random = Random(options.seed, "shuffle", epoch)
      let order = random.permutation(split.count)
      for batch in 0..<2 {
        let chosen = Array(order[batch * 5..<(batch + 1) * 5])
        let images = try split.batch(
          chosen, Preprocess(model.configuration),
          pass: AugmentedPass(seed: options.seed, epoch: epoch))
        try plain.step(images: .pixels(images), labels: chosen.map { split.labels[$0] })
      }
    }
    #expect(ahead.state.bits == plain.state.bits)
    #expect(ahead.secondsWaited > 0 && plain.secondsWaited == 0)
  }

  /// A step on other images in between takes the place of one of the data's own.
  @Test func stepsThatTheCallerChoseInBetween() throws {
    let model = try Tiny.model()
    let split = try Tiny.split()
    let options = Tiny.options(augment: true)
    let images = try split.batch([0, 1, 2, 3, 4], Preprocess(model.configuration))
    let runs = try [false, true].map { startsAnew in
      var training = try Training(Tiny.method("text", model), split, options)
      while !training.isComplete {
        if training.state.step == 2 {
          try training.step(images: .pixels(images), labels: [0, 1, 2, 0, 1])
        } else {
          try training.step()
        }
        if startsAnew {
          training = try Training(training.method, split, options, from: training.state)
        }
      }
      return training.state.bits
    }
    #expect(runs[0] == runs[1])
  }

  @Test func brokenPicturesAreMetInTheirStep() throws {
    let model = try Tiny.model()
    let whole = try Tiny.split()
    let options = Tiny.options(batch: 2, augment: true)
    var random = Random(options.seed, "shuffle", 0)
    let lost = random.permutation(whole.count)[7]
    var items = whole.items
    items[lost].source = ImageFile("/no/such/picture.png")
    let split = try Split(
      name: "broken", classes: whole.classes, template: whole.template, items: items)
    let training = try Training(Tiny.method("text", model), split, options)
    // Again and again: the state stays that of before the step.
    for _ in 0..<3 {
      let error = #expect(throws: EngineError.self) { try training.run() }
      #expect(error == EngineError(.picture, "/no/such/picture.png: no such file"))
      #expect(training.state.step == 3)
    }
  }

  /// Pictures that are not drawn before the gate opens.
  private final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false

    func pass() {
      condition.lock()
      while !isOpen { condition.wait() }
      condition.unlock()
    }

    func open() {
      condition.lock()
      isOpen = true
      condition.broadcast()
      condition.unlock()
    }
  }

  @Test func waitingCanBeStopped() throws {
    let gate = Gate()
    let image = try Tiny.image(0, 0)
    let split = try Split(
      name: "slow", classes: Tiny.classes, template: Dataset.defaultTemplate,
      items: (0..<6).map { position in
        Item(label: position % 3, source: ImageDrawn(identity: "slow \(position)") {
          gate.pass()
          return image
        })
      })
    let options = Tiny.options(epochs: 1, batch: 2, augment: true)
    let training = try Training(Tiny.method("text", Tiny.model()), split, options)
    var asked = 0
    try training.run(shouldStop: {
      asked += 1
      return asked == 3
    })
    #expect(training.state.step == 0 && !training.isComplete)
    gate.open()
    try training.run()
    #expect(training.isComplete)
  }
}
