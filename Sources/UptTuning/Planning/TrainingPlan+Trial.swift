import Foundation
import UptCLIP
import UptTensor

/// Short pieces of a planned training, run to see what they take.
extension TrainingPlan {
  /// Seconds of one step on constant images and texts of the real shapes.
  func timeStep() throws -> Double {
    let c = method.model.configuration
    let images: PromptLoss.Images
    switch source {
    case .features:
      images = .features(try Tensor([batch, c.embeddingWidth], repeating: 0.1))
    case .pixels, .files:
      images = .pixels(try Tensor([batch, 3, c.imageSize, c.imageSize], repeating: 0.1))
    }
    let fixedTexts =
      method.textLayout == nil
      ? try Tensor([split.classes.count, c.embeddingWidth], repeating: 0.1) : nil
    let labels = Array(repeating: 0, count: batch)
    var random = Random(options.seed, "classes", state.step)
    let sample = options.sampledClasses(of: split.classes.count).map {
      ClassSample(labels, count: $0, of: split.classes.count, from: &random)
    }
    let start = Date()
    let result = try method.differentiate(
      state.parameters, stage, images: images, labels: labels,
      prompts: method.textLayout == nil ? [] : texts, fixedTexts: fixedTexts,
      sample: sample)
    var next = state
    next.update(result.gradients, options.optimizer, rate: 0)
    return Date().timeIntervalSince(start)
  }

  /// Seconds that the method takes to make its prompts and to carry gradients back through them.
  func timePrompts() throws -> Double {
    let start = Date()
    let made = try method.checkedPrompts(
      VariableSet(state.parameters, requiresGradient: true), stage, classes: split.classes.count)
    _ = try Variable.backward(
      seeds: [made.text, made.visual].compactMap { v in v.map { ($0, $0.value) } })
    return Date().timeIntervalSince(start)
  }

  private var stage: Stage { .training(seed: options.seed, step: state.step) }
}
