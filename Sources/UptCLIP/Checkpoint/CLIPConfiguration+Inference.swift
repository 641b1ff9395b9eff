import UptTensor

extension CLIPConfiguration {
  /// Reads the sizes off the tensors' shapes, for files with OpenAI's names and nothing beside
  /// them. What shapes do not show is taken as in all of OpenAI's own models, and noted.
  /// - Throws: `.format` when the tensors do not look like a CLIP.
  init(
    inferredFrom source: any CheckpointSource, _ remarks: inout CheckpointRemarks
  ) throws {
    let shapes = StoredShapes(source)
    let image = shapes.hasResNet ? try shapes.residual() : try shapes.transformer()
    let token = try shapes.of("token_embedding.weight", rank: 2)
    self.init(
      imageSize: image.size, patchSize: image.patchSize, visionWidth: image.width,
      visionLayers: image.stages.isEmpty ? image.layers : image.stages.reduce(0, +),
      visionHeads: max((image.stages.isEmpty ? 1 : 32) * image.width / 64, 1),
      textWidth: token[1], textLayers: shapes.count { "transformer.resblocks.\($0).ln_1.weight" },
      textHeads: max(token[1] / 64, 1),
      contextLength: try shapes.of("positional_embedding", rank: 2)[0], vocabularySize: token[0],
      embeddingWidth: try shapes.of("text_projection", rank: 2)[1])
    residualStages = image.stages
    if image.stages.isEmpty {
      visionMLPWidth = try shapes.of("visual.transformer.resblocks.0.mlp.c_fc.weight", rank: 2)[0]
    }
    textMLPWidth = try shapes.of("transformer.resblocks.0.mlp.c_fc.weight", rank: 2)[0]
    try validate(source.path)
    remarks.activation = Self.reason(source)
    remarks.notes.append(Self.note(source, remarks.activation))
  }

  /// OpenAI's archives are told by the sizes they carry; OpenCLIP's files by what they are called.
  private static func reason(_ source: any CheckpointSource) -> String {
    if Set(CheckpointNaming.openAIScalars).isSubset(of: source.names) {
      return "one of OpenAI's own models"
    }
    let file = source.path.split(separator: "/").last ?? ""
    if ["quickgelu", "openai"].contains(where: file.lowercased().contains) {
      return "called a model with QuickGELU"
    }
    return assumed
  }

  private static let assumed = "assumed, as nothing says it"

  private static func note(_ source: any CheckpointSource, _ reason: String) -> String {
    reason == assumed
      ? "\(source.path) has no configuration beside it: QuickGELU and heads of width 64 "
        + "are assumed, as in OpenAI's models; `activation: \"gelu\"` says otherwise"
      : "\(source.path) is \(reason): QuickGELU and heads of width 64 are assumed"
  }
}

/// The shapes of a checkpoint's tensors by their usual names.
private struct StoredShapes {
  /// What the shapes say of an image tower.
  struct ImageTower {
    var size, patchSize, width: Int
    var layers = 0
    var stages: [Int] = []
  }

  private let source: any CheckpointSource
  private let names: [String: String]

  init(_ source: any CheckpointSource) {
    self.source = source
    names = Dictionary(
      source.names.map { (CheckpointNaming.alias($0), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  var hasResNet: Bool { names["visual.layer1.0.conv1.weight"] != nil }

  func of(_ name: String, rank: Int) throws -> [Int] {
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

  /// How many tensors there are of names with a number, from 0 without a gap.
  func count(_ name: (Int) -> String) -> Int {
    var count = 0
    while names[name(count)] != nil { count += 1 }
    return count
  }

  func transformer() throws -> ImageTower {
    let patch = try of("visual.conv1.weight", rank: 4)
    return ImageTower(
      size: try imageSize("visual.positional_embedding", patchSize: patch[3]),
      patchSize: patch[3], width: patch[0],
      layers: count { "visual.transformer.resblocks.\($0).ln_1.weight" })
  }

  func residual() throws -> ImageTower {
    let patchSize = CLIPConfiguration.residualPatchSize
    return ImageTower(
      size: try imageSize("visual.attnpool.positional_embedding", patchSize: patchSize),
      patchSize: patchSize, width: try of("visual.layer1.0.conv1.weight", rank: 4)[0],
      stages: (1...4).map { stage in count { "visual.layer\(stage).\($0).conv1.weight" } })
  }

  /// The side of pictures with so many positions, one of which is not in the picture.
  private func imageSize(_ positional: String, patchSize: Int) throws -> Int {
    let positions = try of(positional, rank: 2)[0]
    let grid = Int(Double(max(positions - 1, 0)).squareRoot().rounded())
    guard grid > 0, grid * grid == positions - 1 else {
      throw EngineError(
        .format, "\(source.path): \(positions) image positions are not one and a square")
    }
    let (size, overflow) = grid.multipliedReportingOverflow(by: patchSize)
    guard !overflow else { throw EngineError(.format, "\(source.path): impossible image size") }
    return size
  }
}
