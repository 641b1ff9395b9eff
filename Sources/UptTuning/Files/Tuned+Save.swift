import UptCLIP
import UptTensor

/// How tuned prompts lie in a safetensors file.
///
/// Tensors, all F32: `prompt.text`, `prompt.visual` and `text_features`, all that inference needs;
/// `parameter.NAME`, `first.NAME` and `second.NAME`, what a training goes on from. Everything else
/// is metadata, one JSON text a key.
enum TunedFile {
  static let format = "upt-prompts"
  /// Raised when a reader of the version before would misread a file.
  static let version = "1"

  static let text = "prompt.text"
  static let visual = "prompt.visual"
  static let features = "text_features"

  static func parameter(_ name: String) -> String { "parameter.\(name)" }
  static func first(_ name: String) -> String { "first.\(name)" }
  static func second(_ name: String) -> String { "second.\(name)" }
}

extension Tuned {
  /// Writes everything into one safetensors file; an older one is replaced when it is complete.
  ///
  ///     try tuned.save(to: "upt.safetensors")
  ///     let again = try Tuned.load("upt.safetensors", model: model)
  ///
  /// - Throws: `.file` when it cannot be written.
  public func save(to path: String) throws {
    var items: [Safetensors.Item] = []
    if let text = prompts.text { items.append(.init(TunedFile.text, text)) }
    if let visual = prompts.visual { items.append(.init(TunedFile.visual, visual)) }
    items.append(.init(TunedFile.features, classifier.textFeatures))
    for (i, parameter) in state.parameters.enumerated() {
      items.append(.init(TunedFile.parameter(parameter.name), parameter.value))
      items.append(.init(TunedFile.first(parameter.name), state.first[i]))
      items.append(.init(TunedFile.second(parameter.name), state.second[i]))
    }
    var metadata = [
      "format": TunedFile.format, "version": TunedFile.version,
      "method": method.json.text(), "encoder": method.model.identity.text(),
      "classes": JSONValue.strings(classes).text(), "template": template, "data": data,
      "options": options.json.text(), "state": state.json.text(),
    ]
    metadata["program"] = program
    try Safetensors.write(path, items, metadata: metadata)
  }
}

extension CLIPModel {
  /// What tells whether prompts fit an encoder, and whether it is the one they were made for.
  var identity: JSONValue {
    let c = configuration
    return .object([
      "name": .string(name), "fingerprint": .hash(fingerprint),
      "text_width": .integer(c.textWidth), "vision_width": .integer(c.visionWidth),
      "vision_layers": .integer(c.visionLayers), "embedding_width": .integer(c.embeddingWidth),
      "activation": .string(c.activation.rawValue),
    ])
  }
}

extension TrainingState {
  /// Counters, sums and history; the tensors stand beside it.
  var json: JSONValue {
    .object([
      "parameters": .strings(parameters.map(\.name)), "epoch": .integer(epoch),
      "batch": .integer(batch), "step": .integer(step), "loss_sum": .number(lossSum),
      "hits": .integer(hits), "seen": .integer(seen), "images": images.map { .hash($0) } ?? .null,
      "history": .array(history.map(\.json)),
    ])
  }
}

extension EpochRecord {
  fileprivate var json: JSONValue {
    .object([
      "epoch": .integer(epoch), "loss": .number(loss), "accuracy": .number(accuracy),
      "learning_rate": .number(learningRate),
    ])
  }

  init(_ fields: SavedFields) throws {
    self.init(
      epoch: try fields.integer("epoch"), loss: try fields.number("loss"),
      accuracy: try fields.number("accuracy"), learningRate: try fields.number("learning_rate"))
  }
}
