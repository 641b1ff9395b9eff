import UptTensor

extension CLIPConfiguration {
  /// Reads the sizes off the tensors' shapes, for files with OpenAI's names and nothing beside
  /// them. What shapes do not show is taken as in all of OpenAI's own models, and noted.
  /// - Throws: `.format` when the tensors do not look like a CLIP with a vision transformer.
  init(inferredFrom source: some CheckpointSource, _ notes: inout [String]) throws {
    let names = Dictionary(
      source.names.map { (CheckpointNaming.alias($0), $0) },
      uniquingKeysWith: { first, _ in first })
    if names.keys.contains(where: { $0.hasPrefix("visual.layer1.") }) {
      throw EngineError(
        .format, "\(source.path) holds a ResNet; only vision transformers are supported")
    }
    func shape(_ name: String, rank: Int) throws -> [Int] {
      guard let stored = names[name] else {
        throw EngineError(
          .format, "\(source.path) has no tensor \"\(name)\"",
          hint: NearestName.hint(for: name, among: names.keys.sorted()))
      }
      let shape = try source.info(stored).shape
      guard shape.count == rank else {
        throw EngineError(
          .format, "\(source.path): \"\(name)\" has the shape \(shape); \(rank) sizes belong there")
      }
      return shape
    }
    func layers(_ prefix: String) -> Int {
      var count = 0
      while names["\(prefix)\(count).ln_1.weight"] != nil { count += 1 }
      return count
    }
    let patch = try shape("visual.conv1.weight", rank: 4)
    let positions = try shape("visual.positional_embedding", rank: 2)[0]
    let grid = Int(Double(max(positions - 1, 0)).squareRoot().rounded())
    guard grid > 0, grid * grid == positions - 1 else {
      throw EngineError(
        .format, "\(source.path): \(positions) image positions are not one and a square")
    }
    let token = try shape("token_embedding.weight", rank: 2)
    let (size, overflow) = grid.multipliedReportingOverflow(by: patch[3])
    guard !overflow else { throw EngineError(.format, "\(source.path): impossible image size") }
    self.init(
      imageSize: size, patchSize: patch[3], visionWidth: patch[0],
      visionLayers: layers("visual.transformer.resblocks."), visionHeads: max(patch[0] / 64, 1),
      textWidth: token[1], textLayers: layers("transformer.resblocks."),
      textHeads: max(token[1] / 64, 1),
      contextLength: try shape("positional_embedding", rank: 2)[0], vocabularySize: token[0],
      embeddingWidth: try shape("text_projection", rank: 2)[1])
    visionMLPWidth = try shape("visual.transformer.resblocks.0.mlp.c_fc.weight", rank: 2)[0]
    textMLPWidth = try shape("transformer.resblocks.0.mlp.c_fc.weight", rank: 2)[0]
    try validate(source.path)
    notes.append(
      "\(source.path) has no configuration beside it: QuickGELU and heads of width 64 "
        + "are assumed, as in OpenAI's models")
  }
}
