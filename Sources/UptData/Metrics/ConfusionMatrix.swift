import UptTensor

/// How often images of each class were taken for each class, and the measures that follow from it.
public struct ConfusionMatrix: Equatable, Sendable {
  /// `counts[truth][prediction]`.
  public private(set) var counts: [[Int]]

  /// - Throws: `.shape` when the lists differ in length, `.value` when a label or prediction is
  ///   not one of the classes, or there are no classes.
  public init(predictions: [Int], labels: [Int], classes: Int) throws {
    guard predictions.count == labels.count else {
      throw EngineError(.shape, "\(predictions.count) predictions for \(labels.count) labels")
    }
    guard classes > 0 else { throw EngineError(.value, "there are no classes") }
    let (cells, overflow) = classes.multipliedReportingOverflow(by: classes)
    guard !overflow, cells <= 1 << 28 else {
      throw EngineError(.memory, "a table of \(classes) by \(classes) classes is too large")
    }
    counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (prediction, label) in zip(predictions, labels) {
      try Metrics.check(label: label, classes: classes)
      try Metrics.check(label: prediction, classes: classes)
      counts[label][prediction] += 1
    }
  }

  /// Images of each class.
  public var totals: [Int] { counts.map { $0.reduce(0, +) } }
  /// Images that were taken for each class.
  public var predicted: [Int] {
    counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
  }
  /// Images of each class that were recognised.
  public var correct: [Int] { counts.indices.map { counts[$0][$0] } }
  /// All images.
  public var count: Int { totals.reduce(0, +) }

  /// The share of all images that were recognised, in percent; 0 without images.
  public var accuracy: Double {
    count == 0 ? 0 : Metrics.percent(correct.reduce(0, +), count)
  }

  /// The share of each class that was recognised, in percent; nil for a class without images.
  public var perClassAccuracy: [Double?] {
    zip(correct, totals).map { $1 == 0 ? nil : Metrics.percent($0, $1) }
  }

  /// The mean of the per-class accuracies over the classes that have images.
  public var meanPerClassAccuracy: Double { mean(perClassAccuracy) }

  /// The mean of 2TP / (2TP + FP + FN) over the classes that have images, in percent.
  public var macroF1: Double {
    let totals = totals
    let predicted = predicted
    return mean(
      correct.indices.map {
        totals[$0] == 0 ? nil : Metrics.percent(2 * correct[$0], totals[$0] + predicted[$0])
      })
  }

  private func mean(_ values: [Double?]) -> Double {
    let present = values.compactMap { $0 }
    return present.isEmpty ? 0 : present.reduce(0, +) / Double(present.count)
  }
}
