import UptTensor

extension CLIPWeights {
  /// Loads a model from a safetensors file or one of PyTorch's, from the index of several, or from
  /// a directory that holds one of these, with OpenAI's (OpenCLIP's) or Hugging Face's names.
  ///
  /// The configuration comes from the file's own metadata, or from `open_clip_config.json`,
  /// `config.json` or `hf_config.json` beside it; OpenAI's names can do without, see ``notes``.
  /// - Parameter activation: goes before what the checkpoint says or what had to be assumed.
  /// - Throws: `.file` when something is missing, `.format` when it breaks its format or a
  ///   tensor's name is missing or unknown, `.shape` when a tensor does not fit the configuration.
  public init(path: String, activation: Activation? = nil) throws {
    let location = try CheckpointLocation(path)
    try self.init(openCheckpoint(location.weights), location, activation)
  }

  init(
    _ source: some CheckpointSource, _ location: CheckpointLocation, _ activation: Activation?
  ) throws {
    let naming = try CLIPWeights.naming(source)
    var notes: [String] = []
    var configuration = try CLIPWeights.configuration(source, location, naming, &notes)
    if let activation, activation != configuration.activation {
      notes.append(
        "\(source.path) was read as a model with \(configuration.activation.title); "
          + "\(activation.title) is used because it was asked for")
      configuration.activation = activation
    }
    self.init(unfilled: configuration)
    self.notes = notes
    let reader = try CheckpointReader(source, naming, configuration)
    for parameter in configuration.parameters {
      self[keyPath: parameter.keyPath] = try reader.tensor(parameter)
    }
  }

  static func naming(_ source: some CheckpointSource) throws -> CheckpointNaming {
    if let naming = CheckpointNaming.of(source.names) { return naming }
    let names = source.names.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    throw EngineError(
      .format, "\(source.path) is no CLIP model: its tensors "
        + (names.isEmpty ? "are none" : "are called \(names)…"))
  }

  static func configuration(
    _ source: some CheckpointSource, _ location: CheckpointLocation, _ naming: CheckpointNaming,
    _ notes: inout [String]
  ) throws -> CLIPConfiguration {
    if let text = source.metadata[configurationKey] {
      let place = "the metadata of \(source.path)"
      let json = try JSONValue(parsing: Array(text.utf8), of: place)
      return try CLIPConfiguration(json: json, source: place, notes: &notes)
    }
    if let found = try location.configuration(naming, &notes) { return found }
    guard naming == .openAI else {
      throw EngineError(
        .file, "\(source.path) needs its config.json beside it",
        hint: "copy it from where the weights were published")
    }
    return try CLIPConfiguration(inferredFrom: source, &notes)
  }
}

extension CLIPConfiguration {
  /// The configuration of a checkpoint, from the head of its file and from what lies beside it; the
  /// weights are not read. See ``CLIPWeights/init(path:)``.
  /// - Throws: `.file` when something is missing, `.format` when it breaks its format.
  public init(path: String) throws {
    let location = try CheckpointLocation(path)
    self = try CLIPConfiguration(openCheckpoint(location.weights), location)
  }

  private init(_ source: some CheckpointSource, _ location: CheckpointLocation) throws {
    var notes: [String] = []
    self = try CLIPWeights.configuration(
      source, location, CLIPWeights.naming(source), &notes)
  }
}

/// Fetches parameters from a checkpoint whose names have been checked.
private struct CheckpointReader<Source: CheckpointSource> {
  let source: Source
  let naming: CheckpointNaming
  /// From the usual names to those in the file.
  let names: [String: String]

  init(_ source: Source, _ naming: CheckpointNaming, _ configuration: CLIPConfiguration) throws {
    self.source = source
    self.naming = naming
    var names: [String: String] = [:]
    for name in source.names where !CheckpointNaming.isIgnorable(CheckpointNaming.alias(name)) {
      if let other = names.updateValue(name, forKey: CheckpointNaming.alias(name)) {
        throw EngineError(.format, "\(source.path) has both \"\(other)\" and \"\(name)\"")
      }
    }
    self.names = names
    let wanted = configuration.parameters.flatMap { naming.sources(of: $0).names }
    let unknown = Set(names.keys).subtracting(wanted).sorted()
    let missing = wanted.filter { names[$0] == nil }
    let layers = "\(configuration.visionLayers) image and \(configuration.textLayers) text layers"
    if let first = missing.first {
      throw EngineError(
        .format, "\(source.path) has no tensor \"\(first)\""
          + (missing.count > 1 ? " (and \(missing.count - 1) more of the \(wanted.count) " : " (")
          + "that a model of \(layers) has)",
        hint: NearestName.of(first, among: unknown).map { "is \"\($0)\" meant for it?" })
    }
    if let first = unknown.first {
      throw EngineError(
        .format, "\(source.path) has a tensor \"\(first)\""
          + (unknown.count > 1 ? " and \(unknown.count - 1) more" : "")
          + " that a model of \(layers) does not have")
    }
  }

  func tensor(_ parameter: CLIPParameter) throws -> Tensor {
    let sources = naming.sources(of: parameter)
    let parts = try sources.names.map { try part($0, sources.shape) }
    guard var tensor = parts.first else { return Tensor(scalar: 0) }
    for part in parts.dropFirst() {
      tensor = Tensor(
        unchecked: [tensor.shape[0] + part.shape[0]] + part.shape.dropFirst(),
        tensor.data + part.data)
    }
    if sources.isTransposed { tensor = transposed(tensor) }
    return try tensor.reshaped(parameter.shape)
  }

  private func part(_ name: String, _ shape: [Int]) throws -> Tensor {
    let stored = names[name] ?? name
    let info = try source.info(stored)
    guard info.shape == shape else {
      throw EngineError(
        .shape, "\(source.path): \"\(stored)\" has the shape \(info.shape), "
          + "but the configuration asks for \(shape)")
    }
    guard !info.type.isInteger else {
      throw EngineError(
        .format, "\(source.path): \"\(stored)\" holds integers (\(info.type.rawValue))")
    }
    return try source.tensor(stored)
  }

  private func transposed(_ matrix: Tensor) -> Tensor {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    var data = [Float](repeating: 0, count: matrix.count)
    for row in 0..<rows {
      for column in 0..<columns { data[column * rows + row] = matrix.data[row * columns + column] }
    }
    return Tensor(unchecked: [columns, rows], data)
  }
}
