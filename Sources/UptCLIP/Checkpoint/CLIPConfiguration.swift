import UptTensor

/// The sizes of a CLIP model and the few choices its weights do not show.
///
/// The image tower is a vision transformer, or a ResNet where ``residualStages`` says so. Of a
/// ResNet, the width is that of its first stage, the heads are those of its pooling, the layers are
/// all its blocks, and a patch is the 32 × 32 pixels that one of its last positions stands for.
public struct CLIPConfiguration: Equatable, Sendable {
  /// Pixels along each side of a picture.
  public var imageSize: Int
  /// Pixels along each side of a patch.
  public var patchSize: Int
  public var visionWidth: Int
  public var visionLayers: Int
  public var visionHeads: Int
  public var visionMLPWidth: Int
  /// The blocks in each of a ResNet's four stages; empty for a vision transformer.
  public var residualStages: [Int] = []

  public var textWidth: Int
  public var textLayers: Int
  public var textHeads: Int
  public var textMLPWidth: Int
  /// Positions of a text, including its start and end.
  public var contextLength: Int
  public var vocabularySize: Int

  /// The width of the space that both towers end in.
  public var embeddingWidth: Int
  /// What stands between the two layers of a feed-forward block: QuickGELU in OpenAI's models,
  /// GELU in most models trained by others.
  public var activation: Activation = .quickGELU
  public var layerNormEpsilon: Float = 1e-5
  /// The red, green and blue that pictures are centred by…
  public var imageMean: [Float] = CLIPConfiguration.clipMean
  /// …and divided by.
  public var imageStd: [Float] = CLIPConfiguration.clipStd

  /// OpenAI's normalisation of pictures.
  public static let clipMean: [Float] = [0.481_454_66, 0.457_827_5, 0.408_210_73]
  public static let clipStd: [Float] = [0.268_629_54, 0.261_302_58, 0.275_777_11]

  /// A configuration whose feed-forward blocks are four times as wide as the towers.
  public init(
    imageSize: Int, patchSize: Int, visionWidth: Int, visionLayers: Int, visionHeads: Int,
    textWidth: Int, textLayers: Int, textHeads: Int, contextLength: Int, vocabularySize: Int,
    embeddingWidth: Int, activation: Activation = .quickGELU
  ) {
    self.imageSize = imageSize
    self.patchSize = patchSize
    self.visionWidth = visionWidth
    self.visionLayers = visionLayers
    self.visionHeads = visionHeads
    visionMLPWidth = 4 * visionWidth
    self.textWidth = textWidth
    self.textLayers = textLayers
    self.textHeads = textHeads
    textMLPWidth = 4 * textWidth
    self.contextLength = contextLength
    self.vocabularySize = vocabularySize
    self.embeddingWidth = embeddingWidth
    self.activation = activation
  }

  /// Whether the image tower is a ResNet, for which visual prompts do not exist.
  public var isResNet: Bool { !residualStages.isEmpty }
  /// The pixels along each side that a ResNet's last stage makes one position of.
  public static let residualPatchSize = 32
  /// The width of what enters the image tower's attention: the last stage's in a ResNet.
  var attendedWidth: Int { isResNet ? 32 * visionWidth : visionWidth }

  /// Patches along each side of a picture.
  public var gridSize: Int { imageSize / patchSize }
  /// Patches of a picture.
  public var patchCount: Int { gridSize * gridSize }
  /// Numbers of a patch: three colours.
  public var patchElements: Int { 3 * patchSize * patchSize }

  /// Checks that the sizes make a model.
  /// - Parameter source: what the configuration was read from, for the message.
  /// - Throws: `.format` naming the first size that does not.
  public func validate(_ source: String) throws {
    func require(_ condition: Bool, _ message: String) throws {
      guard condition else { throw EngineError(.format, "\(source): \(message)") }
    }
    let sizes: [(String, Int, Int)] = [
      ("image size", imageSize, 1 << 14), ("patch size", patchSize, 1 << 10),
      ("vision width", visionWidth, 1 << 16), ("vision layers", visionLayers, 1 << 10),
      ("vision heads", visionHeads, 1 << 16), ("vision MLP width", visionMLPWidth, 1 << 20),
      ("text width", textWidth, 1 << 16), ("text layers", textLayers, 1 << 10),
      ("text heads", textHeads, 1 << 16), ("text MLP width", textMLPWidth, 1 << 20),
      ("context length", contextLength, 1 << 16), ("vocabulary size", vocabularySize, 1 << 24),
      ("embedding width", embeddingWidth, 1 << 16),
    ]
    for (name, value, limit) in sizes {
      try require(1...limit ~= value, "the \(name) is \(value); 1 to \(limit) make sense")
    }
    try require(
      imageSize % patchSize == 0,
      "the image size \(imageSize) is not a multiple of the patch size \(patchSize)")
    try require(
      !isResNet
        || (residualStages.count == 4 && residualStages.allSatisfy { 1...1024 ~= $0 }
          && patchSize == Self.residualPatchSize && visionWidth % 2 == 0
          && visionLayers == residualStages.reduce(0, +)),
      "stages of \(residualStages) blocks and a width of \(visionWidth) make no ResNet of CLIP's")
    for (tower, width, heads) in [
      ("vision", attendedWidth, visionHeads), ("text", textWidth, textHeads),
    ] {
      try require(
        width % heads == 0, "the \(tower) width \(width) cannot be shared by \(heads) heads")
    }
    try require(
      layerNormEpsilon > 0 && layerNormEpsilon < 1,
      "the layer norm's epsilon is \(layerNormEpsilon)")
    try require(
      imageMean.count == 3 && imageStd.count == 3
        && (imageMean + imageStd).allSatisfy(\.isFinite) && imageStd.allSatisfy { $0 > 0 },
      "the image mean and deviation are not three finite numbers each")
  }
}
