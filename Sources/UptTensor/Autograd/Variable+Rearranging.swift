/// Operations that take the entries of an axis in another order, several times, or in parts. They
/// are made of gathers and slices, so gradients flow back to where the entries came from.
extension Variable {
  /// The entries that `order`, made from the value of this variable, puts first in their rows.
  public func ordered(by order: RowOrder) throws -> Variable {
    try reshaped([value.count]).gathered(order.places).reshaped(order.shape)
  }

  /// The entries of an axis from the last to the first.
  public func flipped(axis: Int) throws -> Variable {
    let axis = try Shapes.axis(axis, of: shape)
    return try gathered((0..<shape[axis]).reversed(), axis: axis)
  }

  /// Every entry of an axis `count` times, one after the other, as NumPy's `repeat`.
  /// - Throws: `.value` for a negative count, `.index`, `.memory`.
  public func repeated(_ count: Int, axis: Int) throws -> Variable {
    let axis = try Shapes.axis(axis, of: shape)
    guard count >= 0 else {
      throw EngineError(.value, "entries cannot be repeated \(count) times")
    }
    _ = try Tensor.elementCount(shape + [count])
    return try gathered(
      (0..<shape[axis]).flatMap { repeatElement($0, count: count) }, axis: axis)
  }

  /// The sizes of so many equal parts of an axis.
  /// - Throws: `.shape` when its size is not a multiple of `count`; `.index`.
  public func equalParts(_ count: Int, axis: Int) throws -> [Int] {
    let axis = try Shapes.axis(axis, of: shape)
    guard count > 0, count <= Swift.max(shape[axis], 1), shape[axis] % count == 0 else {
      throw EngineError(
        .shape, "axis \(axis) of the shape \(shape) cannot be cut into \(count) equal parts",
        hint: "a list of sizes makes unequal ones")
    }
    return [Int](repeating: shape[axis] / count, count: count)
  }

  /// Consecutive parts of an axis, of these sizes.
  /// - Throws: `.shape` when they do not add up to the size of the axis; `.index`.
  public func split(_ sizes: [Int], axis: Int) throws -> [Variable] {
    let axis = try Shapes.axis(axis, of: shape)
    var ends: [Int] = []
    var end = 0
    for size in sizes where size >= 0 && size <= shape[axis] - end {
      end += size
      ends.append(end)
    }
    guard ends.count == sizes.count, end == shape[axis] else {
      throw EngineError(
        .shape, "axis \(axis) of the shape \(shape) has "
          + "\(Shapes.counted(shape[axis], "entry", "entries")), which parts of \(sizes) are not")
    }
    let whole = [AxisSlice](repeating: .all, count: axis)
    return try zip([0] + ends, ends).map { try sliced(whole + [.range($0, $1)]) }
  }
}
