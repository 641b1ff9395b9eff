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

  /// Elements of `a` where `chosen` says so and of `b` elsewhere; all have one shape. Each gradient
  /// goes where its element came from.
  public static func choosing(_ chosen: [Bool], _ a: Variable, _ b: Variable) -> Variable {
    let zeros = Tensor.zeros(like: a.value)
    return .record("where", a.value.selected(chosen, otherwise: b.value), [
      (a, { $0.selected(chosen, otherwise: zeros) }),
      (b, { zeros.selected(chosen, otherwise: $0) }),
    ])
  }

  /// This with the elements at `places`, counted in row-major order and no two equal, replaced by
  /// those of `part`; gradients flow into both.
  /// - Throws: `.index` for a place outside the tensor.
  public func replacing(_ places: [Int], with part: Variable) throws -> Variable {
    let flat = try value.reshaped([value.count])
    let shape = part.shape
    let spread = try flat.scattered(part.value.reshaped([places.count]), places, axis: 0)
    var isReplaced = [Bool](repeating: false, count: value.count)
    for place in places { isReplaced[place] = true }
    let (replaced, zeros) = (isReplaced, Tensor.zeros(like: value))
    let result = try spread.reshaped(self.shape).selected(replaced, otherwise: value)
    return .record("assignment", result, [
      (self, { zeros.selected(replaced, otherwise: $0) }),
      (part, { try $0.reshaped([$0.count]).gathered(places).reshaped(shape) }),
    ])
  }
}
