import UptCLIP
import UptData
import UptTensor

/// The result of a training, complete or interrupted: a classifier, what it was made by and how,
/// and the state to go on from.
public struct Tuned: Sendable {
  public let method: PromptMethod
  public let classes: [String]
  public let template: String
  /// The name of the data it was trained on.
  public let data: String
  public let options: TrainingOptions
  public let state: TrainingState
  /// The version of the program that trained them; nil where a file does not say.
  public let program: String?
  /// The network folded into the few vectors that inference needs.
  public let prompts: FoldedPrompts
  public let classifier: Classifier

  public init(
    method: PromptMethod, classes: [String], template: String, data: String,
    options: TrainingOptions, state: TrainingState
  ) throws {
    let made = try method.checkedPrompts(
      VariableSet(state.parameters, requiresGradient: false), .inference, classes: classes.count)
    let prompts = FoldedPrompts(text: made.text?.value, visual: made.visual?.value)
    let textFeatures: Tensor
    if let text = prompts.text, let layout = method.textLayout {
      let model = method.model
      textFeatures = try model.textFeatures(layout.prompts(classes, model), context: text)
    } else {
      textFeatures =
        try Classifier.zeroShot(method.model, classes, template: template).textFeatures
    }
    self.init(
      method: method, classes: classes, template: template, data: data, options: options,
      state: state, prompts: prompts, textFeatures: textFeatures)
  }

  /// A result whose prompts and class vectors are known already.
  init(
    method: PromptMethod, classes: [String], template: String, data: String,
    options: TrainingOptions, state: TrainingState, prompts: FoldedPrompts, textFeatures: Tensor,
    program: String? = ProgramVersion.number
  ) {
    self.method = method
    self.classes = classes
    self.template = template
    self.data = data
    self.options = options
    self.state = state
    self.prompts = prompts
    self.program = program
    let visual = prompts.visual.flatMap { v in method.visualDepth?.prompt(v) } ?? .none
    classifier = Classifier(
      model: method.model, classes: classes, textFeatures: textFeatures, visual: visual)
  }

  public var isComplete: Bool { state.epoch >= options.epochs }
  public var history: [EpochRecord] { state.history }

  /// Trainable numbers.
  public var parameterCount: Int { state.parameters.reduce(0) { $0 + $1.value.count } }
}

/// The vectors that a method's parameters come down to.
public struct FoldedPrompts: Sendable, Equatable {
  /// [rows, text width]
  public let text: Tensor?
  /// [rows, vision width]
  public let visual: Tensor?
}
