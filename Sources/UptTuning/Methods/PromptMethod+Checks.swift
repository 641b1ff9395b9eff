import UptCLIP
import UptTensor

extension PromptMethod {
  /// No prompt is longer: beyond it, sizes would be a slip of the keyboard.
  static let lengthLimit = 4096

  /// - Throws: `.value` for a length that no prompt has.
  static func check(length: Int) throws {
    guard length >= 1 else {
      throw EngineError(.value, "a prompt of \(length) vectors: the length must be at least 1")
    }
    guard length <= lengthLimit else {
      throw EngineError(.value, "a prompt of \(length) vectors: at most \(lengthLimit) are allowed")
    }
  }

  /// The prompts of a step, checked against what the method said of itself.
  /// - Throws: `.value` when a promised prompt is missing or one comes unannounced; `.shape` when
  ///   one does not fit the encoder or its layout.
  func checkedPrompts(_ parameters: VariableSet, _ stage: Stage, classes: Int) throws -> Prompts {
    let made = try prompts(parameters, stage)
    try check(made.text == nil, against: textLayout == nil, "text")
    try check(made.visual == nil, against: visualDepth == nil, "visual")
    guard made.text != nil || made.visual != nil else {
      throw EngineError(.value, "\(name) makes neither text nor visual prompts")
    }
    if let text = made.text, let layout = textLayout {
      let wanted = [layout.rows(classes: classes), model.configuration.textWidth]
      guard text.shape == wanted else {
        throw EngineError(
          .shape, "the text prompts of \(name) have the shape \(text.shape), but its layout and "
            + "the text tower of \(model.name) need \(wanted)")
      }
    }
    if let visual = made.visual, let depth = visualDepth {
      let width = model.configuration.visionWidth
      let blocks = max(depth.blocks, 1)
      guard visual.shape.count == 2, visual.shape[1] == width, visual.shape[0] % blocks == 0,
        visual.shape[0] > 0
      else {
        throw EngineError(
          .shape, "the visual prompts of \(name) have the shape \(visual.shape), but the vision "
            + "tower of \(model.name) needs [rows, \(width)]"
            + (blocks > 1 ? " with a multiple of \(blocks) rows" : ""))
      }
    }
    return made
  }

  private func check(_ isMissing: Bool, against isUnannounced: Bool, _ kind: String) throws {
    guard isMissing != isUnannounced else { return }
    throw EngineError(
      .value, isMissing
        ? "\(name) made no \(kind) prompts, though it declared some"
        : "\(name) made \(kind) prompts, though it declared none")
  }
}
