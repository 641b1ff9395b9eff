/// Operations that only move elements; each pullback moves the gradient back.
extension Variable {
  /// The same elements under another shape; one size may be -1.
  /// - Throws: `.shape` when the counts differ.
  public func reshaped(_ shape: [Int]) throws -> Variable {
    let original = value.shape
    return .record("reshape", try value.reshaped(shape), [
      (self, { try $0.reshaped(original) })
    ])
  }

  /// The axes in another order; see ``Tensor/permuted(_:)``.
  public func permuted(_ order: [Int]) throws -> Variable {
    let axes = try value.permutation(order)
    var inverse = axes
    for (position, axis) in axes.enumerated() { inverse[axis] = position }
    let back = inverse
    return .record("permute", try value.permuted(axes), [(self, { try $0.permuted(back) })])
  }

  /// All axes reversed, as NumPy's `.T`.
  public func transposed() throws -> Variable { try permuted(shape.indices.reversed()) }

  /// The last two axes exchanged.
  public func matrixTransposed() throws -> Variable { try permuted(value.lastTwoExchanged()) }

  /// Stretched to `target` by the rules of broadcasting.
  public func broadcast(to target: [Int]) throws -> Variable {
    let original = shape
    return .record("broadcast", try value.broadcast(to: target), [
      (self, { try $0.summed(to: original) })
    ])
  }

  /// The part that `slices` names; see ``Tensor/sliced(_:)``.
  public func sliced(_ slices: [AxisSlice]) throws -> Variable {
    let x = value
    return .record("slice", try x.sliced(slices), [(self, { try x.unsliced($0, slices) })])
  }

  /// The entries of an axis that `indices` names; see ``Tensor/gathered(_:axis:)``.
  public func gathered(_ indices: [Int], axis: Int = 0) throws -> Variable {
    let x = value
    return .record("gather", try x.gathered(indices, axis: axis), [
      (self, { try x.scattered($0, indices, axis: axis) })
    ])
  }

  /// Variables behind each other along an axis; see ``Tensor/concatenated(_:axis:)``.
  public static func concatenated(_ variables: [Variable], axis: Int = 0) throws -> Variable {
    let value = try Tensor.concatenated(variables.map(\.value), axis: axis)
    let axis = try Shapes.axis(axis, of: value.shape)
    var edges: [Edge] = []
    var start = 0
    for variable in variables {
      let end = start + variable.shape[axis]
      let part = [AxisSlice](repeating: .all, count: axis) + [.range(start, end)]
      edges.append((variable, { try $0.sliced(part) }))
      start = end
    }
    return .record("concatenate", value, edges)
  }

  /// Variables of one shape along a new axis; see ``Tensor/stacked(_:axis:)``.
  public static func stacked(_ variables: [Variable], axis: Int = 0) throws -> Variable {
    let (shape, position) = try Tensor.stackedShape(variables.map(\.value), axis: axis)
    return try concatenated(variables.map { try $0.reshaped(shape) }, axis: position)
  }
}
