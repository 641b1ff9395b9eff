/// Products of matrices with broadcast leading axes, cut into tasks.
///
/// Rows are cut into blocks of a fixed size, so that the result does not depend on threads.
struct BatchedProduct {
  /// The result's shape.
  let shape: [Int]
  private let count: Int
  private let transposeA: Bool
  private let transposeB: Bool
  private let (m, n, k): (Int, Int, Int)
  /// The sizes of a row as it is stored.
  private let (columnsA, columnsB): (Int, Int)
  /// Where the matrices of the broadcast batch start in each operand.
  private let (offsetsA, offsetsB): ([Int], [Int])

  /// Rows of one task.
  private static let blockRows = 256

  /// - Throws: `.shape` when the leading axes cannot be broadcast, `.memory`.
  init(_ a: [Int], _ transposeA: Bool, _ b: [Int], _ transposeB: Bool) throws {
    let batch = try Shapes.broadcast(Array(a.dropLast(2)), Array(b.dropLast(2)), for: "@")
    let (rowsA, rowsB) = (a[a.count - 2], b[b.count - 2])
    (columnsA, columnsB) = (a[a.count - 1], b[b.count - 1])
    (m, k) = transposeA ? (columnsA, rowsA) : (rowsA, columnsA)
    n = transposeB ? rowsB : columnsB
    let limit = Int(Int32.max)
    guard columnsA <= limit, columnsB <= limit, rowsB <= limit, k <= limit else {
      throw EngineError(.memory, "\(a) @ \(b): a size is larger than \(limit)")
    }
    self.transposeA = transposeA
    self.transposeB = transposeB
    shape = batch + [m, n]
    count = try Tensor.elementCount(shape)
    let isEmpty = count == 0 || k == 0
    offsetsA = isEmpty ? [] : BatchedProduct.offsets(a, batch)
    offsetsB = isEmpty ? [] : BatchedProduct.offsets(b, batch)
  }

  private static func offsets(_ shape: [Int], _ batch: [Int]) -> [Int] {
    let own = Array(shape.dropLast(2))
    let size = shape[shape.count - 2] * shape[shape.count - 1]
    let loop = StridedLoop(shape: batch, strides: [Shapes.strides(own, broadcastTo: batch)])
    var offsets: [Int] = []
    loop.forEachRun(from: [0]) { start, _ in
      for i in 0..<loop.runLength { offsets.append((start[0] + i * loop.runStride(0)) * size) }
    }
    return offsets
  }

  /// The elements of the product.
  /// - Throws: what stops the work in parallel.
  func run<R: Real>(_ a: [R], _ b: [R]) throws -> [R] {
    var result = [R](repeating: 0, count: count)
    let blocks = (m + BatchedProduct.blockRows - 1) / BatchedProduct.blockRows
    let tasks = offsetsA.count * blocks
    try a.withUnsafeBufferPointer { a in
      try b.withUnsafeBufferPointer { b in
        try result.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          let multiply = { (task: Int) in
            let (index, row) = (task / blocks, task % blocks * BatchedProduct.blockRows)
            R.product(
              transposeA: transposeA, transposeB: transposeB,
              m: min(BatchedProduct.blockRows, m - row), n: n, k: k,
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
}
