/// Arithmetic on shapes: axes, strides and NumPy's broadcasting rule.
public enum Shapes {
  /// Row-major strides. Products wrap where the tensor is empty and they do not matter.
  static func strides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] &* shape[axis + 1]
    }
    return strides
  }

  /// The strides with which a tensor of `shape` is read as one of the shape `target`.
  static func strides(_ shape: [Int], broadcastTo target: [Int]) -> [Int] {
    let own = strides(shape)
    let extra = target.count - shape.count
    return target.indices.map { axis in
      axis < extra || shape[axis - extra] == 1 ? 0 : own[axis - extra]
    }
  }

  /// The shape two operands have in common: axes are aligned at the end and sizes of 1 stretch.
  /// - Parameter operation: how the message names the operation, such as `+`.
  /// - Throws: `.shape` naming both shapes and the axis that disagrees; `.memory`.
  public static func broadcast(_ a: [Int], _ b: [Int], for operation: String) throws -> [Int] {
    let rank = max(a.count, b.count)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let sizeA = axis < rank - a.count ? 1 : a[axis - (rank - a.count)]
      let sizeB = axis < rank - b.count ? 1 : b[axis - (rank - b.count)]
      guard sizeA == sizeB || sizeA == 1 || sizeB == 1 else {
        throw EngineError(
          .shape, "\(a) \(operation) \(b): the sizes \(sizeA) and \(sizeB) differ",
          hint: broadcastHint(a, b))
      }
      result[axis] = sizeA == 1 ? sizeB : sizeA
    }
    _ = try Tensor.elementCount(result)
    return result
  }

  private static func broadcastHint(_ a: [Int], _ b: [Int]) -> String {
    if a.count == 2, b.count == 2, a == b.reversed() {
      return "the right operand's .T is \(a)"
    }
    if a.count == 2, b.count == 1, a[0] == b[0] {
      return "a column for every row is reshape([\(b[0]), 1])"
    }
    return "shapes are aligned at their last axes; sizes must be equal, or one of them 1"
  }

  /// An axis counted from the start; -1 is the last.
  /// - Throws: `.index` when the tensor has no such axis.
  static func axis(_ axis: Int, of shape: [Int]) throws -> Int {
    let rank = shape.count
    guard axis >= -rank, axis < rank else {
      throw EngineError(
        .index, "axis \(axis) does not exist: the shape \(shape) has "
          + counted(rank, "axis", "axes"),
        hint: rank > 0 ? "axes go from 0 to \(rank - 1), or from -\(rank) to -1" : nil)
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Distinct axes in ascending order; nil means all of them.
  static func axes(_ axes: [Int]?, of shape: [Int]) throws -> [Int] {
    guard let axes else { return Array(shape.indices) }
    let sorted = try axes.map { try axis($0, of: shape) }.sorted()
    for (a, b) in zip(sorted, sorted.dropFirst()) where a == b {
      throw EngineError(.index, "axis \(a) is named twice in \(axes)")
    }
    return sorted
  }

  /// An entry of an axis counted from the start; -1 is the last.
  static func entry(_ index: Int, axis: Int, of shape: [Int]) throws -> Int {
    let size = shape[axis]
    guard index >= -size, index < size else {
      throw EngineError(
        .index, "index \(index) is outside axis \(axis) of the shape \(shape), "
          + "which has \(counted(size, "entry", "entries"))",
        hint: size > 0 ? "entries go from 0 to \(size - 1), or from -\(size) to -1" : nil)
    }
    return index < 0 ? index + size : index
  }

  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}
