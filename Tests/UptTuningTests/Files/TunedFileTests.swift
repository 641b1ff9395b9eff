import Foundation
import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// Tuned prompts in a file: everything comes back, and whatever is wrong is said.
@Suite struct TunedFileTests {
  /// Files from before there were these fields say nothing of them, and are read all the same.
  @Test(arguments: [",\\\"classes_per_step\\\":null", ",\\\"activation\\\":\\\"quick_gelu\\\""])
  func olderFilesAreRead(_ field: String) throws {
    let model = try Tiny.model()
    let training = try Training(Tiny.method("text", model), Tiny.split(), Tiny.options(epochs: 1))
    try training.run()
    try withTemporaryFile { path in
      try training.tuned().save(to: path)
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let place = try #require(bytes.range(of: Data(field.utf8)))
      bytes.replaceSubrange(place, with: Data(repeating: UInt8(ascii: " "), count: place.count))
      try bytes.write(to: URL(fileURLWithPath: path))
      let again = try Tuned.load(path, model: model)
      #expect(again.state.bits == training.state.bits)
      #expect(again.options == training.options)
    }
  }

  static func tuned(_ name: String, _ model: CLIPModel, steps: Int = 3) throws -> Tuned {
    let method = name == "scripted" ? Tiny.scripted(model) : try Tiny.method(name, model)
    let training = try Training(method, Tiny.split(), Tiny.options(.adamW))
    try training.run(shouldStop: { training.state.step == steps })
    return try training.tuned()
  }

  @Test(arguments: Tiny.methodNames + ["scripted"])
  func comesBack(_ name: String) throws {
    let model = try Tiny.model()
    let tuned = try Self.tuned(name, model)
    try withTemporaryFile { path in
      try tuned.save(to: path)
      let again = try Tuned.load(path, model: model)
      #expect(again.method.name == tuned.method.name)
      #expect(again.method.recipe == tuned.method.recipe)
      #expect(again.method.textLayout == tuned.method.textLayout)
      #expect(again.method.visualDepth == tuned.method.visualDepth)
      #expect(again.classes == tuned.classes && again.template == tuned.template)
      #expect(again.data == tuned.data && again.options == tuned.options)
      #expect(again.state == tuned.state && again.state.bits == tuned.state.bits)
      #expect(again.prompts.text?.bits == tuned.prompts.text?.bits)
      #expect(again.prompts.visual?.bits == tuned.prompts.visual?.bits)
      let split = try Tiny.split()
      #expect(try again.classifier.logits(split).bits == tuned.classifier.logits(split).bits)
      #expect(again.parameterCount == tuned.parameterCount)

      try withTemporaryFile { second in
        try again.save(to: second)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path))
          == Data(contentsOf: URL(fileURLWithPath: second)))
      }
    }
  }

  @Test func allOptions() throws {
    let shapes: [Schedule.Shape] = [
      .cosine, .constant, .steps(periods: 2, factor: 0.1), .milestones([1, 4], factor: 1.0 / 3),
    ]
    let warmups: [Schedule.Warmup] = [
      .none, .constant(periods: 1, rate: 1e-5), .linear(periods: 2, start: 0.1 + 0.2),
    ]
    let model = try Tiny.model()
    for (i, shape) in shapes.enumerated() {
      let options = TrainingOptions(
        epochs: 7 + i, batchSize: 3,
        optimizer: Optimizer(
          Optimizer.Rule.allCases[i % 3], weightDecay: 1.0 / 3, momentum: 0.1, beta1: 0.2,
          beta2: 0.7, eps: 1e-30),
        schedule: Schedule(
          base: 1.0 / 7, shape: shape, warmup: warmups[i % 3], recounts: i % 2 == 0),
        augment: i % 2 == 1, seed: i * 1000 - 3)
      let tuned = try Training(Tiny.method("text", model), Tiny.split(), options).tuned()
      try withTemporaryFile { path in
        try tuned.save(to: path)
        #expect(try Tuned.load(path, model: model).options == options)
      }
    }
  }

  @Test func awkwardTexts() throws {
    let model = try Tiny.model()
    let classes = ["\"quoted\"\n", "日本 \u{301}", "back\\slash"]
    let split = try Tiny.split("a \u{1F600} \"name\"", classes: classes, template: "{} {} \t.")
    let tuned = try Training(Tiny.method("front", model), split, Tiny.options()).tuned()
    try withTemporaryFile { path in
      try tuned.save(to: path)
      let again = try Tuned.load(path, model: model)
      #expect(again.classes == classes && again.template == split.template)
      #expect(again.data == split.name)
    }
  }

  @Test func scriptedMethods() throws {
    let model = try Tiny.model()
    let tuned = try Self.tuned("scripted", model)
    try withTemporaryFile { path in
      try tuned.save(to: path)
      let alone = try Tuned.load(path, model: model)
      try refused(.value, "\"scripted\" was defined in a script") {
        _ = try Training(resuming: alone, Tiny.split())
      }
      let given = try Tuned.load(path, model: model, method: Tiny.scripted(model))
      #expect(given.prompts == tuned.prompts)
      _ = try Training(resuming: given, Tiny.split())
      try refused(.value, "makes other prompts") {
        _ = try Tuned.load(path, model: model, method: Tiny.scripted(model, factor: 3))
      }
      try refused(.value, "stand elsewhere") {
        _ = try Tuned.load(path, model: model, method: Tiny.method("text", model))
      }
    }
  }

  @Test func anotherEncoder() throws {
    let model = try Tiny.model("first")
    let tuned = try Self.tuned("unified", model)
    var wide = Tiny.configuration()
    wide.embeddingWidth = 12
    let others: [(CLIPModel, String)] = try [
      (Tiny.model("second", seed: 4), "weights are others"),
      (Tiny.model("second", configuration: wide), "embedding width is 10 instead of 12"),
    ]
    try withTemporaryFile { path in
      try tuned.save(to: path)
      for (other, difference) in others {
        try refused(.value, difference) { _ = try Tuned.load(path, model: other) }
        let error = #expect(throws: EngineError.self) { try Tuned.load(path, model: other) }
        for part in [path, "\"first\"", "\"second\""] {
          #expect(error?.message.contains(part) == true, "\(error?.description ?? "")")
        }
        #expect(error?.hint != nil)
      }
      try refused(.value, "belongs to the encoder \"second\"") {
        _ = try Tuned.load(path, model: model, method: Tiny.method("unified", others[0].0))
      }
    }
  }

  @Test func fingerprints() throws {
    let prints = try [
      Tiny.model("a"), Tiny.model("b"), Tiny.model(seed: 4), Tiny.model(patchSize: 4),
    ].map(\.fingerprint)
    #expect(prints[0] == prints[1])
    #expect(Set(prints).count == 3)
    // Every weight counts, wherever it lies.
    for place in [0, 1, 7, 100, -1] {
      let model = try Tiny.model()
      model.text.parameters.withUnsafeMutableValues {
        let i = place < 0 ? $0.count + place : place
        $0[i] = $0[i].nextUp
      }
      #expect(model.fingerprint != prints[0], "weight \(place)")
    }
  }
}
