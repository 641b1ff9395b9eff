import Foundation
import UptCLIP
import UptData
import UptTensor

/// What pretraining an encoder would compute and hold; captions are judged by those of one batch.
public struct PretrainingPlan: Sendable {
  /// Steps that are yet to be done.
  public let steps: Int
  /// Pairs of a step.
  public let batch: Int
  public let parameterCount: Int
  /// One step's passes.
  public let vision, text: PassCost
  public let memory: MemoryPlan
  /// The expected time of a step: both towers at the speed of their blocks, and drawing pictures.
  public let secondsPerStep: Double

  /// Multiply-adds of a step: forward, back to the inputs and to the weights.
  public var multiplyAddsPerStep: Double {
    [vision, text].reduce(0) { $0 + $1.forward + $1.backward + $1.weights }
  }

  /// - Throws: what drawing and encoding a few pairs throws.
  public init(_ pretrainer: Pretrainer) throws {
    let c = pretrainer.configuration
    let options = pretrainer.options
    steps = max(options.steps - pretrainer.step, 0)
    batch = options.batch
    let sample = min(batch, 16)
    let start = Date()
    let pairs = try World.batch(
      seed: options.seed, step: 0, size: sample, imageSize: c.imageSize, mean: c.pixelMean,
      std: c.pixelStd)
    let drawing = Date().timeIntervalSince(start) / Double(sample)
    // As many captions as in a batch, by repeating those at hand.
    let rows = try pairs.captions.map { try pretrainer.tokenizer.rows($0, c.contextLength) }
    let prompts = (0..<batch).map { rows[$0 % rows.count] }
    vision = pretrainer.vision.cost(images: batch, promptLength: 0, threads: batch)
    text = pretrainer.text.cost(prompts)
    let visionSpeed = try pretrainer.vision.speed(promptLength: 0)
    let textSpeed = try pretrainer.text.speed(prompts)
    secondsPerStep = Double(batch) * drawing + Self.seconds(vision, visionSpeed)
      + Self.seconds(text, textSpeed)
    let weights = Double(pretrainer.vision.parameters.count + pretrainer.text.parameters.count)
    parameterCount = Int(weights) + 1
    var memory = MemoryPlan(
      encoder: 4 * weights, data: 12 * Double(batch) * Double(c.imageSize) * Double(c.imageSize),
      activations: vision.bytesWithBackward + text.bytesWithBackward)
    // Two moments, the sum of the gradients, and one gradient for each piece of the batch.
    memory.parameters = 4 * weights * Double(3 + (batch + 31) / 32)
    self.memory = memory
  }

  private static func seconds(_ cost: PassCost, _ speed: BlockSpeed) -> Double {
    cost.forward / speed.forward + (cost.backward + cost.weights) / speed.backward
  }
}
