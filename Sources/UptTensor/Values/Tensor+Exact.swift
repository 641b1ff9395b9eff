/// Double precision, for checks of gradients: `data` alone have too few digits to tell a derivative
/// that is nearly right from one that is right.
///
/// A tensor that carries ``exact`` elements hands them on: every operation with such an operand
/// computes in double precision and rounds the result for `data`. Nothing else does, so training
/// pays nothing. An operation that reads `data` only gives a result without them.
extension Tensor {
  /// For callers that computed `exact` from `shape` themselves.
  init(unchecked shape: [Int], _ exact: [Double]) {
    self.init(unchecked: shape, exact.map { Float($0) })
    self.exact = exact
  }

  /// The same elements, with which everything is computed in double precision.
  public var inDoublePrecision: Tensor { Tensor(unchecked: shape, doubles) }

  /// The same elements with those that they were rounded from.
  public func carrying(_ exact: [Double]) -> Tensor {
    var tensor = self
    tensor.exact = exact.count == count ? exact : nil
    return tensor
  }

  /// The elements as precisely as they are known.
  public var doubles: [Double] { exact ?? data.map { Double($0) } }

  /// Whether something computed from both is computed in double precision.
  func isExact(with other: Tensor) -> Bool { exact != nil || other.exact != nil }

  /// self += other, of the same shape.
  mutating func add(_ other: Tensor) {
    if isExact(with: other) {
      self = Tensor(unchecked: shape, zip(doubles, other.doubles).map { $0 + $1 })
    } else {
      Rows.add(other.data, to: &data, count: count)
    }
  }

  /// self *= other, of the same shape.
  mutating func multiply(by other: Tensor) {
    if isExact(with: other) {
      self = Tensor(unchecked: shape, zip(doubles, other.doubles).map { $0 * $1 })
    } else {
      Rows.multiply(other.data, into: &data, count: count)
    }
  }
}

extension Tensor: Equatable {
  /// Equal shapes and elements; what is known beyond single precision does not count.
  public static func == (a: Tensor, b: Tensor) -> Bool { a.shape == b.shape && a.data == b.data }
}
