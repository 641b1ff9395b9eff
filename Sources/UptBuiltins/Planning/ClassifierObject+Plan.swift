import UptCLIP
import UptData
import UptTensor
import UptTuning

/// What classifiers give when a script is planned: the work is noted, and the results are those of
/// guessing.
extension ClassifierObject {
  /// Notes that a split would be classified; false when nothing is planned.
  private func isPlanned(_ split: Split) throws -> Bool {
    guard let plan = surroundings.planning else { return false }
    try classifier.check(split)
    if classifier.visual.tensor == nil {
      try plan.noteFeatures(of: split, classifier.model)
    } else {
      try plan.note(
        "classify, \(name)", split.count, of: split, classifier.model, classifier.visual)
    }
    return true
  }

  /// What a table of a plan calls it.
  private var name: String { (self as? TunedObject)?.tuned.method.name ?? "zero-shot" }

  /// The share of a split's images that are classified correctly.
  func accuracy(_ split: Split) throws -> Double {
    try isPlanned(split) ? 1 / Double(max(classifier.classes.count, 1)) : classifier.accuracy(split)
  }

  /// The class of every image.
  func predictions(_ split: Split) throws -> [Int] {
    try isPlanned(split)
      ? Array(repeating: 0, count: split.count) : classifier.predictions(split)
  }

  /// Which classes are taken for which.
  func confusion(_ split: Split) throws -> ConfusionMatrix {
    guard try isPlanned(split) else { return try classifier.confusion(split) }
    return try ConfusionMatrix(predictions: [], labels: [], classes: classifier.classes.count)
  }

  /// Scaled cosines [images, classes].
  func logits(_ split: Split) throws -> Tensor {
    guard try isPlanned(split) else { return try classifier.logits(split) }
    return try Tensor([split.count, classifier.classes.count], repeating: 1)
  }
}
