/// Compares gradients with central finite differences.
///
/// Values are single precision, so a difference of two of them has few digits. Four things keep
/// the noise down: results of several elements are compared before they are summed, in double
/// precision; the step is large and its leading error is removed by Richardson extrapolation;
/// errors are relative to the largest gradient where the gradient itself is much smaller; and
/// what rounding the results explains does not count.
public enum GradCheck {
  /// How far a gradient is from the finite differences, and where it is farthest.
  public struct Report: Sendable {
    /// (|analytic − numeric| − rounding) / max(|analytic|, |numeric|, floor · largest gradient).
    public var largestError: Double
    /// The index of that element in the argument; nil for an empty argument.
    public var index: [Int]?
    public var analytic: Double
    public var numeric: Double
  }

  /// The step, for arguments around 1; larger arguments take proportionally larger steps.
  public static let step = 0x1p-5
  /// Gradients below this share of the largest one are judged as if they had that size.
  public static let floor = 0.1

  /// Checks the gradient of `function` at `point`, element by element.
  ///
  /// A result of several elements is reduced to a number with fixed random weights.
  /// - Throws: what `function` throws; `.value` where it is not finite.
  public static func check(
    _ function: (Variable) throws -> Variable, at point: Tensor
  ) throws -> Report {
    let (gradient, weights) = try analytic(function, at: point)
    var numeric: [Slope] = []
    numeric.reserveCapacity(point.count)
    for element in point.data.indices {
      let h = step * max(1, Double(abs(point.data[element])))
      numeric.append(
        try slope(function, weights, h) { offset in
          var moved = point
          moved.data[element] = Float(Double(point.data[element]) + offset)
          return moved
        })
    }
    return compare(gradient, numeric)
  }

  /// Checks the derivative of `function` at `point` along one random direction: one number that
  /// every element contributes to, at the price of a few evaluations.
  public static func checkDirection(
    _ function: (Variable) throws -> Variable, at point: Tensor, seed: Int = 0
  ) throws -> Report {
    let (gradient, weights) = try analytic(function, at: point)
    var random = Random(seed, "gradcheck direction")
    var direction = point.data.map { _ in random.normal() }
    let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for i in direction.indices { direction[i] /= max(length, 1e-30) }
    let numeric = try slope(function, weights, step) { offset in
      var moved = point
      for i in direction.indices {
        moved.data[i] = Float(Double(point.data[i]) + offset * direction[i])
      }
      return moved
    }
    let analytic = zip(gradient.data, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
    let size = gradient.data.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    let error = relativeError(analytic, numeric, floor: floor * size)
    return Report(largestError: error, index: nil, analytic: analytic, numeric: numeric.value)
  }

  // MARK: - Steps of a check

  /// The gradient by backward pass, and the weights that reduce the result to a number.
  private static func analytic(
    _ function: (Variable) throws -> Variable, at point: Tensor
  ) throws -> (gradient: Tensor, weights: Tensor) {
    let input = Variable(point, requiresGradient: true)
    let result = try function(input)
    var random = Random(0, "gradcheck weights")
    var weights = Tensor.ones(like: result.value)
    if weights.count > 1 {
      for i in weights.data.indices { weights.data[i] = Float(random.uniform(0.5, 1.5)) }
      for i in weights.data.indices where random.uniform() < 0.5 { weights.data[i] *= -1 }
    }
    let gradients = try Variable.backward(seeds: [(result, weights)], keeping: [input])
    return (gradients.gradient(of: input), weights)
  }

  /// A finite difference, and how far rounding the results can have moved it.
  private struct Slope {
    let value: Double
    let rounding: Double
  }

  /// The derivative at offset 0 with an error of order h⁴.
  private static func slope(
    _ function: (Variable) throws -> Variable, _ weights: Tensor, _ h: Double,
    _ move: (Double) -> Tensor
  ) throws -> Slope {
    func difference(_ h: Double) throws -> Slope {
      let above = try function(Variable(move(h))).value
      let below = try function(Variable(move(-h))).value
      guard above.shape == weights.shape, below.shape == weights.shape else {
        throw EngineError(
          .shape, "the result's shape changes near this point: \(weights.shape), \(above.shape)")
      }
      var sum = 0.0
      var size = 0.0
      for i in weights.data.indices {
        let (weight, a, b) = (Double(weights.data[i]), Double(above.data[i]), Double(below.data[i]))
        sum += weight * (a - b)
        size += abs(weight) * (abs(a) + abs(b))
      }
      guard sum.isFinite else {
        throw EngineError(.value, "the function is not finite near this point")
      }
      return Slope(value: sum / (2 * h), rounding: size * 0x1p-24 / (2 * h))
    }
    let (near, far) = (try difference(h / 2), try difference(h))
    return Slope(
      value: (4 * near.value - far.value) / 3, rounding: (4 * near.rounding + far.rounding) / 3)
  }

  private static func compare(_ gradient: Tensor, _ numeric: [Slope]) -> Report {
    let analytic = gradient.data.map { Double($0) }
    let largest = zip(analytic, numeric).reduce(0) { max($0, abs($1.0), abs($1.1.value)) }
    var report = Report(largestError: 0, index: nil, analytic: 0, numeric: 0)
    for i in analytic.indices {
      let error = relativeError(analytic[i], numeric[i], floor: floor * largest)
      guard report.index == nil || error > report.largestError else { continue }
      let strides = Shapes.strides(gradient.shape)
      report = Report(
        largestError: error,
        index: gradient.shape.indices.map { i / strides[$0] % gradient.shape[$0] },
        analytic: analytic[i], numeric: numeric[i].value)
    }
    return report
  }

  /// Infinite where the gradient is not a number, so that it is never the smaller error.
  private static func relativeError(_ a: Double, _ slope: Slope, floor: Double) -> Double {
    let b = slope.value
    guard a.isFinite, b.isFinite else { return .infinity }
    let error = abs(a - b) - slope.rounding
    return error <= 0 ? 0 : error / max(abs(a), abs(b), floor)
  }
}
