import Foundation

extension Tensor {
  /// Applies `body` to every row of the last axis in place: (row pointer, width).
  private func mapRows(_ body: (UnsafeMutablePointer<Float>, Int) -> Void) -> Tensor {
    var result = self
    let width = shape.last ?? 1
    guard count > 0 else { return self }
    result.data.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      for row in 0..<count / width { body(base + row * width, width) }
    }
    return result
  }

  /// Moves `axis` to the end, runs `body`, and moves it back.
  func alongLastAxis(_ axis: Int, _ body: (Tensor) throws -> Tensor) throws -> Tensor {
    let axis = try Shapes.axis(axis, of: shape)
    if axis == rank - 1 { return try body(self) }
    var order = Array(shape.indices)
    order.swapAt(axis, rank - 1)
    return try body(permuted(order)).permuted(order)
  }

  /// Exponentials that sum to 1 along `axis`.
  /// - Throws: `.index` for an axis that does not exist.
  public func softmax(axis: Int = -1) throws -> Tensor {
    try alongLastAxis(axis) { x in
      x.mapRows { row, width in Rows.softmax(row, rows: 1, width: width, stride: width) }
    }
  }

  /// The logarithm of ``softmax(axis:)``, without its underflow.
  public func logSoftmax(axis: Int = -1) throws -> Tensor {
    try alongLastAxis(axis) { x in
      x.mapRows { row, width in
        let shift = Tensor.logSumExp(row, width)
        for i in 0..<width { row[i] = Float(Double(row[i]) - shift) }
      }
    }
  }

  /// log Σ exp x, in double precision.
  static func logSumExp(_ x: UnsafePointer<Float>, _ width: Int) -> Double {
    var largest = x[0]
    for i in 0..<width where x[i] > largest || x[i].isNaN { largest = x[i] }
    let shift = Double(largest)
    return shift + Foundation.log(preciseSum(x, width) { Foundation.exp($0 - shift) })
  }

  /// Mean over rows of −log softmax(logits)[label]; self is [rows…, classes].
  /// - Throws: `.shape` when there is not one label per row, `.index` for a label that is no
  ///   class, `.value` without any rows.
  public func crossEntropy(_ labels: [Int]) throws -> Tensor {
    let (rows, classes) = try checkLabels(labels)
    let total = data.withUnsafeBufferPointer { source -> Double in
      guard let base = source.baseAddress else { return 0 }
      return (0..<rows).reduce(0) { sum, row in
        let line = base + row * classes
        return sum + Tensor.logSumExp(line, classes) - Double(line[labels[row]])
      }
    }
    return Tensor(scalar: Float(total / Double(rows)))
  }

  /// dy · (softmax − one-hot) / rows: the pullback of ``crossEntropy(_:)``.
  func crossEntropyGradient(_ labels: [Int], dy: Float) throws -> Tensor {
    let (rows, classes) = try checkLabels(labels)
    var result = try softmax()
    for row in 0..<rows { result.data[row * classes + labels[row]] -= 1 }
    let scale = dy / Float(rows)
    for i in result.data.indices { result.data[i] *= scale }
    return result
  }

  private func checkLabels(_ labels: [Int]) throws -> (rows: Int, classes: Int) {
    guard let classes = shape.last else {
      throw EngineError(.shape, "cross-entropy needs logits of shape [rows, classes], not a scalar")
    }
    let rows = shape.dropLast().reduce(1, &*)
    guard rows == labels.count else {
      throw EngineError(
        .shape, "logits of shape \(shape) need \(Shapes.counted(rows, "label", "labels")), "
          + "but there are \(labels.count)")
    }
    guard rows > 0 else {
      throw EngineError(
        .value, "the cross-entropy of no rows does not exist; the shape is \(shape)")
    }
    if let label = labels.first(where: { $0 < 0 || $0 >= classes }) {
      throw EngineError(
        .index, "the label \(label) is none of the \(Shapes.counted(classes, "class", "classes")) "
          + "of logits of shape \(shape)")
    }
    return (rows, classes)
  }

  /// The elements as integers, for labels and indices.
  /// - Throws: `.value` for an element that is not a whole number.
  public func integers() throws -> [Int] {
    try data.map { value in
      guard let whole = Int(exactly: value) else {
        throw EngineError(.value, "\(value) is not a whole number")
      }
      return whole
    }
  }

  /// Scaled to Euclidean length 1 along `axis`; lengths below `epsilon` count as `epsilon`.
  public func normalized(axis: Int = -1, epsilon: Float = 1e-12) throws -> Tensor {
    try alongLastAxis(axis) { x in
      x.mapRows { row, width in
        let length = Float(preciseSum(row, width) { $0 * $0 }.squareRoot())
        let scale = 1 / Swift.max(length, epsilon)
        for i in 0..<width { row[i] *= scale }
      }
    }
  }

  /// Layer normalisation over the last axis with the encoders' kernel; `weight` and `bias` are
  /// [width].
  /// - Returns: the result, and each row's mean and reciprocal deviation for the gradient.
  /// - Throws: `.shape` when the widths differ.
  func layerNormalized(
    weight: Tensor, bias: Tensor, epsilon: Float
  ) throws -> (value: Tensor, statistics: [Float]) {
    let width = shape.last ?? 0
    for (name, parameter) in [("weight", weight), ("bias", bias)]
    where rank == 0 || parameter.shape != [width] {
      throw EngineError(
        .shape, "layer norm of \(shape): the \(name) must be [\(width)], not \(parameter.shape)")
    }
    var result = Tensor.zeros(like: self)
    guard count > 0 else { return (result, []) }
    let rows = count / width
    var statistics = [Float](repeating: 0, count: 2 * rows)
    result.data.withUnsafeMutableBufferPointer { out in
      guard let y = out.baseAddress else { return }
      LayerNorm.apply(
        data, weight: weight.data, bias: bias.data, eps: epsilon, rows: rows, width: width, y,
        statistics: &statistics)
    }
    return (result, statistics)
  }

  /// (x − mean) / sqrt(variance + epsilon) · weight + bias over the last axis.
  /// - Throws: `.shape` when `weight` or `bias` is not as wide as the last axis.
  public func layerNorm(
    weight: Tensor, bias: Tensor, epsilon: Float = 1e-5
  ) throws -> Tensor {
    try layerNormalized(weight: weight, bias: bias, epsilon: epsilon).value
  }
}
