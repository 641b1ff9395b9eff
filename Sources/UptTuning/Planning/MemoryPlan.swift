import UptCLIP
import UptData
import UptTensor

/// Bytes that work would hold, by what they are for.
public struct MemoryPlan: Sendable, Equatable {
  /// The weights of both towers.
  public var encoder: Double
  /// Features or pixels that are kept from step to step, and the pixels of a batch.
  public var data: Double
  /// Activations of the passes that are alive together.
  public var activations: Double
  /// Parameters, their gradients, and what the optimiser remembers.
  public var parameters = 0.0

  public var total: Double { encoder + beyondEncoder }
  /// What comes to the encoder's own weights.
  public var beyondEncoder: Double { data + activations + parameters }

  init(encoder: Double, data: Double, activations: Double) {
    self.encoder = encoder
    self.data = data
    self.activations = activations
  }

  init(_ model: CLIPModel, data: Double, activations: Double) {
    self.init(
      encoder: 4 * Double(model.vision.parameters.count + model.text.parameters.count), data: data,
      activations: activations)
  }

  /// What encoding images portion by portion holds; see ``ImageFeatures``.
  public init(encoding images: Int, _ model: CLIPModel, promptLength: Int) {
    let portion = min(images, ImageFeatures.portion(model))
    let cost = model.vision.cost(
      images: portion, promptLength: promptLength, threads: Parallel.threads)
    self.init(
      model,
      data: Double(portion) * model.pixelBytes + Self.waiting(portion, images: images, model)
        + Double(images) * model.featureBytes,
      activations: cost.bytes)
  }

  /// Pixels that are loaded ahead of the batch at work, a byte each.
  static func waiting(_ batch: Int, images: Int = .max, _ model: CLIPModel) -> Double {
    let size = model.configuration.imageSize
    let ahead = (BatchLoader.ahead(pictures: batch, size: size) + 1) * batch
    return Double(min(ahead, images)) * model.pixelBytes / 4
  }

  /// What encoding texts holds.
  public init(encoding texts: PassCost, _ model: CLIPModel) {
    self.init(
      model, data: Double(texts.sequences) * model.featureBytes, activations: texts.bytes)
  }
}

extension CLIPModel {
  /// Bytes of one image's pixels, as the vision tower takes them.
  var pixelBytes: Double { 12 * Double(configuration.imageSize) * Double(configuration.imageSize) }
  /// Bytes of one image's features.
  var featureBytes: Double { 4 * Double(configuration.embeddingWidth) }
}
