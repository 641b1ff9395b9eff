import UptCLIP
import UptTensor

extension PromptMethod {
  /// The loss of a batch under the prompts that parameters make, and the gradients of them all.
  ///
  /// - Parameters:
  ///   - prompts: the classes' prompts with learned vectors; empty for a method without any.
  ///   - fixedTexts: [classes, embedding] for a method without text prompts.
  ///   - sample: the classes to compare with; nil for all. `labels` are positions among all.
  func differentiate(
    _ parameters: Parameters, _ stage: Stage, images: PromptLoss.Images, labels: [Int],
    prompts: [[TextRow]], fixedTexts: Tensor?, sample: ClassSample? = nil
  ) throws -> (loss: PromptLoss, gradients: [Tensor]) {
    let variables = VariableSet(parameters, requiresGradient: true)
    let count = fixedTexts?.shape.first ?? prompts.count
    let made = try checkedPrompts(variables, stage, classes: count)
    let classes: PromptLoss.Classes
    if let text = made.text {
      let chosen = sample?.classes.map { prompts[$0] } ?? prompts
      classes = .prompts(chosen, context: text.value)
    } else {
      guard let fixedTexts else {
        throw EngineError(.value, "\(name) made no text prompts, though it declared some")
      }
      classes = .features(sample.map { fixedTexts.rows($0.classes) } ?? fixedTexts)
    }
    let visual = made.visual.flatMap { v in visualDepth?.prompt(v.value) } ?? .none
    let loss = try PromptLoss(
      model, images: images, labels: sample?.labels ?? labels, classes: classes, visual: visual,
      corrections: sample?.corrections)
    var seeds: [(Variable, Tensor)] = []
    if let text = made.text, let gradient = loss.textGradient { seeds.append((text, gradient)) }
    if let v = made.visual, let gradient = loss.visualGradient { seeds.append((v, gradient)) }
    let gradients = try Variable.backward(seeds: seeds)
    return (loss, variables.all.map { gradients.gradient(of: $0.variable) })
  }
}
