import UptCLIP
import UptData
import UptTensor

/// The images of a training, computed once as far as nothing changes them: features where neither
/// prompts nor augmentation touch the images, pixels where prompts do.
final class TrainingData {
  private enum Source {
    case features(Tensor)
    case pixels(Tensor)
    case files
  }

  let labels: [Int]
  private let split: Split
  private let preprocess: Preprocess
  private let augmentationSeed: Int?
  private let source: Source

  /// Pixels are kept in memory up to this many bytes; beyond it every batch is loaded anew.
  static let pixelBudget = 1 << 30

  init(_ split: Split, _ method: PromptMethod, _ options: TrainingOptions) throws {
    self.split = split
    labels = split.labels
    let configuration = method.model.configuration
    preprocess = try Preprocess(configuration)
    augmentationSeed = options.augment ? options.seed : nil
    switch Self.kind(split, method, options) {
    case .features: source = .features(try ImageFeatures.of(split, method.model))
    case .pixels: source = .pixels(try split.batch(Array(0..<split.count), preprocess))
    case .files: source = .files
    }
  }

  /// What is kept of the images.
  enum Kind { case features, pixels, files }

  /// What a training keeps of its images.
  static func kind(_ split: Split, _ method: PromptMethod, _ options: TrainingOptions) -> Kind {
    if options.augment { return .files }
    if method.visualDepth == nil { return .features }
    let size = method.model.configuration.imageSize
    return split.count * 3 * size * size * 4 <= pixelBudget ? .pixels : .files
  }

  func batch(_ positions: [Int], epoch: Int) throws -> PromptLoss.Images {
    switch source {
    case .features(let all): return .features(all.rows(positions))
    case .pixels(let all): return .pixels(all.rows(positions))
    case .files:
      let pass = augmentationSeed.map { AugmentedPass(seed: $0, epoch: epoch) }
      return .pixels(try split.batch(positions, preprocess, pass: pass))
    }
  }
}

extension Preprocess {
  /// The preprocessing that an encoder was trained with.
  public init(_ configuration: CLIPConfiguration) throws {
    try self.init(
      size: configuration.imageSize, mean: configuration.imageMean.map(Double.init),
      std: configuration.imageStd.map(Double.init))
  }
}

extension Tensor {
  /// The entries of the first axis at these positions, which the caller has checked.
  func rows(_ positions: [Int]) -> Tensor {
    let width = shape.dropFirst().reduce(1, *)
    var data: [Float] = []
    data.reserveCapacity(positions.count * width)
    for position in positions { data += self.data[position * width..<(position + 1) * width] }
    return Tensor(unchecked: [positions.count] + shape.dropFirst(), data)
  }
}
