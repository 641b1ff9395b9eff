import UptCLIP
import UptData
import UptTensor

/// Class vectors and, possibly, a visual prompt: all that classifying needs.
public struct Classifier: Sendable {
  public let model: CLIPModel
  public let classes: [String]
  /// [classes, embedding]
  public let textFeatures: Tensor
  public let visual: VisualPrompt

  public init(
    model: CLIPModel, classes: [String], textFeatures: Tensor, visual: VisualPrompt = .none
  ) {
    self.model = model
    self.classes = classes
    self.textFeatures = textFeatures
    self.visual = visual
  }

  /// No tuning at all: each class is its name in the template.
  /// - Throws: `.value` when a template has no `{}` or a sentence is too long for the encoder.
  public static func zeroShot(
    _ model: CLIPModel, _ classes: [String], template: String = Dataset.defaultTemplate
  ) throws -> Classifier {
    guard template.contains("{}") else {
      throw EngineError(
        .value, "the template \"\(template)\" has no {} for the class name",
        hint: "for example \"\(Dataset.defaultTemplate)\"")
    }
    guard !classes.isEmpty else { throw EngineError(.value, "there are no classes") }
    let sentences = Dataset.prompts(classes, template: template)
    return Classifier(
      model: model, classes: classes,
      textFeatures: try model.textFeatures(sentences.map(model.rows)))
  }

  /// No tuning, but several sentences: each class is the mean of its normalised vectors.
  /// - Throws: `.value` when there is no template, one has no `{}`, or a sentence is too long.
  public static func zeroShot(
    _ model: CLIPModel, _ classes: [String], ensemble templates: [String]
  ) throws -> Classifier {
    guard let first = templates.first else {
      throw EngineError(.value, "there are no templates", hint: "a list needs at least one")
    }
    let single = try zeroShot(model, classes, template: first)
    guard templates.count > 1 else { return single }
    // The sum does: only the directions of class vectors count.
    var sum = Normalised(single.textFeatures).values
    for template in templates.dropFirst() {
      let features = try zeroShot(model, classes, template: template).textFeatures
      for (position, value) in Normalised(features).values.enumerated() { sum[position] += value }
    }
    return Classifier(
      model: model, classes: classes,
      textFeatures: try Tensor(single.textFeatures.shape, sum))
  }

  /// Scaled cosines [images, classes].
  /// - Throws: `.value` when the split's classes are not the classifier's.
  public func logits(_ split: Split) throws -> Tensor {
    try check(split)
    let features =
      visual.tensor == nil
      ? try ImageFeatures.of(split, model)
      : try ImageFeatures.compute(split, model, prompt: visual)
    return try model.logits(features, textFeatures)
  }

  private static let otherClasses =
    "for its classes make a classifier of its own: zero_shot(encoder, data.classes), or of tuned "
    + "prompts tuned.with_classes(data.classes)"

  /// - Throws: `.value` when the split's classes are not the classifier's.
  public func check(_ split: Split) throws {
    guard split.classes.count == classes.count else {
      throw EngineError(
        .value, "\(split.name) has \(split.classes.count) classes, but these prompts know "
          + "\(classes.count)", hint: Self.otherClasses)
    }
    if let i = classes.indices.first(where: { classes[$0] != split.classes[$0] }) {
      throw EngineError(
        .value, "class \(i) of \(split.name) is \"\(split.classes[i])\", but these prompts were "
          + "made for \"\(classes[i])\"", hint: Self.otherClasses)
    }
  }

  /// The class with the largest logit of every image.
  public func predictions(_ split: Split) throws -> [Int] {
    try Metrics.predictions(logits(split))
  }

  /// The share of the split's images whose class has the largest logit.
  public func accuracy(_ split: Split) throws -> Double {
    guard split.count > 0 else { throw EngineError(.value, "\(split.name) has no images") }
    let hits = zip(try predictions(split), split.labels).count { $0 == $1 }
    return Double(hits) / Double(split.count)
  }

  /// Which classes are taken for which.
  public func confusion(_ split: Split) throws -> ConfusionMatrix {
    try ConfusionMatrix(
      predictions: predictions(split), labels: split.labels,
      classes: classes.count)
  }

  /// The probability of every class for each picture, the most probable first; of equals, the
  /// earlier class.
  public func predict(_ images: [Image]) throws -> [[Prediction]] {
    guard !images.isEmpty else { return [] }
    let preprocess = try Preprocess(model.configuration)
    let pixels = try Tensor.stacked(Parallel.map(images.count) { preprocess(images[$0]) })
    let features = try model.imageFeatures(pixels, prompt: visual)
    let probabilities = try model.logits(features, textFeatures).softmax().data
    return images.indices.map { row in
      zip(classes, probabilities[(row * classes.count)...])
        .map { Prediction(name: $0, probability: Double($1)) }
        .enumerated()
        .sorted { ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset) }
        .map(\.element)
    }
  }
}

/// A class with the probability that it is the one of a picture.
public struct Prediction: Sendable, Equatable {
  /// The class.
  public let name: String
  /// From 0 to 1.
  public let probability: Double
}
