import Foundation
import UptCLIP
import UptData
import UptTensor

/// Trains both towers of a small CLIP on the picture world, from random weights.
///
/// Everything is a function of the options: batches are drawn by step number, gradients are summed
/// in a fixed order, so a run that was stopped and resumed ends with the same bytes.
public final class Pretrainer {
  public struct Options: Sendable, Equatable {
    public var steps = 6000
    public var batch = 256
    public var learningRate = 1e-3
    public var warmup = 300
    public var seed = 1
    /// The share of the steps after which pictures are as varied as they get.
    public var curriculum = 0.25

    public init() {}
  }

  public let options: Options
  public let configuration: CLIPConfiguration
  public let tokenizer: Tokenizer
  let vision: VisionTower
  let text: TextTower
  public internal(set) var logScale: Float
  var moments: Moments
  /// Steps done.
  public internal(set) var step = 0

  /// What the optimiser remembers, laid out like the parameters.
  struct Moments {
    var vision: (ParameterBuffer, ParameterBuffer)
    var text: (ParameterBuffer, ParameterBuffer)
    var scale: (Float, Float) = (0, 0)
  }

  private let optimizer = Optimizer(.adamW, weightDecay: 0.01, beta2: 0.98, eps: 1e-6)
  private let imagesPerChunk = 32

  public init(_ configuration: CLIPConfiguration, options: Options) throws {
    self.options = options
    self.configuration = configuration
    tokenizer = try Tokenizer.clip(vocabularySize: configuration.vocabularySize)
    let weights = try CLIPWeights.random(configuration, seed: options.seed)
    vision = VisionTower(weights)
    text = TextTower(weights)
    logScale = weights.logitScale
    moments = Moments(
      vision: (vision.makeGradient(), vision.makeGradient()),
      text: (text.makeGradient(), text.makeGradient()))
  }

  /// The learning rate of the next step.
  public var learningRate: Double {
    let warm = min(1, Double(step + 1) / Double(max(options.warmup, 1)))
    return warm * Schedule(base: options.learningRate).rate(step, of: options.steps)
  }

  /// From 0, easy pictures, to 1, the whole world.
  private var difficulty: Double {
    min(1, Double(step) / max(1, options.curriculum * Double(options.steps)))
  }

  /// One step over one batch.
  /// - Returns: the loss and the share of captions that rank a right picture first.
  /// - Throws: `.diverged` when the loss is not finite; the weights are those before the step.
  @discardableResult
  public func advance() throws -> (loss: Double, accuracy: Double) {
    let side = configuration.imageSize
    let e = configuration.embeddingWidth
    let batch = try World.batch(
      seed: options.seed, step: step, size: options.batch, imageSize: side,
      difficulty: difficulty, mean: configuration.pixelMean, std: configuration.pixelStd)
    let prompts = try batch.captions.map { try tokenizer.rows($0, configuration.contextLength) }
    let textPass = try text.forward(prompts, record: true)

    let count = batch.count
    let pieces = (count + imagesPerChunk - 1) / imagesPerChunk
    let range = { (i: Int) in
      i * self.imagesPerChunk..<min((i + 1) * self.imagesPerChunk, count)
    }
    let pixels = 3 * side * side
    let passes = try Parallel.map(pieces) { i in
      let r = range(i)
      return try vision.forward(
        batch.images.data[r.lowerBound * pixels..<r.upperBound * pixels], count: r.count,
        record: true)
    }
    let images = try Tensor([count, e], passes.flatMap(\.features.data))
    let targets = batch.targets()
    let result = ContrastiveLoss(
      images: images, texts: textPass.features, logScale: logScale, imageTargets: targets.image,
      textTargets: targets.text)
    guard result.loss.isFinite else {
      throw EngineError(
        .diverged, "the loss is \(result.loss) at step \(step + 1) with the learning rate "
          + "\(learningRate)", hint: "a smaller learning rate may help")
    }

    let visionGradient = vision.makeGradient()
    let parts = try Parallel.map(pieces) { i in
      let gradient = vision.makeGradient()
      result.dImages.withUnsafeBufferPointer { d in
        if let base = d.baseAddress {
          _ = passes[i].backward(base + range(i).lowerBound * e, weightGradient: gradient)
        }
      }
      return gradient
    }
    for part in parts { visionGradient.add(part) }
    let textGradient = text.makeGradient()
    _ = try textPass.backward(
      try Tensor(textPass.features.shape, result.dTexts), weightGradient: textGradient)

    update(visionGradient, textGradient, result.dLogScale)
    step += 1
    return (result.loss, result.accuracy)
  }

  private func update(
    _ visionGradient: ParameterBuffer, _ textGradient: ParameterBuffer, _ scaleGradient: Float
  ) {
    let lr = Float(learningRate)
    for (p, g, m) in [
      (vision.parameters, visionGradient, moments.vision),
      (text.parameters, textGradient, moments.text),
    ] {
      p.withUnsafeMutableValues { p in
        g.withUnsafeMutableValues { g in
          m.0.withUnsafeMutableValues { first in
            m.1.withUnsafeMutableValues { second in
              guard let p0 = p.baseAddress, let g0 = g.baseAddress,
                let m0 = first.baseAddress, let v0 = second.baseAddress
              else { return }
              optimizer.step(
                step + 1, learningRate: lr, count: p.count, p0, g0, first: m0, second: v0)
            }
          }
        }
      }
    }
    var scale = logScale
    var gradient = scaleGradient
    var (first, second) = moments.scale
    optimizer.step(
      step + 1, learningRate: lr, count: 1, &scale, &gradient, first: &first, second: &second)
    moments.scale = (first, second)
    // CLIP keeps the scale below 100 (Radford et al. 2021, §2.5).
    logScale = min(scale, 4.605_17)
  }

  /// The weights as they are now.
  public func weights() throws -> CLIPWeights {
    var weights = try CLIPWeights.random(configuration, seed: options.seed)
    vision.store(into: &weights)
    text.store(into: &weights)
    weights.logitScale = logScale
    return weights
  }
}

extension CLIPConfiguration {
  var pixelMean: SIMD3<Float> { SIMD3(imageMean[0], imageMean[1], imageMean[2]) }
  var pixelStd: SIMD3<Float> { SIMD3(imageStd[0], imageStd[1], imageStd[2]) }
}
