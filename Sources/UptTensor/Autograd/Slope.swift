/// Several numbers as one, so that differences of it can be taken.
public struct Measure: Sendable {
  /// The weighted sum.
  public let sum: Double
  /// The sum of the sizes, which tells how far rounding can have moved it.
  public let size: Double

  /// The sum of `values` with as many weights.
  public init(_ values: [Double], _ weights: [Float]) {
    var sum = 0.0
    var size = 0.0
    for (value, weight) in zip(values, weights) {
      sum += value * Double(weight)
      size += abs(value * Double(weight))
    }
    self.sum = sum
    self.size = size
  }
}

/// A derivative by finite differences, and how far rounding can have moved it.
public struct Slope: Sendable {
  public let value: Double
  public let rounding: Double

  init(value: Double, rounding: Double) {
    self.value = value
    self.rounding = rounding
  }

  /// The derivative at offset 0 with an error of order step⁴: central differences of two steps,
  /// extrapolated (Richardson 1911).
  public init(
    step: Double, _ precision: GradCheck.Precision, _ measure: (Double) throws -> Measure
  ) rethrows {
    func difference(_ h: Double) throws -> Slope {
      let (above, below) = (try measure(h), try measure(-h))
      return Slope(
        value: (above.sum - below.sum) / (2 * h),
        rounding: (above.size + below.size) * precision.unit / (2 * h))
    }
    let (near, far) = (try difference(step / 2), try difference(step))
    value = (4 * near.value - far.value) / 3
    rounding = (4 * near.rounding + far.rounding) / 3
  }

  /// How far `analytic` is from this, beyond rounding and relative to the larger of both and
  /// `floor`; infinite where one of them is not a number, so that it is never the smaller error.
  public func relativeError(_ analytic: Double, floor: Double) -> Double {
    guard analytic.isFinite, value.isFinite else { return .infinity }
    let error = abs(analytic - value) - rounding
    return error <= 0 ? 0 : error / max(abs(analytic), abs(value), floor)
  }
}

extension Tensor {
  /// The same with one element, counted in row-major order, moved by `offset`.
  public func moved(_ element: Int, by offset: Double) -> Tensor {
    var result = self
    guard data.indices.contains(element) else { return result }
    if var exact {
      exact[element] += offset
      return Tensor(unchecked: shape, exact)
    }
    result.data[element] = Float(Double(data[element]) + offset)
    return result
  }

  /// The index along every axis of an element counted in row-major order; empty if there is no
  /// such element.
  public func index(of element: Int) -> [Int] {
    guard data.indices.contains(element) else { return [] }
    return zip(shape, Shapes.strides(shape)).map { size, stride in element / stride % size }
  }
}
