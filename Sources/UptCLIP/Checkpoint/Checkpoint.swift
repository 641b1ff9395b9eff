import UptTensor

/// A model's files, opened: what they say of the model, before any of its numbers is read.
///
/// The configuration comes from the file's own metadata, or from `open_clip_config.json`,
/// `config.json` or `hf_config.json` beside it; OpenAI's names can do without, see ``remarks``.
struct Checkpoint {
  let source: any CheckpointSource
  let naming: CheckpointNaming
  private(set) var configuration: CLIPConfiguration
  /// What had to be assumed, and why the activation is what it is.
  private(set) var remarks = CheckpointRemarks()

  /// - Parameters:
  ///   - path: a safetensors file or one of PyTorch's, the index of several, or a directory that
  ///     holds one of these, with OpenAI's (OpenCLIP's) or Hugging Face's names.
  ///   - activation: goes before what the checkpoint says or what had to be assumed.
  /// - Throws: `.file` when something is missing, `.format` when it breaks its format.
  init(_ path: String, activation: Activation? = nil) throws {
    let location = try CheckpointLocation(path)
    source = try openCheckpoint(location.weights)
    naming = try Self.naming(source)
    configuration = try Self.configuration(source, location, naming, &remarks)
    guard let activation else { return }
    if activation != configuration.activation {
      remarks.notes.append(
        "\(source.path) was read as a model with \(configuration.activation.title); "
          + "\(activation.title) is used because it was asked for")
    }
    configuration.activation = activation
    remarks.activation = "asked for"
  }

  private static func naming(_ source: any CheckpointSource) throws -> CheckpointNaming {
    if let naming = CheckpointNaming.of(source.names) { return naming }
    let names = source.names.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    let isPrompt = source.names.contains { $0 == "ctx" || $0.hasSuffix("prompt_learner.ctx") }
    throw EngineError(
      .format, "\(source.path) is no CLIP model: its tensors "
        + (names.isEmpty ? "are none" : "are called \(names)…"),
      hint: isPrompt
        ? "these look like prompts that CoOp's code has learned; an encoder belongs here" : nil)
  }

  private static func configuration(
    _ source: any CheckpointSource, _ location: CheckpointLocation, _ naming: CheckpointNaming,
    _ remarks: inout CheckpointRemarks
  ) throws -> CLIPConfiguration {
    if let text = source.metadata[CLIPWeights.configurationKey] {
      let place = "the metadata of \(source.path)"
      let json = try JSONValue(parsing: Array(text.utf8), of: place)
      remarks.configuration = "the file's own metadata"
      return try CLIPConfiguration(json: json, source: place, remarks: &remarks)
    }
    if let found = try location.configuration(naming, &remarks) { return found }
    guard naming == .openAI else {
      throw EngineError(
        .file, "\(source.path) needs its config.json beside it",
        hint: "copy it from where the weights were published")
    }
    remarks.configuration = "the shapes of the tensors"
    return try CLIPConfiguration(inferredFrom: source, &remarks)
  }
}

/// What reading a checkpoint's description found beside the configuration.
public struct CheckpointRemarks: Sendable {
  /// What had to be assumed, one sentence each.
  public var notes: [String] = []
  /// Why the activation is what it is: `config.json says "hidden_act": "gelu"`.
  public var activation = ""
  /// Where the sizes come from.
  public var configuration = ""

  public init() {}
}

extension CLIPConfiguration {
  /// The configuration of a checkpoint, from the head of its file and from what lies beside it; the
  /// weights are not read. See ``CLIPWeights/init(path:activation:)``.
  /// - Throws: `.file` when something is missing, `.format` when it breaks its format.
  public init(path: String) throws { self = try Checkpoint(path).configuration }
}
