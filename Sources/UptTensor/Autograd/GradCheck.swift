/// Compares gradients with central finite differences.
///
/// The function is computed in double precision, forward and backward, so that a right derivative
/// agrees to eight digits and more. Where an operation on the way knows single precision only,
/// such as a pass through an encoder, everything is, and the judgement is looser.
///
/// What keeps the differences accurate: results of several elements are compared before they are
/// summed; the leading error of a step is removed by Richardson extrapolation; an element that
/// does not agree is looked at with smaller steps; errors are relative to the largest gradient
/// where the gradient itself is much smaller; and what rounding the results explains does not
/// count.
public enum GradCheck {
  /// How far a gradient is from the finite differences, and where it is farthest.
  public struct Report: Sendable {
    /// (|analytic − numeric| − rounding) / max(|analytic|, |numeric|, floor · largest gradient).
    public var largestError: Double
    /// The position of that element in row-major order; nil for an empty argument.
    public var element: Int?
    public var analytic: Double
    public var numeric: Double
    public var precision: Precision
    /// Whether the derivatives are those of a result of several elements, summed with ``weights``.
    public var isWeighted: Bool

    /// Whether the gradient is right, as far as can be told.
    public var passes: Bool { largestError <= precision.tolerance }
  }

  /// What the function was computed in.
  public enum Precision: Sendable {
    case single
    case double

    /// The largest relative error of a gradient that counts as right.
    public var tolerance: Double { self == .double ? 1e-6 : 1e-2 }
    /// The steps to try, largest first, for arguments around 1; larger arguments take
    /// proportionally larger steps.
    public var steps: [Double] { self == .double ? [0x1p-10, 0x1p-14, 0x1p-18] : [0x1p-5] }
    /// Half the distance between neighbouring numbers around 1.
    var unit: Double { self == .double ? 0x1p-53 : 0x1p-24 }
  }

  /// Gradients below this share of the largest one are judged as if they had that size.
  public static let floor = 0.1

  /// Checks the gradient of `function` at `point`, element by element.
  ///
  /// A result of several elements is reduced to a number with fixed random weights.
  /// - Throws: what `function` throws; `.value` where it is not finite.
  public static func check(
    _ function: @escaping (Variable) throws -> Variable, at point: Tensor
  ) throws -> Report {
    let subject = try Subject(function, at: point)
    let analytic = subject.gradient.doubles
    let slopes = try analytic.indices.map { element in
      let scale = max(1, abs(subject.point.doubles[element]))
      return try subject.slope(analytic[element], scale) { offset in
        subject.point.moved(element, by: offset)
      }
    }
    let largest = zip(analytic, slopes).reduce(0.0) { max($0, abs($1.0), abs($1.1.value)) }
    var report = Report(
      largestError: 0, element: nil, analytic: 0, numeric: 0, precision: subject.precision,
      isWeighted: subject.isWeighted)
    for i in analytic.indices {
      let error = slopes[i].relativeError(analytic[i], floor: floor * largest)
      guard report.element == nil || error > report.largestError else { continue }
      report.largestError = error
      report.element = i
      report.analytic = analytic[i]
      report.numeric = slopes[i].value
    }
    return report
  }

  /// Checks the derivative of `function` at `point` along one random direction: one number that
  /// every element contributes to, at the price of a few evaluations.
  public static func checkDirection(
    _ function: @escaping (Variable) throws -> Variable, at point: Tensor, seed: Int = 0
  ) throws -> Report {
    let subject = try Subject(function, at: point)
    var random = Random(seed, "gradcheck direction")
    var direction = point.data.map { _ in random.normal() }
    let length = direction.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
    for i in direction.indices { direction[i] /= max(length, 1e-30) }
    let analytic = zip(subject.gradient.doubles, direction).reduce(0.0) { $0 + $1.0 * $1.1 }
    let slope = try subject.slope(analytic, 1) { offset in
      direction.indices.reduce(subject.point) { $0.moved($1, by: offset * direction[$1]) }
    }
    return Report(
      largestError: slope.relativeError(analytic, floor: floor * subject.size), element: nil,
      analytic: analytic, numeric: slope.value, precision: subject.precision,
      isWeighted: subject.isWeighted)
  }

  /// The weights that reduce a result of `count` elements to a number: of both signs, and of
  /// similar size.
  public static func weights(_ count: Int) -> [Float] {
    guard count > 1 else { return [Float](repeating: 1, count: count) }
    var random = Random(0, "gradcheck weights")
    return (0..<count).map { _ in
      let size = Float(random.uniform(0.5, 1.5))
      return random.uniform() < 0.5 ? -size : size
    }
  }
}

/// A function at a point, with its gradient by backward pass.
private struct Subject {
  let function: (Variable) throws -> Variable
  let point: Tensor
  let precision: GradCheck.Precision
  let gradient: Tensor
  /// The length of the gradient.
  let size: Double
  private let weights: Tensor
  var isWeighted: Bool { weights.count > 1 }

  init(_ function: @escaping (Variable) throws -> Variable, at point: Tensor) throws {
    var input = Variable(point.inDoublePrecision, requiresGradient: true)
    var result = try function(input)
    precision = result.isExact ? .double : .single
    if precision == .single {
      input = Variable(point, requiresGradient: true)
      result = try function(input)
    }
    self.function = function
    self.point = input.value
    weights = Tensor(unchecked: result.shape, GradCheck.weights(result.value.count))
    let gradients = try Variable.backward(seeds: [(result, weights)], keeping: [input])
    gradient = gradients.gradient(of: input)
    size = gradient.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// The derivative along a path through the point, with the step that brings it nearest to
  /// `analytic`: a right derivative agrees with some step, a wrong one with none.
  func slope(
    _ analytic: Double, _ scale: Double, _ move: (Double) -> Tensor
  ) throws -> Slope {
    var best: (slope: Slope, error: Double)?
    for step in precision.steps {
      let slope = try Slope(step: step * scale, precision) { try measure(move($0)) }
      let error = slope.relativeError(analytic, floor: GradCheck.floor * size)
      if error < best?.error ?? .infinity { best = (slope, error) }
      if error <= precision.tolerance / 100 { break }
    }
    return best?.slope ?? Slope(value: .nan, rounding: 0)
  }

  private func measure(_ point: Tensor) throws -> Measure {
    let value = try function(Variable(point)).value
    guard value.shape == weights.shape else {
      throw EngineError(
        .shape, "the result's shape changes near this point: \(weights.shape), \(value.shape)")
    }
    let measure = Measure(value.doubles, weights.data)
    guard measure.sum.isFinite else {
      throw EngineError(.value, "the function is not finite near this point")
    }
    return measure
  }
}

extension Variable {
  /// Whether this was computed in double precision, and all that gradients flow through.
  public var isExact: Bool {
    value.exact != nil && Variable.order([self]).allSatisfy { $0.value.exact != nil }
  }
}
