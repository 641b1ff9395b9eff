import Foundation
import UptCLIP
import UptTensor

extension TrainingPlan {
  /// What stands for the result of the training while a script is planned: the prompts it would
  /// start with, and a history as long as that of the whole training, in which nothing is learned.
  /// No tower has run for it: the class vectors are all alike, and nothing follows from them.
  public func untrained() throws -> Tuned {
    let classes = split.classes.count
    var state = state
    state.history = (0..<options.epochs).map { epoch in
      EpochRecord(
        epoch: epoch + 1, loss: log(Double(classes)), accuracy: 1 / Double(classes),
        learningRate: options.schedule.rate(epoch, of: options.epochs))
    }
    state.epoch = options.epochs
    state.step = stepsPerEpoch * options.epochs
    state.batch = 0
    let made = try method.checkedPrompts(
      VariableSet(state.parameters, requiresGradient: false), .inference, classes: classes)
    return Tuned(
      method: method, classes: split.classes, template: split.template, data: split.name,
      options: options, state: state,
      prompts: FoldedPrompts(text: made.text?.value, visual: made.visual?.value),
      textFeatures: try Classifier.placeholder(method.model, split.classes).textFeatures)
  }
}

extension Classifier {
  /// A classifier whose class vectors are all alike: it stands for one that is planned.
  public static func placeholder(_ model: CLIPModel, _ classes: [String]) throws -> Classifier {
    Classifier(
      model: model, classes: classes,
      textFeatures: try Tensor([classes.count, model.configuration.embeddingWidth], repeating: 1))
  }
}
