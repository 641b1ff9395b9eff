/// A tensor whose last axis is the one to be reduced, and how to dress the result again.
struct ReducedAxes {
  /// The elements with the reduced axes last.
  private let moved: Tensor
  let rows: Int
  let width: Int
  /// The result's shape without the reduced axes, and with them as 1.
  private let shape: [Int]
  private let keptShape: [Int]

  init(_ tensor: Tensor, _ axes: [Int]?) throws {
    let reduced = try Shapes.axes(axes, of: tensor.shape)
    let kept = tensor.shape.indices.filter { !reduced.contains($0) }
    moved = try tensor.permuted(kept + reduced)
    shape = kept.map { tensor.shape[$0] }
    keptShape = tensor.shape.indices.map { reduced.contains($0) ? 1 : tensor.shape[$0] }
    rows = try Tensor.elementCount(shape)
    width = rows == 0 ? 0 : tensor.count / rows
  }

  /// One number per row.
  func map(keepDims: Bool, _ body: (Row) -> Double) -> Tensor {
    let target = keepDims ? keptShape : shape
    if moved.exact != nil { return Tensor(unchecked: target, collect(body)) }
    return Tensor(unchecked: target, collect { Float(body($0)) })
  }

  /// `body` of every row, in order.
  func collect<Result>(_ body: (Row) -> Result) -> [Result] {
    if let exact = moved.exact { return collect(exact, Row.double, body) }
    return collect(moved.data, Row.single, body)
  }

  private func collect<R: Real, Result>(
    _ elements: [R], _ row: (UnsafePointer<R>, Int) -> Row, _ body: (Row) -> Result
  ) -> [Result] {
    elements.withUnsafeBufferPointer { source in
      // An empty array may have no address; its rows have no elements either.
      withUnsafePointer(to: R(0)) { nothing in
        let base = source.baseAddress ?? nothing
        return (0..<rows).map { body(row(base + $0 * width, width)) }
      }
    }
  }

  /// - Throws: `.value` when a row would be empty.
  func checkNotEmpty(_ name: String, _ tensor: Tensor) throws {
    guard rows == 0 || width > 0 else {
      throw EngineError(
        .value, "the \(name) of no elements does not exist; the shape is \(tensor.shape)")
    }
  }
}
