extension Tensor {
  /// The matrix product `a @ b`.
  ///
  /// - Two vectors give their inner product; a vector beside a matrix is a row on the left and a
  ///   column on the right, and the axis it lacks is missing in the result.
  /// - Axes before the last two are broadcast against each other.
  /// - Throws: `.shape` naming both shapes and the sizes that differ; `.memory`.
  public func matmul(_ other: Tensor) throws -> Tensor {
    let plan = try ProductPlan(shape, other.shape)
    let result = try Tensor.product(
      Tensor(unchecked: plan.a, data), Tensor(unchecked: plan.b, other.data))
    return Tensor(unchecked: plan.result, result.data)
  }

  /// op(a) op(b) for matrices with broadcast leading axes, where op transposes if asked to.
  ///
  /// Rows are cut into blocks of a fixed size, so that the result does not depend on threads.
  static func product(
    _ a: Tensor, transposeA: Bool = false, _ b: Tensor,
    transposeB: Bool = false
  ) throws -> Tensor {
    let batch = try Shapes.broadcast(
      Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)), for: "@")
    let (rowsA, columnsA) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (rowsB, columnsB) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let (m, k) = transposeA ? (columnsA, rowsA) : (rowsA, columnsA)
    let n = transposeB ? rowsB : columnsB
    let limit = Int(Int32.max)
    guard columnsA <= limit, columnsB <= limit, rowsB <= limit, k <= limit else {
      throw EngineError(.memory, "\(a.shape) @ \(b.shape): a size is larger than \(limit)")
    }
    var result = try Tensor(batch + [m, n], repeating: 0)
    guard result.count > 0, k > 0 else { return result }
    let offsetsA = blockOffsets(a, batch)
    let offsetsB = blockOffsets(b, batch)
    let blocks = (m + blockRows - 1) / blockRows
    let tasks = offsetsA.count * blocks
    try a.data.withUnsafeBufferPointer { a in
      try b.data.withUnsafeBufferPointer { b in
        try result.data.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          let multiply = { (task: Int) in
            let (index, row) = (task / blocks, task % blocks * blockRows)
            let rows = Swift.min(blockRows, m - row)
            BLAS.gemm(
              transposeA: transposeA, transposeB: transposeB, m: rows, n: n, k: k,
              a + offsetsA[index] + (transposeA ? row : row * columnsA), lda: columnsA,
              b + offsetsB[index], ldb: columnsB, c + (index * m + row) * n, ldc: n)
          }
          if tasks > 1, Double(m) * Double(n) * Double(k) * Double(offsetsA.count) > 1e6 {
            try Parallel.forEach(tasks, multiply)
          } else {
            for task in 0..<tasks { multiply(task) }
          }
        }
      }
    }
    return result
  }

  /// Rows of one task of a product.
  private static let blockRows = 256

  /// Where each matrix of the broadcast batch starts in `tensor`.
  private static func blockOffsets(_ tensor: Tensor, _ batch: [Int]) -> [Int] {
    let own = Array(tensor.shape.dropLast(2))
    let size = tensor.shape[tensor.rank - 2] * tensor.shape[tensor.rank - 1]
    let loop = StridedLoop(shape: batch, strides: [Shapes.strides(own, broadcastTo: batch)])
    var offsets: [Int] = []
    loop.forEachRun(from: [0]) { start, _ in
      for i in 0..<loop.runLength { offsets.append((start[0] + i * loop.runStride(0)) * size) }
    }
    return offsets
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
