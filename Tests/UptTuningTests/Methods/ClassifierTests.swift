import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// Classifying with and without prompts, and where learned vectors stand.
@Suite struct ClassifierTests {
  /// A prompt that starts from the template's words is the template.
  @Test(arguments: [
    (["red_square", "green disc", "blue bar"], false), (["cat", "a longer class name"], true),
    (["x", "y", "_", "d.o.t.s"], false),
  ])
  func wordsAreTheTemplate(_ classes: [String], _ classSpecific: Bool) throws {
    let model = try Tiny.model()
    let method = try PromptMethod.text(model, classSpecific: classSpecific, words: "a photo of a")
    let state = TrainingState(try method.initialize(classes.count, 1))
    let tuned = try Tuned(
      method: method, classes: classes, template: "unused {}", data: "none",
      options: Tiny.options(), state: state)
    let plain = try Classifier.zeroShot(model, classes, template: "a photo of a {}.")
    let split = try Tiny.split(perClass: 2, classes: classes)
    let difference = try tuned.classifier.logits(split).distance(to: plain.logits(split))
    #expect(difference <= 1e-5, "\(difference)")
  }

  /// With a tokenizer of bytes the rows can be counted by hand: [SOS] "ab" "." [EOT].
  @Test func positions() throws {
    let model = try Tiny.model()
    let name = try model.rows("red_square".replacing("_", with: " ")).dropFirst().dropLast()
    let tail = try model.rows("red square.").suffix(2)
    let start = try model.rows("x").prefix(1)
    let (zero, one, two) = (TextRow.context(0), TextRow.context(1), TextRow.context(2))
    let expected: [TextLayout.Position: [TextRow]] = [
      .end: start + [zero, one, two] + name + tail,
      .middle: start + [zero] + name + [one, two] + tail,
      .front: start + name + [zero, one, two] + tail,
    ]
    for (position, rows) in expected {
      let layout = TextLayout(length: 3, position: position)
      #expect(try layout.prompts(["red_square"], model)[0] == rows, "\(position)")
      let own = TextLayout(length: 3, position: position, classSpecific: true)
      #expect(own.rows(classes: 4) == 12)
      let second = try own.prompts(["x", "red_square"], model)[1]
      #expect(second.filter { !rows.contains($0) } == [.context(3), .context(4), .context(5)])
    }
  }

  @Test(arguments: ["text", "shallow", "unified deep"])
  func predictionsAgree(_ name: String) throws {
    let training = try Training(
      Tiny.method(name, Tiny.model()), Tiny.split(), Tiny.options(.adam))
    try training.run()
    let classifier = try training.tuned().classifier
    let split = try Tiny.split(perClass: 3)
    let best = try Metrics.predictions(classifier.logits(split))
    var hits = 0
    for (i, item) in split.items.enumerated() {
      let predicted = try #require(classifier.predict([item.source.load()]).first)
      #expect(predicted.count == 3)
      #expect(abs(predicted.reduce(0) { $0 + $1.probability } - 1) < 1e-6)
      #expect(zip(predicted, predicted.dropFirst()).allSatisfy { $0.probability >= $1.probability })
      #expect(predicted.first?.name == split.classes[best[i]])
      hits += predicted.first?.name == split.classes[item.label] ? 1 : 0
    }
    #expect(try classifier.accuracy(split) == Double(hits) / 9)
    let confusion = try classifier.confusion(split)
    #expect((0..<3).reduce(0) { $0 + confusion.counts[$1][$1] } == hits)
  }

  /// Of an ensemble only the directions of the sentences' vectors count, not their lengths.
  @Test func ensembles() throws {
    let model = try Tiny.model()
    func features(_ templates: [String]) throws -> [Float] {
      try Classifier.zeroShot(model, Tiny.classes, ensemble: templates).textFeatures
        .rowsNormalised().data
    }
    let (a, b) = (try features(["a {}."]), try features(["art of the {}."]))
    let both = try features(["a {}.", "art of the {}."])
    let mean = try Tensor([3, a.count / 3], zip(a, b).map { ($0 + $1) / 2 }).rowsNormalised().data
    #expect(zip(both, mean).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(both != a && both != b)
    try refused(.value, "no templates") {
      _ = try Classifier.zeroShot(model, Tiny.classes, ensemble: [])
    }
  }

  @Test func mismatches() throws {
    let model = try Tiny.model()
    let classifier = try Classifier.zeroShot(model, Tiny.classes)
    try refused(.value, "2 classes, but these prompts know 3") {
      _ = try classifier.logits(Tiny.split(classes: ["a", "b"]))
    }
    try refused(.value, "class 1 of tiny train is \"green ring\"") {
      _ = try classifier.logits(Tiny.split(classes: ["red_square", "green ring", "blue bar"]))
    }
    try refused(.value, "nothing has no images") {
      _ = try classifier.accuracy(Tiny.split().selecting([], name: "nothing"))
    }
    try refused(.value, "has no {}") {
      _ = try Classifier.zeroShot(model, Tiny.classes, template: "a photo")
    }
    try refused(.value, "no classes") { _ = try Classifier.zeroShot(model, []) }
    try refused(.value, "encoder reads 40") {
      _ = try Classifier.zeroShot(model, [String(repeating: "endless ", count: 20)])
    }
  }

  /// Remembered features belong to the encoder they came from, even where another takes its place.
  @Test func featuresOfManyEncoders() throws {
    let split = try Tiny.split("many", perClass: 1)
    var seen: [[UInt32]] = []
    for seed in 1...6 {
      let model = try Tiny.model(seed: seed)
      let first = try Classifier.zeroShot(model, Tiny.classes).logits(split)
      let again = try Classifier.zeroShot(model, Tiny.classes).logits(split)
      #expect(first.bits == again.bits)
      seen.append(first.bits)
    }
    #expect(Set(seen).count == 6)
  }
}
