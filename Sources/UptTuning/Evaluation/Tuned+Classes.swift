import UptCLIP
import UptData
import UptTensor

extension Tuned {
  /// The learned prompts with other classes than those they were tuned for: how prompts are tested
  /// on new classes of a data set, or on another data set (Zhou et al. 2022b, §4.1 and §4.2).
  ///
  /// Learned word vectors go around each new name, a visual prompt stays as it is. Without learned
  /// words each name stands in the template. Nothing is trained.
  ///
  ///     let there = try tuned.classifier(of: other.classes, template: other.template)
  ///     try there.accuracy(other.test)
  ///
  /// - Throws: `.value` when every class learned vectors of its own, there are no classes, the
  ///   template has no `{}`, or a prompt is longer than the encoder's context.
  public func classifier(of classes: [String], template: String) throws -> Classifier {
    let features = try texts(of: classes).map { texts in
      try method.model.textFeatures(texts, context: prompts.text)
    }
    return try Classifier(
      model: method.model, classes: classes,
      textFeatures: features ?? Classifier.zeroShot(method.model, classes, template: template)
        .textFeatures,
      visual: classifier.visual)
  }

  /// The prompts of other classes with their learned vectors; nil where no words were learned.
  /// - Throws: `.value` as ``classifier(of:template:)``, but for the template.
  public func texts(of classes: [String]) throws -> [[TextRow]]? {
    guard !classes.isEmpty else { throw EngineError(.value, "there are no classes") }
    guard prompts.text != nil, let layout = method.textLayout else { return nil }
    guard !layout.classSpecific else {
      throw EngineError(
        .value, "the \(method.name) prompts have vectors of their own for each of the "
          + "\(self.classes.count) classes of \(data), and none for other classes",
        hint: "prompts without class_specific serve any class")
    }
    return try layout.prompts(classes, method.model)
  }
}
