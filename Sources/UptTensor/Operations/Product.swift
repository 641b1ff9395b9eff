extension Tensor {
  /// The matrix product `a @ b`.
  ///
  /// - Two vectors give their inner product; a vector beside a matrix is a row on the left and a
  ///   column on the right, and the axis it lacks is missing in the result.
  /// - Axes before the last two are broadcast against each other.
  /// - Throws: `.shape` naming both shapes and the sizes that differ; `.memory`.
  public func matmul(_ other: Tensor) throws -> Tensor {
    let plan = try ProductPlan(shape, other.shape)
    return try Tensor.product(reshaped(plan.a), other.reshaped(plan.b)).reshaped(plan.result)
  }

  /// op(a) op(b) for matrices with broadcast leading axes, where op transposes if asked to.
  static func product(
    _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false
  ) throws -> Tensor {
    let plan = try BatchedProduct(a.shape, transposeA, b.shape, transposeB)
    if a.isExact(with: b) {
      return Tensor(unchecked: plan.shape, try plan.run(a.doubles, b.doubles))
    }
    return Tensor(unchecked: plan.shape, try plan.run(a.data, b.data))
  }
}

/// How a product's operands are read as matrices, and the shape of its result.
struct ProductPlan {
  /// The operands' shapes with at least two axes.
  let a: [Int]
  let b: [Int]
  /// The result as a matrix, and as the caller sees it.
  let matrices: [Int]
  let result: [Int]

  init(_ left: [Int], _ right: [Int]) throws {
    guard !left.isEmpty, !right.isEmpty else {
      throw EngineError(
        .shape, "\(left) @ \(right): a scalar has no axis to multiply along",
        hint: "* multiplies by a scalar")
    }
    var first = left.count == 1 ? [1, left[0]] : left
    let second = right.count == 1 ? [right[0], 1] : right
    let inner = first[first.count - 1]
    let facing = second[second.count - 2]
    guard inner == facing else {
      throw EngineError(
        .shape, "\(left) @ \(right): the inner sizes \(inner) and \(facing) differ",
        hint: ProductPlan.hint(left, right))
    }
    var batch = try ProductPlan.batch(left, right)
    let columns = second[second.count - 1]
    var rows = [first[first.count - 2]]
    var visible = batch + (left.count == 1 ? [] : rows) + (right.count == 1 ? [] : [columns])
    if second.count == 2, first.count > 2 {
      // One matrix for the whole batch: a single product over all rows.
      rows = [try Tensor.elementCount(Array(first.dropLast()))]
      first = [rows[0], inner]
      visible = Array(left.dropLast()) + (right.count == 1 ? [] : [columns])
      batch = []
    }
    (a, b) = (first, second)
    matrices = batch + rows + [columns]
    result = visible
  }

  private static func batch(_ left: [Int], _ right: [Int]) throws -> [Int] {
    do {
      return try Shapes.broadcast(
        Array(left.dropLast(2)), Array(right.dropLast(2)), for: "@")
    } catch let error as EngineError where error.kind == .shape {
      throw EngineError(
        .shape, "\(left) @ \(right): the axes before the last two cannot be broadcast")
    }
  }

  /// A transpose that would make the operands fit.
  private static func hint(_ left: [Int], _ right: [Int]) -> String? {
    if right.count == 2, right[1] == left[left.count - 1] {
      return "the right operand's .T is \(Array(right.reversed()))"
    }
    if left.count == 2, left[0] == right[max(right.count - 2, 0)] {
      return "the left operand's .T is \(Array(left.reversed()))"
    }
    return nil
  }
}
