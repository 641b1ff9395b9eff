import UptCLIP
import UptData
import UptTensor

/// The images of a training, computed once as far as nothing changes them: features where neither
/// prompts nor augmentation touch the images, pixels where prompts do. What has to be loaded for
/// every step is loaded while the steps before it compute.
final class TrainingData {
  private enum Source {
    case features(Tensor)
    case pixels(Tensor)
    case files
  }

  let labels: [Int]
  private let split: Split
  private let options: TrainingOptions
  private let preprocess: Preprocess
  private let source: Source
  /// What loads the batches of the steps to come, and the step that its next batch is for.
  private var loader: (BatchLoader, step: Int)?
  /// Seconds that steps have waited for their pictures.
  private(set) var waited = 0.0

  /// Pixels are kept in memory up to this many bytes; beyond it every batch is loaded anew, ahead of
  /// its step. More would take a ViT-B/16's training past 1.5 GB and hardly save it any time.
  static let pixelBudget = 256 << 20

  init(_ split: Split, _ method: PromptMethod, _ options: TrainingOptions) throws {
    self.split = split
    self.options = options
    labels = split.labels
    let configuration = method.model.configuration
    preprocess = try Preprocess(configuration)
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

  /// The images of a step, counted from 0 through all epochs, which are at these positions.
  /// - Throws: `.interrupted` when `shouldStop` says so while they are waited for.
  func batch(
    _ positions: [Int], step: Int, shouldStop: () -> Bool
  ) throws -> PromptLoss.Images {
    switch source {
    case .features(let all): return .features(all.rows(positions))
    case .pixels(let all): return .pixels(all.rows(positions))
    case .files:
      // Steps usually follow each other; where they do not, loading starts anew.
      let current = loader.flatMap { $0.step == step ? $0.0 : nil } ?? startLoading(at: step)
      loader = nil
      let before = current.waited
      defer { waited += current.waited - before }
      do {
        guard let images = try current.next(shouldStop: shouldStop) else {
          throw EngineError(.index, "step \(step) is behind the last one of the training")
        }
        loader = (current, step + 1)
        return .pixels(images)
      } catch let error as EngineError where error.kind == .interrupted {
        loader = (current, step)
        throw error
      }
    }
  }

  private func startLoading(at start: Int) -> BatchLoader {
    BatchLoader(split, preprocess) { [options, count = split.count] number in
      options.positions(step: start + number, of: count).map { epoch, positions in
        BatchLoader.Batch(
          positions, pass: options.augment ? AugmentedPass(seed: options.seed, epoch: epoch) : nil)
      }
    }
  }
}

extension TrainingOptions {
  /// The epoch of a step, counted from 0 through all epochs, and the positions of its images; nil
  /// behind the last step. Every epoch has an order of its own.
  func positions(step: Int, of images: Int) -> (epoch: Int, positions: [Int])? {
    let perEpoch = batches(of: images)
    let (epoch, batch) = step.quotientAndRemainder(dividingBy: perEpoch)
    guard step >= 0, epoch < epochs else { return nil }
    var random = Random(seed, "shuffle", epoch)
    let order = random.permutation(images)
    let size = min(batchSize, images)
    return (epoch, Array(order[batch * size..<min((batch + 1) * size, images)]))
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
