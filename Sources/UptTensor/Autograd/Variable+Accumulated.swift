/// Sums that go beyond a plain reduction; made of other operations, as their gradients are.
extension Variable {
  /// The sum of the entries of an axis up to and with each of them.
  ///
  /// Every turn adds what stands twice as far behind as in the turn before, after Hillis and Steele
  /// (1986), so that a thousand entries take ten additions of whole tensors.
  public func cumulativeSum(axis: Int) throws -> Variable {
    let axis = try Shapes.axis(axis, of: shape)
    let whole = [AxisSlice](repeating: .all, count: axis)
    var result = self
    var reach = 1
    while reach < shape[axis] {
      let start = try result.sliced(whole + [.range(0, reach)])
      let rest = try result.sliced(whole + [.range(reach, nil)])
      let behind = try result.sliced(whole + [.range(0, shape[axis] - reach)])
      result = try .concatenated([start, rest + behind], axis: axis)
      reach *= 2
    }
    return result
  }

  /// log Σ exp x along an axis, without overflow.
  /// - Throws: `.value` for rows without entries; `.index`.
  public func logSumExp(axis: Int, keepDims: Bool = false) throws -> Variable {
    // Any constant gives the same result; the largest entry keeps exponentials at 1 or below.
    var largest = try value.max(axes: [axis], keepDims: true)
    for i in largest.data.indices where !largest.data[i].isFinite { largest.data[i] = 0 }
    let shift = Variable(largest)
    let sum = try (self - shift).apply(.exp).sum(axes: [axis], keepDims: true).apply(.log) + shift
    return keepDims ? sum : try sum.sum(axes: [axis])
  }
}
