/// A function of one number, applied to every element: its values and its derivative in one place.
///
/// ``Tensor/apply(_:)`` and ``Variable/apply(_:)`` both read this table.
public struct Unary: Sendable {
  /// The name of the function in scripts and messages.
  public let name: String
  let single: Loops<Float>
  let double: Loops<Double>

  /// The function and its derivative over whole arrays.
  struct Loops<R: Real>: Sendable {
    typealias Values = @Sendable (UnsafePointer<R>, UnsafeMutablePointer<R>, Int) -> Void
    typealias Gradients =
      @Sendable (
        _ x: UnsafePointer<R>, _ y: UnsafePointer<R>, _ dy: UnsafePointer<R>,
        _ dx: UnsafeMutablePointer<R>, Int
      ) -> Void

    let values: Values
    let gradients: Gradients

    @inline(__always)
    static func of<F: UnaryFormula>(_ formula: F.Type) -> Loops {
      Loops(
        values: { x, y, count in for i in 0..<count { y[i] = F.value(x[i]) } },
        gradients: { x, y, dy, dx, count in
          for i in 0..<count { dx[i] = dy[i] * F.slope(x[i], y[i]) }
        })
    }

    func values(of x: [R]) -> [R] {
      [R](unsafeUninitializedCapacity: x.count) { out, initialized in
        if let y = out.baseAddress { values(x, y, x.count) }
        initialized = x.count
      }
    }

    func gradients(x: [R], y: [R], dy: [R]) -> [R] {
      [R](unsafeUninitializedCapacity: x.count) { out, initialized in
        if let dx = out.baseAddress { gradients(x, y, dy, dx, x.count) }
        initialized = x.count
      }
    }
  }

  @inline(__always)
  private static func of<F: UnaryFormula>(_ name: String, _ formula: F.Type) -> Unary {
    Unary(name: name, single: .of(formula), double: .of(formula))
  }

  /// In single precision the kernel that the encoders use.
  @inline(__always)
  private static func of<F: UnaryFormula>(_ activation: Activation, _ formula: F.Type) -> Unary {
    Unary(
      name: activation.rawValue,
      single: Loops(
        values: { x, y, count in activation.apply(x, y, count: count) },
        gradients: { x, _, dy, dx, count in
          dx.update(from: dy, count: count)
          activation.differentiate(x, dx, count: count)
        }),
      double: .of(formula))
  }

  public static let negate = of("negate", Negation.self)
  public static let exp = of("exp", Exponential.self)
  /// NaN below 0 and -infinity at 0, as in IEEE arithmetic.
  public static let log = of("log", Logarithm.self)
  public static let sqrt = of("sqrt", SquareRoot.self)
  /// The derivative at 0 is 0.
  public static let abs = of("abs", AbsoluteValue.self)
  public static let tanh = of("tanh", HyperbolicTangent.self)
  public static let sigmoid = of("sigmoid", Sigmoid.self)
  public static let sin = of("sin", Sine.self)
  public static let cos = of("cos", Cosine.self)
  public static let square = of("square", Square.self)
  /// The derivative at 0 is 0.
  public static let relu = of(.relu, Rectifier.self)
  public static let gelu = of(.gelu, GELU.self)
  public static let quickGELU = of(.quickGELU, QuickGELU.self)

  /// Every function of the table, for whoever exposes it by name.
  public static let all: [Unary] = [
    negate, exp, log, sqrt, abs, tanh, sigmoid, sin, cos, square, relu, gelu, quickGELU,
  ]
}

extension Tensor {
  /// `function` of every element.
  public func apply(_ function: Unary) -> Tensor {
    if let exact { return Tensor(unchecked: shape, function.double.values(of: exact)) }
    return Tensor(unchecked: shape, function.single.values(of: data))
  }

  /// dy · f'(x), where self is x and `y` is f(x).
  func gradient(_ function: Unary, value y: Tensor, dy: Tensor) -> Tensor {
    guard isExact(with: dy) else {
      return Tensor(
        unchecked: shape, function.single.gradients(x: data, y: y.data, dy: dy.data))
    }
    return Tensor(
      unchecked: shape, function.double.gradients(x: doubles, y: y.doubles, dy: dy.doubles))
  }
}

// MARK: - Formulas

/// The formula of one element, and its derivative in terms of x and y = f(x).
protocol UnaryFormula: Sendable {
  static func value<R: Real>(_ x: R) -> R
  static func slope<R: Real>(_ x: R, _ y: R) -> R
}

private enum Negation: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { -x }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { -1 }
}

private enum Exponential: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { .exp(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { y }
}

private enum Logarithm: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { .log(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { 1 / x }
}

private enum SquareRoot: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { x.squareRoot() }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { 0.5 / y }
}

private enum AbsoluteValue: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { x.magnitude }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { x > 0 ? 1 : (x < 0 ? -1 : 0) }
}

private enum HyperbolicTangent: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { .tanh(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { 1 - y * y }
}

private enum Sigmoid: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { 1 / (1 + .exp(-x)) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { y * (1 - y) }
}

private enum Sine: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { .sin(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { .cos(x) }
}

private enum Cosine: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { .cos(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { -.sin(x) }
}

private enum Square: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { x * x }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { 2 * x }
}

private enum Rectifier: UnaryFormula {
  static func value<R: Real>(_ x: R) -> R { x > 0 || x.isNaN ? x : 0 }
  static func slope<R: Real>(_ x: R, _ y: R) -> R { x > 0 ? 1 : 0 }
}

private enum GELU: UnaryFormula {
  /// The normal distribution's share below x.
  private static func share<R: Real>(_ x: R) -> R { 0.5 * (1 + .erf(x / R(2).squareRoot())) }
  static func value<R: Real>(_ x: R) -> R { x * share(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R {
    share(x) + x * .exp(-x * x / 2) / (2 * R.pi).squareRoot()
  }
}

private enum QuickGELU: UnaryFormula {
  private static func share<R: Real>(_ x: R) -> R { 1 / (1 + .exp(-1.702 * x)) }
  static func value<R: Real>(_ x: R) -> R { x * share(x) }
  static func slope<R: Real>(_ x: R, _ y: R) -> R {
    let share = share(x)
    return share + 1.702 * x * share * (1 - share)
  }
}
