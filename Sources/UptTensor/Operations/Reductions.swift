import Foundation

/// One row of a tensor's elements; whatever is computed from it is computed in double precision.
enum Row {
  case single(UnsafePointer<Float>, Int)
  case double(UnsafePointer<Double>, Int)

  var width: Int {
    switch self {
    case .single(_, let width), .double(_, let width): width
    }
  }

  subscript(position: Int) -> Double {
    switch self {
    case .single(let x, _): Double(x[position])
    case .double(let x, _): x[position]
    }
  }

  /// The sum of f over the row, with four partial sums in a fixed order.
  @inline(__always)
  func sum(_ f: (Double) -> Double) -> Double {
    switch self {
    case .single(let x, let width): Row.sum(x, width, f)
    case .double(let x, let width): Row.sum(x, width, f)
    }
  }

  @inline(__always)
  private static func sum<R: Real>(
    _ x: UnsafePointer<R>, _ count: Int, _ f: (Double) -> Double
  ) -> Double {
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

  /// Where the first largest element is, or the first NaN.
  var indexOfLargest: Int {
    switch self {
    case .single(let x, let width): Row.best(x, width, >)
    case .double(let x, let width): Row.best(x, width, >)
    }
  }

  /// Where the first smallest element is, or the first NaN.
  var indexOfSmallest: Int {
    switch self {
    case .single(let x, let width): Row.best(x, width, <)
    case .double(let x, let width): Row.best(x, width, <)
    }
  }

  @inline(__always)
  private static func best<R: Real>(
    _ x: UnsafePointer<R>, _ count: Int, _ isBetter: (R, R) -> Bool
  ) -> Int {
    var best = 0
    for i in 0..<count {
      if x[i].isNaN { return i }
      if isBetter(x[i], x[best]) { best = i }
    }
    return best
  }

  /// log Σ exp x, -infinity for an empty row.
  var logSumExp: Double {
    guard width > 0 else { return -.infinity }
    let shift = self[indexOfLargest]
    return shift + log(sum { exp($0 - shift) })
  }
}

/// Reductions take `axes` counted from the start or, negative, from the end; nil means all of
/// them, and gives a scalar. `keepDims` leaves the reduced axes in place with size 1. All throw
/// `.index` for an axis that does not exist.
extension Tensor {
  /// Accumulated in double precision; the sum of nothing is 0.
  public func sum(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    try ReducedAxes(self, axes).map(keepDims: keepDims) { $0.sum { $0 } }
  }

  /// - Throws: `.value` for the mean of nothing.
  public func mean(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("mean", self)
    return plan.map(keepDims: keepDims) { $0.sum { $0 } / Double($0.width) }
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
    return plan.map(keepDims: keepDims) { row in
      let mean = row.sum { $0 } / Double(row.width)
      return row.sum { ($0 - mean) * ($0 - mean) } / (Double(row.width) - Double(correction))
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
    return plan.map(keepDims: keepDims) { $0[$0.indexOfLargest] }
  }

  /// NaN where an element is NaN.
  /// - Throws: `.value` for the minimum of nothing.
  public func min(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axes)
    try plan.checkNotEmpty("minimum", self)
    return plan.map(keepDims: keepDims) { $0[$0.indexOfSmallest] }
  }

  /// Where the largest element is along `axis`, or among all in row-major order; the first of
  /// several. Results are tensors, exact up to 2²⁴; ``largestIndices(axis:)`` gives integers.
  public func argmax(axis: Int? = nil, keepDims: Bool = false) throws -> Tensor {
    let plan = try ReducedAxes(self, axis.map { [$0] })
    try plan.checkNotEmpty("maximum", self)
    return plan.map(keepDims: keepDims) { Double($0.indexOfLargest) }
  }

  /// ``argmax(axis:keepDims:)`` as integers, in row-major order.
  public func largestIndices(axis: Int? = nil) throws -> [Int] {
    let plan = try ReducedAxes(self, axis.map { [$0] })
    try plan.checkNotEmpty("maximum", self)
    return plan.collect(\.indexOfLargest)
  }

  /// The Euclidean length: the root of the sum of squares.
  public func norm(axes: [Int]? = nil, keepDims: Bool = false) throws -> Tensor {
    try ReducedAxes(self, axes).map(keepDims: keepDims) { $0.sum { $0 * $0 }.squareRoot() }
  }
}
