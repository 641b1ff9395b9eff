import UptCLIP
import UptRuntime
import UptTensor
import UptTuning

/// The three methods of the paper, and methods defined in a script.
enum MethodLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [text, visual, unified, custom]
  }

  private static let text = Builtin(
    "text_prompt",
    [
      .required("encoder"), .optional("length", .int(4)), .optional("position", .text("end")),
      .optional("class_specific", .bool(false)), .omissible("words"), .optional("name", .text("text")),
    ],
    help: """
      Learned word vectors around the class name (CoOp). `position` is "end", "middle" or "front":
      where the name stands. `words`, such as "a photo of a", are the initial vectors; without
      them they are random.

          text_prompt(encoder("demo"), length: 4).parameter_count
      """
  ) { call in
    let model = try call.encoder(0).model
    let words = call.has("words") ? try call.text("words") : nil
    let length = try textLength(call, model)
    let (position, name) = (
      try call.choice("position", of: TextLayout.Position.self), try call.text("name")
    )
    let isClassSpecific = try call.bool("class_specific")
    return try call.blaming(words == nil ? "length" : "words") {
      let method = try PromptMethod.text(
        model, length: length, position: position, classSpecific: isClassSpecific, words: words,
        name: name)
      try checkRoom(method.textLayout?.length ?? 0, model)
      return .object(MethodObject(method))
    }
  }

  private static let visual = Builtin(
    "visual_prompt",
    [
      .required("encoder"), .optional("length", .int(4)), .optional("depth", .text("shallow")),
      .optional("name", .text("visual")),
    ],
    help: """
      Learned vectors beside the patches (VPT). `depth` is "shallow", before the first block,
      "deep", anew at every block, or a number of blocks.

          visual_prompt(encoder("demo"), depth: "deep").name
      """
  ) { call in
    let model = try call.encoder(0).model
    let (length, name) = (try call.count("length"), try call.text("name"))
    let depth = try depth(call, model)
    return try call.blaming("length") {
      .object(MethodObject(try .visual(model, length: length, depth: depth, name: name)))
    }
  }

  private static let unified = Builtin(
    "unified_prompt",
    [
      .required("encoder"), .optional("length", .int(4)), .optional("depth", .text("shallow")),
      .optional("attention", .text("paper")), .optional("dropout", .real(0)),
      .optional("name", .text("unified")),
    ],
    help: """
      Text and visual prompts made from shared vectors by a tiny transformer (UPT). `attention` is
      "paper", across the prompts, or "released", what the authors' code computes.

          unified_prompt(encoder("demo")).parameters().uni_ctx.shape
      """
  ) { call in
    let model = try call.encoder(0).model
    let length = try textLength(call, model)
    let depth = try depth(call, model)
    let attention = try call.choice("attention", of: UnifiedNetwork.Attention.self)
    let dropout = try call.real("dropout")
    let name = try call.text("name")
    return try call.blaming("dropout") {
      .object(
        MethodObject(
          try .unified(
            model, length: length, depth: depth, attention: attention, dropout: dropout,
            name: name)))
    }
  }

  /// A number of text prompt vectors for which the encoder has room.
  private static func textLength(_ call: Call, _ model: CLIPModel) throws -> Int {
    let length = try call.count("length")
    try call.blaming("length") { try checkRoom(length, model) }
    return length
  }

  /// Start, end, and a class name of one token have to find room beside the learned vectors.
  private static func checkRoom(_ length: Int, _ model: CLIPModel) throws {
    let context = model.configuration.contextLength
    guard length > context - 3 else { return }
    throw RuntimeError(
      .value, "a prompt of \(length) vectors is too long: the encoder \(model.name) reads "
        + "\(context) tokens, class name included",
      hint: "at most \(context - 3) vectors leave room for a short class name")
  }

  /// "shallow", "deep" or a number of blocks.
  private static func depth(_ call: Call, _ model: CLIPModel) throws -> VisualDepth {
    if case .text(let word) = call["depth"] {
      switch word.string {
      case "shallow": return .shallow
      case "deep": return .deep(blocks: model.configuration.visionLayers)
      default: break
      }
    } else if case .int(let blocks) = call["depth"] {
      let depth = VisualDepth.deep(blocks: blocks)
      try call.blaming("depth") { try depth.check(model) }
      return depth
    }
    throw call.error(
      call.position(of: "depth"), "`depth` cannot be \(call["depth"].shortened())",
      hint: "it is \"shallow\", \"deep\" or a number of blocks up to "
        + "\(model.configuration.visionLayers)")
  }

  private static let custom = Builtin(
    "prompt_method",
    [
      .required("name"), .required("encoder"), .required("parameters"),
      .optional("depth", .text("shallow")), .optional("position", .text("end")), .required("prompts"),
    ],
    help: """
      A method of your own: a record of initial parameters, and a function that makes prompts of
      them. The function returns `(text: …)`, `(visual: …)` or both: tensors of as many rows as
      there are prompt vectors. It is differentiated by the same engine as the built-in methods.

          let clip = encoder("demo")
          prompt_method("mine", clip, parameters: (u: zeros([4, clip.text.width]))) { p in
            return (text: p.u)
          }
      """
  ) { call in
    let model = try call.encoder(1).model
    let function = try call.function("prompts")
    let initial = try call.record("parameters").fields.map { name, value in
      guard case .object(let tensor as TensorObject) = value else {
        throw call.error(
          2, "the parameter `\(name)` must be a tensor, not \(value.typeWithArticle)", kind: .type)
      }
      return UptTuning.Parameter(name, tensor.value)
    }
    guard !initial.isEmpty else { throw call.error(2, "there are no parameters to train") }
    let interpreter = call.interpreter
    // Trainings run on the thread of the interpreter that made the method.
    nonisolated(unsafe) let make = { (parameters: VariableSet) throws -> Prompts in
      let record = Value.record(parameters.all.map { ($0.name, .object(TensorObject($0.variable))) })
      return try prompts(from: interpreter.call(function, [record]))
    }
    let first = try call.blaming("prompts") {
      let first = try make(VariableSet(initial, requiresGradient: false))
      try checkWidths(first, model)
      try checkRoom(first.text?.shape[0] ?? 0, model)
      return first
    }
    let layout = try first.text.map { text in
      TextLayout(
        length: text.shape[0], position: try call.choice("position", of: TextLayout.Position.self))
    }
    let visualDepth = try first.visual.map { _ in try depth(call, model) }
    return .object(
      MethodObject(
        PromptMethod(
          name: try call.text("name"), model: model, textLayout: layout, visualDepth: visualDepth,
          initialize: { _, _ in initial }, prompts: { parameters, _ in try make(parameters) })))
  }

  /// What a script's function returned.
  private static func prompts(from value: Value) throws -> Prompts {
    let expected = "it must return (text: …), (visual: …) or both"
    guard case .record(let record) = value else {
      let returned = if case .nothing = value { "nothing" } else { value.typeWithArticle }
      throw RuntimeError(
        .type, "the function of a prompt method returned \(returned)", hint: expected)
    }
    var prompts = Prompts()
    for (label, value) in record.fields {
      guard case .object(let tensor as TensorObject) = value else {
        throw RuntimeError(
          .type, "the \(label) prompt must be a tensor, not \(value.typeWithArticle)")
      }
      switch label {
      case "text": prompts.text = tensor.variable
      case "visual": prompts.visual = tensor.variable
      default:
        throw RuntimeError(.value, "a prompt method cannot return `\(label)`", hint: expected)
      }
    }
    guard prompts.text != nil || prompts.visual != nil else {
      throw RuntimeError(.value, "the function of a prompt method returned no prompts", hint: expected)
    }
    return prompts
  }

  /// Widths are checked when the method is made, before any training.
  private static func checkWidths(_ prompts: Prompts, _ model: CLIPModel) throws {
    for (name, variable, width) in [
      ("text", prompts.text, model.configuration.textWidth),
      ("visual", prompts.visual, model.configuration.visionWidth),
    ] {
      guard let shape = variable?.shape else { continue }
      guard shape.count == 2, shape[0] >= 1, shape[1] == width else {
        throw RuntimeError(
          .shape, "the \(name) prompt has the shape \(shape), but the encoder's \(name) tower has "
            + "the width \(width)", hint: "it must have the shape [length, \(width)]")
      }
    }
  }
}
