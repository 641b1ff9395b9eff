import UptTensor

/// How well predictions agree with the truth. Percentages, as the papers print them.
public enum Metrics {
  /// The class with the largest logit of every row of `[images, classes]`; the first of equals.
  /// - Throws: `.shape` for another shape, `.diverged` when a row holds a NaN.
  public static func predictions(_ logits: Tensor) throws -> [Int] {
    let (rows, columns) = try size(logits)
    return try (0..<rows).map { row in
      var best = 0
      for column in 0..<columns {
        let value = logits.data[row * columns + column]
        guard !value.isNaN else {
          throw EngineError(.diverged, "the logits of image \(row) are not numbers")
        }
        if value > logits.data[row * columns + best] { best = column }
      }
      return best
    }
  }

  /// 100 * right / all.
  /// - Throws: `.shape` when the lists differ in length, `.value` when they are empty.
  public static func accuracy(_ predictions: [Int], _ labels: [Int]) throws -> Double {
    try check(predictions.count, labels)
    return percent(zip(predictions, labels).count { $0 == $1 }, labels.count)
  }

  /// The share of images whose class is among the `k` largest logits; of equals the first count.
  /// - Throws: `.shape` when the sizes do not fit, `.value` for no images, a label outside the
  ///   classes or `k` below 1.
  public static func topK(_ logits: Tensor, _ labels: [Int], _ k: Int) throws -> Double {
    let (rows, columns) = try size(logits)
    try check(rows, labels)
    guard k >= 1 else { throw EngineError(.value, "the top \(k) of anything is empty") }
    var right = 0
    for (row, label) in labels.enumerated() {
      try check(label: label, classes: columns)
      let values = logits.data[(row * columns)..<((row + 1) * columns)]
      let own = values[row * columns + label]
      guard !values.contains(where: \.isNaN) else {
        throw EngineError(.diverged, "the logits of image \(row) are not numbers")
      }
      var ahead = 0
      for (column, value) in values.enumerated()
      where value > own || (value == own && column < label) {
        ahead += 1
      }
      if ahead < k { right += 1 }
    }
    return percent(right, rows)
  }

  static func percent(_ part: Int, _ whole: Int) -> Double {
    100 * Double(part) / Double(whole)
  }

  static func check(label: Int, classes: Int) throws {
    guard label >= 0, label < classes else {
      throw EngineError(.value, "the label \(label) is not one of \(classes) classes")
    }
  }

  private static func check(_ count: Int, _ labels: [Int]) throws {
    guard count == labels.count else {
      throw EngineError(.shape, "\(count) predictions for \(labels.count) labels")
    }
    guard count > 0 else { throw EngineError(.value, "there is nothing to measure") }
  }

  private static func size(_ logits: Tensor) throws -> (rows: Int, columns: Int) {
    guard logits.rank == 2, logits.shape[1] > 0 else {
      throw EngineError(.shape, "logits are [images, classes], not \(logits.shape)")
    }
    return (logits.shape[0], logits.shape[1])
  }
}
