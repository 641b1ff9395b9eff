import UptCLIP
import UptTensor

extension PromptMethod {
  private enum Kind: String, CaseIterable { case text, visual, unified }

  /// Makes a built-in method again from what ``recipe`` said of it.
  ///
  ///     let again = try PromptMethod(recipe: recipe, model: model)
  ///
  /// - Throws: `.format` when the recipe is none, `.value` when the method does not fit the model.
  public init(recipe: JSONValue, model: CLIPModel) throws {
    try self.init(SavedFields(recipe, "the method's recipe"), model: model)
  }

  init(_ fields: SavedFields, model: CLIPModel) throws {
    let kind: Kind = try fields.choice("method")
    let name = try fields.string("name")
    let length = try fields.integer("length")
    switch kind {
    case .text:
      self = try .text(
        model, length: length, position: fields.choice("position"),
        classSpecific: fields.bool("class_specific"),
        words: fields.optional("words", fields.string), name: name)
      guard textLayout?.length == length else {
        throw EngineError(
          .format, "\(fields.place): its words make \(textLayout?.length ?? 0) vectors, not "
            + "\(length)")
      }
    case .visual:
      self = try .visual(model, length: length, depth: Self.depth(fields), name: name)
    case .unified:
      self = try .unified(
        model, length: length, depth: Self.depth(fields), attention: fields.choice("attention"),
        dropout: fields.number("dropout"), name: name)
    }
  }

  private static func depth(_ fields: SavedFields) throws -> VisualDepth {
    let blocks = try fields.integer("depth")
    guard blocks >= 0 else {
      throw EngineError(.format, "\(fields.place).depth is \(blocks), which is less than 0")
    }
    return VisualDepth(blocks: blocks)
  }

  // MARK: - What a file says of a method

  /// Everything about the method but its functions.
  var json: JSONValue {
    .object([
      "name": .string(name), "recipe": recipe ?? .null,
      "text_layout": textLayout.map(\.json) ?? .null,
      "visual_blocks": visualDepth.map { .integer($0.blocks) } ?? .null,
    ])
  }

  /// A method whose functions are not at hand: it gives the prompts it was saved with, and nothing
  /// can be trained with it.
  static func constant(
    _ name: String, _ model: CLIPModel, _ layout: TextLayout?, _ depth: VisualDepth?,
    _ folded: FoldedPrompts
  ) -> PromptMethod {
    PromptMethod(
      name: name, model: model, textLayout: layout, visualDepth: depth,
      initialize: { _, _ in
        throw EngineError(
          .value, "\"\(name)\" was defined in a script, so the file has its results alone and it "
            + "cannot be trained", hint: "give its prompt method when loading")
      },
      prompts: { _, _ in
        Prompts(text: folded.text.map { Variable($0) }, visual: folded.visual.map { Variable($0) })
      })
  }
}

extension TextLayout {
  fileprivate var json: JSONValue {
    .object([
      "length": .integer(length), "position": .string(position.rawValue),
      "class_specific": .bool(classSpecific),
    ])
  }

  init(_ fields: SavedFields) throws {
    let length = try fields.integer("length")
    guard (0...PromptMethod.lengthLimit).contains(length) else {
      throw EngineError(.format, "\(fields.place).length is \(length)")
    }
    self.init(
      length: length, position: try fields.choice("position"),
      classSpecific: try fields.bool("class_specific"))
  }
}
