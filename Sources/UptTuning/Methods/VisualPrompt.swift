import UptCLIP
import UptTensor

extension PromptMethod {
  /// Learned vectors beside the patches (VPT, Jia et al. 2022); the classes stay what the data
  /// set's template says.
  ///
  /// - Parameters:
  ///   - length: vectors in each block that has any.
  ///   - depth: shallow, or the number of blocks that get vectors of their own.
  /// - Throws: `.value` for a length below 1 or a depth beyond the tower.
  public static func visual(
    _ model: CLIPModel, length: Int = 4, depth: VisualDepth = .shallow, name: String = "visual"
  ) throws -> PromptMethod {
    try check(length: length)
    try depth.check(model)
    let shape = [depth.rows(length: length), model.configuration.visionWidth]
    return PromptMethod(
      name: name, model: model,
      recipe: .object([
        "method": .string("visual"), "length": .integer(length), "depth": .integer(depth.blocks),
        "name": .string(name),
      ]),
      textLayout: nil, visualDepth: depth,
      initialize: { _, seed in
        [Parameter("visual_ctx", try .normal(shape, std: 0.02, seed: seed, "visual_ctx"))]
      },
      prompts: { parameters, _ in Prompts(visual: try parameters["visual_ctx"]) })
  }
}

extension VisualDepth {
  /// Blocks with vectors of their own; 0 for shallow prompts.
  public var blocks: Int {
    switch self {
    case .shallow: return 0
    case .deep(let blocks): return blocks
    }
  }

  public init(blocks: Int) { self = blocks > 0 ? .deep(blocks: blocks) : .shallow }

  /// - Throws: `.value` when the tower has fewer blocks, or is a ResNet.
  public func check(_ model: CLIPModel) throws {
    guard !model.configuration.isResNet else { throw VisualPrompt.noSequence }
    guard case .deep(let blocks) = self else { return }
    let layers = model.configuration.visionLayers
    guard (1...layers).contains(blocks) else {
      throw EngineError(
        .value, "deep prompts for \(blocks) blocks, but the vision tower of \(model.name) has "
          + "\(layers)", hint: "\"deep\" stands for all of them")
    }
  }
}
