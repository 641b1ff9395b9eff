import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// What does not fit is refused before the first step, with a message that says what.
@Suite struct TrainingValidationTests {
  private static let changes: [(String, @Sendable (inout TrainingOptions) -> Void)] = [
    ("0 epochs", { $0.epochs = 0 }), ("\(Int.max) epochs", { $0.epochs = .max }),
    ("a batch of -1", { $0.batchSize = -1 }), ("a learning rate of 0.0", { $0.schedule.base = 0 }),
    ("a learning rate of nan", { $0.schedule.base = .nan }),
    ("a learning rate of 1e+39", { $0.schedule.base = 1e39 }),
    ("a weight decay of -1.0", { $0.optimizer.weightDecay = -1 }),
    ("a momentum of 1.0", { $0.optimizer.momentum = 1 }),
    ("a beta2 of nan", { $0.optimizer.beta2 = .nan }), ("an eps of 0.0", { $0.optimizer.eps = 0 }),
    ("-1 periods", { $0.schedule.warmup = .linear(periods: -1, start: 0) }),
    ("steps of 0", { $0.schedule.shape = .steps(periods: 0, factor: 0.1) }),
    ("a factor of 0.0", { $0.schedule.shape = .milestones([1], factor: 0) }),
  ]

  @Test func options() throws {
    for (message, change) in Self.changes {
      var options = Tiny.options()
      change(&options)
      try refused(.value, message) { try options.validate() }
      try refused(.value, message) {
        _ = try Training(Tiny.method("text", Tiny.model()), Tiny.split(), options)
      }
    }
  }

  @Test func data() throws {
    let model = try Tiny.model()
    let empty = try Tiny.split().selecting([], name: "nothing")
    for name in ["text", "visual", "unified"] {
      try refused(.value, "nothing has no images") {
        _ = try Training(Tiny.method(name, model), empty, Tiny.options())
      }
    }
    let long = try Tiny.split(classes: ["a", "b", String(repeating: "endless ", count: 20)])
    try refused(.value, "endless") {
      _ = try Training(Tiny.method("text", model), long, Tiny.options())
    }
    let fitting = try Tiny.split(classes: ["a", "b", "c"])
    try refused(.value, "context holds 40") {
      _ = try Training(.text(model, length: 38), fitting, Tiny.options())
    }
  }

  @Test func methods() throws {
    let model = try Tiny.model()
    for length in [0, -3, .max] {
      try refused(.value, "a prompt of \(length)") {
        _ = try PromptMethod.text(model, length: length)
      }
      try refused(.value, "a prompt of \(length)") {
        _ = try PromptMethod.visual(model, length: length, depth: .deep(blocks: 3))
      }
      try refused(.value, "a prompt of \(length)") {
        _ = try PromptMethod.unified(model, length: length)
      }
    }
    try refused(.value, "4 blocks") { _ = try PromptMethod.visual(model, depth: .deep(blocks: 4)) }
    try refused(.value, "no tokens") { _ = try PromptMethod.text(model, words: " ") }
    try refused(.value, "dropout of 1") { _ = try PromptMethod.unified(model, dropout: 1) }
  }

  @Test func batches() throws {
    let model = try Tiny.model()
    let training = try Training(Tiny.method("deep", model), Tiny.split(), Tiny.options())
    let pixels = PromptLoss.Images.pixels(try .zeros([2, 3, 16, 16]))
    try refused(.value, "label 3") { try training.step(images: pixels, labels: [0, 3]) }
    try refused(.value, "label -1") { try training.step(images: pixels, labels: [-1, 0]) }
    try refused(.shape, "3 labels for 2") { try training.step(images: pixels, labels: [0, 1, 2]) }
    try refused(.shape, "[2, 3, 8, 8]") {
      try training.step(images: .pixels(.zeros([2, 3, 8, 8])), labels: [0, 1])
    }
    try refused(.value, "without images") {
      try training.step(images: .pixels(.zeros([0, 3, 16, 16])), labels: [])
    }
    try refused(.value, "pixels") {
      try training.step(images: .features(.zeros([2, 10])), labels: [0, 1])
    }
    #expect(training.state.step == 0)
  }

