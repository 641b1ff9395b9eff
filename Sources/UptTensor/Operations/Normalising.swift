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
    if exact != nil { return try logSoftmax(axis: axis).apply(.exp) }
    return try alongLastAxis(axis) { x in
      x.mapRows { row, width in Rows.softmax(row, rows: 1, width: width, stride: width) }
    }
  }

  /// The logarithm of ``softmax(axis:)``, without its underflow.
  public func logSoftmax(axis: Int = -1) throws -> Tensor {
    if exact != nil {
      return try self - ReducedAxes(self, [axis]).map(keepDims: true, \.logSumExp)
    }
    return try alongLastAxis(axis) { x in
      x.mapRows { row, width in
        let shift = Row.single(row, width).logSumExp
        for i in 0..<width { row[i] = Float(Double(row[i]) - shift) }
      }
    }
  }

  /// Mean over rows of −log softmax(logits)[label]; self is [rows…, classes].
  /// - Throws: `.shape` when there is not one label per row, `.index` for a label that is no
  ///   class, `.value` without any rows.
  public func crossEntropy(_ labels: [Int]) throws -> Tensor {
    let (rows, classes) = try checkLabels(labels)
    if exact != nil {
      let places = (0..<rows).map { $0 * classes + labels[$0] }
      return try -logSoftmax().reshaped([count]).gathered(places).mean()
    }
    let shifts = try ReducedAxes(self, [-1]).collect(\.logSumExp)
    let total = (0..<rows).reduce(0.0) { sum, row in
      sum + shifts[row] - Double(data[row * classes + labels[row]])
    }
    return Tensor(scalar: Float(total / Double(rows)))
  }

  /// dy · (softmax − one-hot) / rows: the pullback of ``crossEntropy(_:)``.
  func crossEntropyGradient(_ labels: [Int], dy: Tensor) throws -> Tensor {
    let (rows, classes) = try checkLabels(labels)
    var targets = [Float](repeating: 0, count: count)
    for row in 0..<rows { targets[row * classes + labels[row]] = 1 }
    let difference = try softmax() - Tensor(unchecked: shape, targets)
    return try difference * (dy / Tensor(scalar: Float(rows)))
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
    if exact != nil {
      let length = try norm(axes: [axis], keepDims: true)
      return try self / length.combined(.maximum, Tensor(scalar: epsilon))
    }
    return try alongLastAxis(axis) { x in
      x.mapRows { row, width in
        let length = Float(Row.single(row, width).sum { $0 * $0 }.squareRoot())
        let scale = 1 / Swift.max(length, epsilon)
        for i in 0..<width { row[i] *= scale }
      }
    }
  }
}
