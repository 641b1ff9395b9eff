/// Linear algebra with gradients; the formulas are in Giles, "Collected matrix derivative results
/// for forward and reverse mode algorithmic differentiation" (2008).
extension Variable {
  /// x with `self` x = `other`, which is a vector or a matrix of right sides.
  /// - Throws: as ``Tensor/solved(for:)``.
  public func solved(for other: Variable) throws -> Variable {
    if other.value.rank == 1 {
      return try solved(for: other.reshaped(other.shape + [1])).reshaped(other.shape)
    }
    let a = value
    let x = try a.solved(for: other.value)
    return .custom("solve", inputs: [self, other], value: x) { dy in
      let db = try a.transposed().solved(for: dy)
      return [try -db.matmul(x.transposed()), db]
    }
  }

  /// The inverse of a square matrix.
  /// - Throws: as ``Tensor/solved(for:)``.
  public func inverse() throws -> Variable {
    try value.checkSquare("the inverse is that of")
    return try solved(for: Variable(.eye(shape[0])))
  }

  /// The determinant of a square matrix.
  /// - Throws: as ``Tensor/determinant()``.
  public func determinant() throws -> Variable {
    let a = value
    return .record("det", try a.determinant(), [(self, { try a.cofactors() * $0 })])
  }

  /// The diagonal of a matrix as a vector, or a vector as the diagonal of a matrix.
  /// - Throws: `.shape` for other ranks.
  public func diagonal() throws -> Variable {
    switch shape.count {
    case 1: return try reshaped(shape + [1]) * Variable(.eye(shape[0]))
    case 2:
      let places = (0..<Swift.min(shape[0], shape[1])).map { $0 * (shape[1] + 1) }
      return try reshaped([value.count]).gathered(places)
    default:
      throw EngineError(.shape, "a diagonal is that of a matrix or a vector, not of \(shape)")
    }
  }

  /// The products of every element of this vector with every one of `other`.
  /// - Throws: `.shape` for other ranks than 1.
  public func outer(_ other: Variable) throws -> Variable {
    guard value.rank == 1, other.value.rank == 1 else {
      throw EngineError(
        .shape, "the outer product is that of two vectors, not of \(shape) and \(other.shape)")
    }
    return try reshaped(shape + [1]) * other
  }

  /// The cosine of the angle between the rows of two tensors along an axis, broadcast.
  public func cosineSimilarity(_ other: Variable, axis: Int = -1) throws -> Variable {
    try (normalized(axis: axis) * other.normalized(axis: axis)).sum(axes: [axis])
  }

  /// The value for an operation without a derivative.
  /// - Throws: `.value` when a gradient is asked for: taking it for a constant would be silent.
  public func constant(for operation: String) throws -> Tensor {
    guard !requiresGradient else {
      throw EngineError(
        .value, "`\(operation)` has no derivative here",
        hint: "x.detach() takes its argument as a constant")
    }
    return value
  }
}