  /// A script's function may make anything of its parameters.
  @Test func prompts() throws {
    let model = try Tiny.model()
    func training(
      _ layout: TextLayout?, _ depth: VisualDepth?,
      _ make: @escaping @Sendable (Variable) throws -> Prompts
    ) throws -> Training {
      let method = PromptMethod(
        name: "odd", model: model, textLayout: layout, visualDepth: depth,
        initialize: { _, _ in [Parameter("u", try Tensor([4, 8], repeating: 0.1))] },
        prompts: { p, _ in try make(p["u"]) })
      return try Training(method, Tiny.split(), Tiny.options())
    }
    try refused(.value, "made text prompts, though") {
      try training(nil, .shallow) { Prompts(text: $0) }.step()
    }
    try refused(.value, "made no text prompts") {
      try training(TextLayout(length: 4), nil) { _ in Prompts() }.step()
    }
    try refused(.value, "made visual prompts, though") {
      try training(TextLayout(length: 4), nil) { Prompts(text: $0, visual: $0) }.step()
    }
    try refused(.value, "neither") { try training(nil, nil) { _ in Prompts() }.step() }
    try refused(.shape, "[4, 8]") {
      try training(TextLayout(length: 3), nil) { Prompts(text: $0) }.step()
    }
    try refused(.shape, "[rows, 12]") { try training(nil, .shallow) { Prompts(visual: $0) }.step() }
  }

  @Test func resuming() throws {
    let model = try Tiny.model()
    let method = try Tiny.method("class-specific", model)
    let split = try Tiny.split()
    let part = try Training(method, split, Tiny.options())
    try part.run(shouldStop: { part.state.step == 3 })
    let tuned = try part.tuned()

    func refusedWith(
      _ kind: EngineError.Kind, _ message: String, _ method: PromptMethod? = nil,
      _ other: Split? = nil, _ options: TrainingOptions? = nil
    ) throws {
      try refused(kind, message) {
        _ = try Training(
          method ?? tuned.method, other ?? split, options ?? tuned.options, from: part.state)
      }
    }
    try refusedWith(.value, "visual_ctx", Tiny.method("deep", model))
    try refusedWith(.shape, "[9, 8]", .text(model, length: 3, classSpecific: true))
    try refusedWith(.shape, "4 classes", nil, Tiny.split(classes: ["a", "b", "c", "d"]))
    try refusedWith(.value, "other images", nil, Tiny.split(classes: ["a", "b", "c"]))
    try refusedWith(.value, "other images", nil, Tiny.split(perClass: 5))
    try refusedWith(.value, "other images", nil, split.selecting(Array((0..<12).reversed())))
    try refusedWith(.value, "6 images", nil, nil, Tiny.options(batch: 6, .sgd))
    try refusedWith(.value, "12 images", nil, nil, Tiny.options(batch: 20))
    try refusedWith(.value, "learning rate", nil, nil, Tiny.options(rate: 0.03))

    let renamed = try Tiny.split(classes: ["red_square", "green ring", "blue bar"])
    try refused(.value, "\"green disc\" there is \"green ring\" here") {
      _ = try Training(resuming: tuned, renamed)
    }
    try refused(.value, "not with elsewhere") {
      _ = try Training(resuming: tuned, Tiny.split("elsewhere"))
    }
    try refused(.value, "template") {
      _ = try Training(resuming: tuned, split.with(template: "one {}"))
    }
  }
}

/// The error's kind, and a part of its message.
func refused(
  _ kind: EngineError.Kind, _ message: String, _ body: () throws -> Void,
  at location: SourceLocation = #_sourceLocation
) throws {
  let error = #expect(throws: EngineError.self, sourceLocation: location) { try body() }
  #expect(error?.kind == kind, "\(error?.description ?? "")", sourceLocation: location)
  #expect(
    error?.message.contains(message) == true, "\(error?.description ?? "")",
    sourceLocation: location)
}
