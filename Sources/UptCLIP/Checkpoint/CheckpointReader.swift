import UptTensor

/// Fetches parameters from a checkpoint of which all names, shapes and types have been checked.
struct CheckpointReader {
  let configuration: CLIPConfiguration
  private let source: any CheckpointSource
  private let naming: CheckpointNaming
  /// From the usual names to those in the file.
  private let names: [String: String]
  /// What the file holds beside the weights.
  let ignored: [String]

  /// - Throws: `.format` when a tensor's name is missing or unknown, or it holds no real numbers;
  ///   `.shape` when one does not fit the configuration; `.memory` when all together do not fit.
  init(_ checkpoint: Checkpoint) throws {
    source = checkpoint.source
    naming = checkpoint.naming
    configuration = checkpoint.configuration
    var names: [String: String] = [:]
    var ignored: [String] = []
    for name in source.names {
      if CheckpointNaming.isIgnorable(CheckpointNaming.alias(name)) {
        ignored.append(name)
      } else if let other = names.updateValue(name, forKey: CheckpointNaming.alias(name)) {
        throw EngineError(.format, "\(source.path) has both \"\(other)\" and \"\(name)\"")
      }
    }
    self.names = names
    self.ignored = ignored
    let parameters = configuration.parameters
    try checkNames(parameters)
    try checkShapes(parameters)
  }

  // MARK: - Reading

  /// A parameter in the shape of ``CLIPWeights``.
  func tensor(_ parameter: CLIPParameter) throws -> Tensor {
    var tensor = try Tensor.zeros(parameter.shape)
    try tensor.data.withUnsafeMutableBufferPointer { elements in
      if let base = elements.baseAddress { try read(parameter, to: base) }
    }
    return tensor
  }

  /// Parameters one after the other, read by several threads; the file's pages are let go of on the
  /// way, so that nothing is held in memory twice.
  func buffer(_ parameters: [CLIPParameter]) throws -> ParameterBuffer {
    let buffer = ParameterBuffer(parameters)
    nonisolated(unsafe) let places = buffer.places(of: parameters)
    try Parallel.forEach(parameters.count) { try read(parameters[$0], to: places[$0]) }
    return buffer
  }

  /// A ResNet's image tower, whose norms are yet to be folded in.
  func residualWeights() throws -> ResidualWeights {
    var weights = CLIPWeights(unfilled: configuration)
    for parameter in configuration.visionParameters {
      weights[keyPath: parameter.keyPath] = try tensor(parameter)
    }
    return weights.vision.residual
  }

  private func read(_ parameter: CLIPParameter, to target: Floats) throws {
    let sources = naming.sources(of: parameter)
    let count = sources.shape.reduce(1, *)
    for (number, name) in sources.names.enumerated() {
      try source.read(names[name] ?? name, to: target + number * count)
    }
    if sources.isTransposed { transpose(target, rows: sources.shape[0], columns: sources.shape[1]) }
  }

  private func transpose(_ matrix: Floats, rows: Int, columns: Int) {
    let copy = Array(UnsafeBufferPointer(start: matrix, count: rows * columns))
    for row in 0..<rows {
      for column in 0..<columns { matrix[column * rows + row] = copy[row * columns + column] }
    }
  }

  // MARK: - Checks

  private static let mismatch = "were the weights and the configuration published together, as a "
    + "model of CLIP's own architecture?"

  private func checkNames(_ parameters: [CLIPParameter]) throws {
    let wanted = parameters.flatMap { naming.sources(of: $0).names }
    let unknown = Set(names.keys).subtracting(wanted).sorted()
    let missing = wanted.filter { names[$0] == nil }
    let layers = "\(configuration.visionLayers) image and \(configuration.textLayers) text layers"
    if let first = missing.first {
      throw EngineError(
        .format, "\(source.path) has no tensor \"\(first)\""
          + (missing.count > 1 ? " (and \(missing.count - 1) more of the \(wanted.count) " : " (")
          + "that a model of \(layers) has)",
        hint: NearestName.of(first, among: unknown).map { "is \"\($0)\" meant for it?" }
          ?? Self.mismatch)
    }
    if let first = unknown.first {
      throw EngineError(
        .format, "\(source.path) has a tensor \"\(first)\""
          + (unknown.count > 1 ? " and \(unknown.count - 1) more" : "")
          + " that a model of \(layers) does not have", hint: Self.mismatch)
    }
  }

  private func checkShapes(_ parameters: [CLIPParameter]) throws {
    var bytes = 0.0
    for parameter in parameters {
      let sources = naming.sources(of: parameter)
      for name in sources.names.map({ names[$0] ?? $0 }) {
        let info = try source.info(name)
        guard info.shape == sources.shape else {
          throw EngineError(
            .shape, "\(source.path): \"\(name)\" has the shape \(info.shape), "
              + "but the configuration asks for \(sources.shape)", hint: Self.mismatch)
        }
        guard info.type.isNumeric, !info.type.isInteger else {
          throw EngineError(
            .format, "\(source.path): \"\(name)\" holds "
              + (info.type.isInteger ? "integers" : "what are no real numbers here")
              + " (\(info.type.rawValue))",
            hint: "quantised models are not read; save it in F32, F16 or BF16")
        }
      }
      bytes += 4 * parameter.shape.reduce(1) { $0 * Double($1) }
    }
    guard bytes <= Double(Tensor.memoryLimit) else {
      throw EngineError(
        .memory, "\(source.path): its weights take \(Bytes.text(bytes)), more than there is memory")
    }
  }

  /// The element types of the weights, the commonest first, and how many tensors have them.
  var elementTypes: [(type: ElementType, tensors: Int)] {
    var counts: [ElementType: Int] = [:]
    for name in names.values {
      if let type = try? source.info(name).type { counts[type, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
      .map { ($0.key, $0.value) }
  }
}
