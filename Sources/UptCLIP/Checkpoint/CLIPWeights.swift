import UptTensor

/// The weights of one transformer block. Matrices are [out, in], as linear layers store them.
public struct BlockWeights: Equatable, Sendable {
  public var ln1Weight = Tensor.missing
  public var ln1Bias = Tensor.missing
  /// The maps to queries, keys and values, one below the other: [3 width, width].
  public var inWeight = Tensor.missing
  public var inBias = Tensor.missing
  public var outWeight = Tensor.missing
  public var outBias = Tensor.missing
  public var ln2Weight = Tensor.missing
  public var ln2Bias = Tensor.missing
  /// [MLP width, width]
  public var fcWeight = Tensor.missing
  public var fcBias = Tensor.missing
  /// [width, MLP width]
  public var projWeight = Tensor.missing
  public var projBias = Tensor.missing
}

/// The image tower's weights.
public struct VisionWeights: Equatable, Sendable {
  /// The convolution that embeds patches, flattened to [width, 3 · patch · patch].
  public var patchWeight = Tensor.missing
  /// [width]
  public var classEmbedding = Tensor.missing
  /// [1 + patches, width]
  public var positional = Tensor.missing
  public var lnPreWeight = Tensor.missing
  public var lnPreBias = Tensor.missing
  public var blocks: [BlockWeights]
  public var lnPostWeight = Tensor.missing
  public var lnPostBias = Tensor.missing
  /// [width, embedding]: used as `x @ projection`.
  public var projection = Tensor.missing
  /// All there is in a ResNet, whose other tensors here stay empty.
  public var residual = ResidualWeights()
}

/// The text tower's weights.
public struct TextWeights: Equatable, Sendable {
  /// [vocabulary, width]
  public var tokenEmbedding = Tensor.missing
  /// [context, width]
  public var positional = Tensor.missing
  public var blocks: [BlockWeights]
  public var lnFinalWeight = Tensor.missing
  public var lnFinalBias = Tensor.missing
  /// [width, embedding]: used as `x @ projection`.
  public var projection = Tensor.missing
}

/// All weights of a CLIP model, in one layout whatever file they came from.
///
/// Every tensor has the shape that ``CLIPConfiguration/parameters`` states; the initialisers see
/// to that, and whoever writes a tensor keeps its shape.
public struct CLIPWeights: Equatable, Sendable {
  public var configuration: CLIPConfiguration
  public var vision: VisionWeights
  public var text: TextWeights
  /// The logarithm of the factor on the cosines.
  public var logitScale: Float = 0
  /// What had to be assumed while loading, one sentence each.
  public var notes: [String] = []

  /// Weights whose tensors are yet to be put in.
  init(unfilled configuration: CLIPConfiguration) {
    self.configuration = configuration
    vision = VisionWeights(
      blocks: Array(
        repeating: BlockWeights(),
        count: configuration.isResNet ? 0 : configuration.visionLayers))
    vision.residual.convolutions = Array(
      repeating: ConvolutionWeights(),
      count: ResidualLayout(configuration).convolutions.count)
    text = TextWeights(blocks: Array(repeating: BlockWeights(), count: configuration.textLayers))
  }

  /// ``logitScale`` as a tensor of rank 0, so that it can be treated like every other parameter.
  public var logitScaleTensor: Tensor {
    get { Tensor(scalar: logitScale) }
    set { logitScale = newValue.data.first ?? logitScale }
  }
}

extension Tensor {
  /// Stands where a tensor is yet to be put.
  static let missing = Tensor(unchecked: [0], [])
}
