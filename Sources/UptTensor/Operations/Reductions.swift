/// A tensor whose last axis is the one to be reduced, and how to dress the result again.
struct ReducedAxes {
  /// The elements with the reduced axes last.
  let moved: Tensor
  let rows: Int
  let width: Int
  /// The result's shape without the reduced axes, and with them as 1.
  let shape: [Int]
  let keptShape: [Int]

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
  func map(keepDims: Bool, _ body: (UnsafePointer<Float>, Int) -> Float) -> Tensor {
    let values = [Float](unsafeUninitializedCapacity: rows) { out, initialized in
      moved.data.withUnsafeBufferPointer { source in
        // An empty array may have no address; its rows have no elements either.
        withUnsafePointer(to: Float(0)) { nothing in
          let base = source.baseAddress ?? nothing
          for row in 0..<rows { out[row] = body(base + row * width, width) }
        }
      }
      initialized = rows
    }
    return Tensor(unchecked: keepDims ? keptShape : shape, values)
  }

  /// - Throws: `.value` when a row would be empty.
  func checkNotEmpty(_ name: String, _ tensor: Tensor) throws {
    guard rows == 0 || width > 0 else {
      throw EngineError(
        .value, "the \(name) of no elements does not exist; the shape is \(tensor.shape)")
    }
  }
}

/// The sum of f over a row in double precision, with four partial sums in a fixed order.
@inline(__always)
func preciseSum(_ x: UnsafePointer<Float>, _ count: Int, _ f: (Double) -> Double) -> Double {
  var s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0
  var i = 0
  while i &+ 4 <= count {
    s0 += f(Double(x[i]))
    s1 += f(Double(x[i &+ 1]))
    s2 += f(Double(x[i &+ 2]))
    s3 += f(Double(x[i &+ 3]))
    i &+= 4
  }
  while i < count {
    s0 += f(Double(x[i]))
    i &+= 1
  }
  return (s0 + s2) + (s1 + s3)
}

/// Reductions take `axes` counted from the start or, negative, from the end; nil means all of
/// them, and gives a scalar. `keepDims` leaves the reduced axes in place with size 1. All throw
/// `.index` for an axis that does not exist.
extension Tensor {
  /// Accumulated in double precision; the sum of nothing is 0.
  public func sum(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    try ReducedAxes(self, axes).map(keepDims: keepDims) { x, width in
      Float(preciseSum(x, width) { $0 })
    }
  }

  /// - Throws: `.value` for the mean of nothing.
  public func mean(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("mean", self)
    return plan.map(keepDims: keepDims) { x, width in
      Float(preciseSum(x, width) { $0 } / Double(width))
    }
  }

  /// Squared deviations from the mean, summed and divided by their number less `correction`.
  /// - Throws: `.value` when there are not more than `correction` elements.
  public func variance(
    axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
  ) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("variance", self)
    guard plan.rows == 0 || correction < plan.width else {
      throw EngineError(
        .value, "the variance of \(Shapes.counted(plan.width, "element", "elements")) with a "
          + "correction of \(correction) does not exist")
    }
    return plan.map(keepDims: keepDims) { x, width in
      let mean = preciseSum(x, width) { $0 } / Double(width)
      return Float(
        preciseSum(x, width) { ($0 - mean) * ($0 - mean) } / (Double(width) - Double(correction)))
    }
  }

  /// The square root of ``variance(axes:correction:keepDims:)``.
  public func standardDeviation(
    axes: [Int]? = nil, correction: Int = 0, keepDims: Bool = false
  ) throws -> Tensor {
    try variance(axes: axes, correction: correction, keepDims: keepDims).apply(.sqrt)
  }

  /// NaN where an element is NaN.
  /// - Throws: `.value` for the maximum of nothing.
  public func max(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("maximum", self)
    return plan.map(keepDims: keepDims) { x, width in x[Tensor.indexOfLargest(x, width)] }
  }

  /// NaN where an element is NaN.
  /// - Throws: `.value` for the minimum of nothing.
  public func min(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("minimum", self)
    return plan.map(keepDims: keepDims) { x, width in
      var best = x[0]
      for i in 0..<width where x[i] < best || x[i].isNaN { best = x[i] }
      return best
    }
  }

  /// Where the largest element is along `axis`, or among all in row-major order; the first of
  /// several. Results are tensors, exact up to 2²⁴; ``largestIndices(axis:)`` gives integers.
  public func argmax(axis: Int? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axis.map { [$0] })
    try plan.checkNotEmpty("maximum", self)
    return plan.map(keepDims: keepDims) { x, width in Float(Tensor.indexOfLargest(x, width)) }
  }

  /// ``argmax(axis:keepDims:)`` as integers, in row-major order.
  public func largestIndices(axis: Int? = nil) throws -> [Int] {
    let plan = try ReducedAxes(self, axis.map { [$0] })
    try plan.checkNotEmpty("maximum", self)
    return plan.moved.data.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return [] }
      return (0..<plan.rows).map { Tensor.indexOfLargest(base + $0 * plan.width, plan.width) }
    }
  }

  /// The Euclidean length: the root of the sum of squares.
  public func norm(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    try ReducedAxes(self, axes).map(keepDims: keepDims) { x, width in
      Float(preciseSum(x, width) { $0 * $0 }.squareRoot())
    }
  }

  /// The first largest element, or the first NaN.
  private static func indexOfLargest(_ x: UnsafePointer<Float>, _ count: Int) -> Int {
    var best = 0
    for i in 0..<count {
      if x[i].isNaN { return i }
      if x[i] > x[best] { best = i }
    }
    return best
  }
}
