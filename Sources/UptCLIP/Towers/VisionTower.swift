import UptTensor

/// CLIP's image encoder: patches, prompts and CLS through a transformer to one vector an image, or
/// pixels through a ResNet.
public final class VisionTower: @unchecked Sendable {
  public let configuration: CLIPConfiguration
  /// All weights; whoever changes them does so between passes.
  public let parameters: ParameterBuffer
  /// nil in a ResNet.
  let pointers: VisionPointers?
  /// nil in a vision transformer.
  let residual: ResidualTower?
  let shape: TransformerShape

  public convenience init(_ weights: CLIPWeights) {
    let c = weights.configuration
    self.init(
      c, c.isResNet
        ? .residual(weights.vision.residual) : .buffer(weights.buffer(c.visionParameters)))
  }

  /// - Throws: `.format` when a tensor is damaged.
  convenience init(_ reader: CheckpointReader) throws {
    let c = reader.configuration
    self.init(
      c, c.isResNet
        ? .residual(try reader.residualWeights()) : .buffer(try reader.buffer(c.visionParameters)))
  }

  private enum Stored {
    case buffer(ParameterBuffer)
    case residual(ResidualWeights)
  }

  private init(_ configuration: CLIPConfiguration, _ stored: Stored) {
    self.configuration = configuration
    shape = configuration.visionShape
    switch stored {
    case .buffer(let buffer):
      parameters = buffer
      residual = nil
      pointers = VisionPointers(buffer, configuration)
    case .residual(let weights):
      parameters = ParameterBuffer(count: ResidualTower.count(configuration))
      residual = ResidualTower(weights, configuration, parameters)
      pointers = nil
    }
  }

  /// The weights as tensors, for a transformer; those of a ResNet never change.
  public func store(into weights: inout CLIPWeights) {
    if !configuration.isResNet { parameters.store(configuration.visionParameters, into: &weights) }
  }

  /// A buffer for gradients, laid out like ``parameters``.
  public func makeGradient() -> ParameterBuffer { ParameterBuffer(count: parameters.count) }

  /// How many images go through the tower together: enough rows for efficient products, few enough
  /// to bound the memory. It depends on the model alone, so that results never depend on threads.
  public var imagesPerChunk: Int {
    var images = 1
    while images * 2 * (configuration.patchCount + 1) <= 448 { images *= 2 }
    return images
  }

  /// One pass over a chunk of images.
  /// - Parameters:
  ///   - images: [count, 3, size, size], normalised.
  ///   - record: whether ``VisionPass/backward(_:weightGradient:)`` or
  ///     ``VisionPass/classAttention(block:)`` will be asked for.
  /// - Throws: `.shape` when the images or the prompts do not fit the tower.
  public func forward(
    _ images: ArraySlice<Float>, count: Int, prompt: VisualPrompt = .none, record: Bool = false
  ) throws -> VisionPass {
    let size = configuration.imageSize
    guard images.count == count * 3 * size * size else {
      throw EngineError(
        .shape, "the encoder takes images of [3, \(size), \(size)]; \(count) of them need "
          + "\(count * 3 * size * size) numbers, but there are \(images.count)")
    }
    try prompt.check(configuration)
    let pass = VisionPass(self, count: count, prompt: prompt, record: record)
    images.withUnsafeBufferPointer { pixels in
      if let base = pixels.baseAddress { pass.run(base) }
    }
    return pass
  }
}

/// Learned vectors beside the patches, in the authors' layouts (Jia et al. 2022; UPT §3).
public enum VisualPrompt: Sendable {
  case none
  /// [n, width], between CLS and the patches before ln_pre, without a position.
  case shallow(Tensor)
  /// [n · depth, width]: row j · depth + l is vector j of block l. They enter after ln_pre and
  /// replace the previous block's prompt rows at each of the first `depth` blocks.
  case deep(Tensor, depth: Int)

  /// Prompt rows in a sequence.
  public var length: Int {
    switch self {
    case .none: return 0
    case .shallow(let t): return t.shape.first ?? 0
    case .deep(let t, let depth): return depth > 0 ? (t.shape.first ?? 0) / depth : 0
    }
  }

  public var tensor: Tensor? {
    switch self {
    case .none: return nil
    case .shallow(let t): return t
    case .deep(let t, _): return t
    }
  }

  /// What is wrong with visual prompts for a ResNet.
  public static let noSequence = EngineError(
    .value, "the image tower is a ResNet, which visual prompts cannot enter: it has no sequence "
      + "of patches", hint: "text prompts work with it; visual ones need a vision transformer")

  /// - Throws: `.shape` when the vectors do not fit the tower; `.value` for a ResNet.
  func check(_ configuration: CLIPConfiguration) throws {
    guard let tensor else { return }
    guard !configuration.isResNet else { throw VisualPrompt.noSequence }
    let width = configuration.visionWidth
    guard tensor.rank == 2, tensor.shape[1] == width else {
      throw EngineError(
        .shape, "visual prompts of shape \(tensor.shape) do not fit a vision tower of width "
          + "\(width)", hint: "they need the shape [rows, \(width)]")
    }
    guard case .deep(_, let depth) = self else { return }
    guard (1...configuration.visionLayers).contains(depth) else {
      throw EngineError(
        .value, "deep prompts for \(depth) blocks, but the vision tower has "
          + "\(configuration.visionLayers)")
    }
    guard tensor.shape[0] % depth == 0 else {
      throw EngineError(
        .shape, "\(tensor.shape[0]) rows of deep prompts cannot be shared out over \(depth) blocks")
    }
  }
}
