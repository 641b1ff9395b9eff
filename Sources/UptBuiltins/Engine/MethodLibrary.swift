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
      .required("encoder"),
      .optional("length", .int(4), help: "how many vectors"),
      .optional(
        "position", .text("end"), help: "where the name stands: or \"middle\", or \"front\"")
        .choices(of: TextLayout.Position.self),
      .optional("class_specific", .bool(false), help: "whether each class has vectors of its own"),
      .omissible("words", help: "what they begin as, such as \"a photo of a\"; else random"),
      .optional("name", .text("text"), help: "what tables and plots call it"),
    ],
    help: """
      Learned word vectors around the class name (CoOp).

          text_prompt(encoder("demo"), length: 4).parameter_count      # 512
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
      .required("encoder"),
      .optional("length", .int(4), help: "how many vectors"),
      .optional(
        "depth", .text("shallow"),
        help: "before the first block, at every one (\"deep\"), or at so many")
        .choices(["shallow", "deep"]),
      .optional("name", .text("visual"), help: "what tables and plots call it"),
    ],
    help: """
      Learned vectors beside the picture's patches (VPT).

          visual_prompt(encoder("demo"), depth: "deep").parameter_count      # 3072
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
      .required("encoder"),
      .optional("length", .int(4), help: "how many vectors"),
      .optional(
        "depth", .text("shallow"),
        help: "before the first block, at every one (\"deep\"), or at so many")
        .choices(["shallow", "deep"]),
      .optional("attention", .text("paper"), help: "or \"released\", as the authors' code has it")
        .choices(of: UnifiedNetwork.Attention.self),
      .optional("dropout", .real(0), help: "the share of values that training leaves out"),
      .optional("name", .text("unified"), help: "what tables and plots call it"),
    ],
    help: """
      Text and visual prompts made from shared vectors by a tiny transformer (UPT). In the paper
      prompts attend to each other; in the authors' code each attends to itself alone.

          unified_prompt(encoder("demo")).parameters().uni_ctx.shape      # [8, 128]
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
  static func checkRoom(_ length: Int, _ model: CLIPModel) throws {
    let context = model.configuration.contextLength
    guard length > context - 3 else { return }
    throw RuntimeError(
      .value, "a prompt of \(length) vectors is too long: the encoder \(model.name) reads "
        + "\(context) tokens, class name included",
      hint: "at most \(context - 3) vectors leave room for a short class name")
  }

  /// "shallow", "deep" or a number of blocks.
  static func depth(_ call: Call, _ model: CLIPModel) throws -> VisualDepth {
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
}
