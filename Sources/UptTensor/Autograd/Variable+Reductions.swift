/// Reductions; axes and errors as for the tensors' own.
extension Variable {
  /// The shape with the reduced axes as 1, and how many elements each result was made from.
  private func reduction(_ axes: [Int]?) throws -> (kept: [Int], width: Float) {
    let reduced = try Shapes.axes(axes, of: shape)
    let kept = shape.indices.map { reduced.contains($0) ? 1 : shape[$0] }
    return (kept, Float(reduced.reduce(1) { $0 &* shape[$1] }))
  }

  public func sum(axes: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let (shape, kept) = (shape, try reduction(axes).kept)
    return .record("sum", try value.sum(axes: axes, keepDims: keepDims), [
      (self, { try $0.reshaped(kept).broadcast(to: shape) })
    ])
  }

  public func mean(axes: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let shape = shape
    let (kept, width) = try reduction(axes)
    return .record("mean", try value.mean(axes: axes, keepDims: keepDims), [
      (self, { try ($0 / Tensor(scalar: width)).reshaped(kept).broadcast(to: shape) })
    ])
  }

  public func variance(
    axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
  ) throws -> Variable {
    let x = value
    let (kept, width) = try reduction(axes)
    let y = try x.variance(axes: axes, correction: correction, keepDims: keepDims)
    return .record("variance", y, [
      (self, { dy in
        let deviation = try x - x.mean(axes: axes, keepDims: true)
        let count = Tensor(scalar: width - Float(correction))
        return try deviation * (dy.reshaped(kept) * 2 / count)
      })
    ])
  }

  /// The derivative where all elements are equal is 0.
  public func standardDeviation(
    axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
  ) throws -> Variable {
    let x = value
    let (kept, width) = try reduction(axes)
    let y = try x.standardDeviation(axes: axes, correction: correction, keepDims: keepDims)
    return .record("std", y, [
      (self, { dy in
        let deviation = try x - x.mean(axes: axes, keepDims: true)
        let count = Tensor(scalar: width - Float(correction))
        return try deviation * dy.combined(.quotientOrZero, y).reshaped(kept) / count
      })
    ])
  }

  /// Elements that share the maximum share its gradient.
  public func max(axes: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    try extremum("max", axes, try value.max(axes: axes, keepDims: keepDims))
  }

  /// Elements that share the minimum share its gradient.
  public func min(axes: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    try extremum("min", axes, try value.min(axes: axes, keepDims: keepDims))
  }

  private func extremum(_ name: String, _ axes: [Int]?, _ y: Tensor) throws -> Variable {
    let x = value
    let kept = try reduction(axes).kept
    return .record(name, y, [
      (self, { dy in
        let chosen = try x.combined(.equal, y.reshaped(kept))
        let ties = try chosen.sum(axes: axes, keepDims: true)
        return try chosen * dy.reshaped(kept).combined(.quotientOrZero, ties)
      })
    ])
  }

  /// The Euclidean length; its derivative at 0 is 0.
  public func norm(axes: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let x = value
    let kept = try reduction(axes).kept
    let y = try x.norm(axes: axes, keepDims: keepDims)
    return .record("norm", y, [
      (self, { try x * $0.combined(.quotientOrZero, y).reshaped(kept) })
    ])
  }

  /// A constant: where the largest element is.
  public func argmax(axis: Int? = nil, keepDims: Bool = false) throws -> Variable {
    Variable(try value.argmax(axis: axis, keepDims: keepDims))
  }
}
