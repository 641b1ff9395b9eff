import Foundation

/// A function of one number, applied to every element: its values and its derivative in one place.
///
/// ``Tensor/apply(_:)`` and ``Variable/apply(_:)`` both read this table.
public struct Unary: Sendable {
  typealias Loop = @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  typealias GradientLoop =
    @Sendable (
      _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
      _ dx: UnsafeMutablePointer<Float>, Int
    ) -> Void

  /// The name of the function in scripts and messages.
  public let name: String
  let values: Loop
  let gradients: GradientLoop

  /// From formulas for one element; `slope` is the derivative in terms of x and y = f(x).
  @inline(__always)
  private static func of(
    _ name: String, _ f: @escaping @Sendable (Float) -> Float,
    slope: @escaping @Sendable (_ x: Float, _ y: Float) -> Float
  ) -> Unary {
    Unary(
      name: name,
      values: { x, y, count in for i in 0..<count { y[i] = f(x[i]) } },
      gradients: { x, y, dy, dx, count in
        for i in 0..<count { dx[i] = dy[i] * slope(x[i], y[i]) }
      })
  }

  /// From the kernel the encoders use.
  private static func of(_ activation: Activation) -> Unary {
    Unary(
      name: activation.rawValue,
      values: { x, y, count in activation.apply(x, y, count: count) },
      gradients: { x, _, dy, dx, count in
        dx.update(from: dy, count: count)
        activation.differentiate(x, dx, count: count)
      })
  }

  public static let negate = of("negate", { -$0 }, slope: { _, _ in -1 })
  public static let exp = of("exp", { Foundation.exp($0) }, slope: { _, y in y })
  /// NaN below 0 and -infinity at 0, as in IEEE arithmetic.
  public static let log = of("log", { Foundation.log($0) }, slope: { x, _ in 1 / x })
  public static let sqrt = of("sqrt", { $0.squareRoot() }, slope: { _, y in 0.5 / y })
  /// The derivative at 0 is 0.
  public static let abs = of(
    "abs", { Swift.abs($0) }, slope: { x, _ in x > 0 ? 1 : (x < 0 ? -1 : 0) })
  public static let tanh = of("tanh", { Foundation.tanh($0) }, slope: { _, y in 1 - y * y })
  public static let sigmoid = of(
    "sigmoid", { 1 / (1 + Foundation.exp(-$0)) }, slope: { _, y in y * (1 - y) })
  public static let sin = of("sin", { Foundation.sin($0) }, slope: { x, _ in Foundation.cos(x) })
  public static let cos = of("cos", { Foundation.cos($0) }, slope: { x, _ in -Foundation.sin(x) })
  public static let square = of("square", { $0 * $0 }, slope: { x, _ in 2 * x })
  /// The derivative at 0 is 0.
  public static let relu = of(.relu)
  public static let gelu = of(.gelu)
  public static let quickGELU = of(.quickGELU)

  /// Every function of the table, for whoever exposes it by name.
  public static let all: [Unary] = [
    negate, exp, log, sqrt, abs, tanh, sigmoid, sin, cos, square, relu, gelu, quickGELU,
  ]
}

extension Tensor {
  /// `function` of every element.
  public func apply(_ function: Unary) -> Tensor {
    let values = [Float](unsafeUninitializedCapacity: count) { out, initialized in
      if let y = out.baseAddress { function.values(data, y, count) }
      initialized = count
    }
    return Tensor(unchecked: shape, values)
  }

  /// dy · f'(x), where self is x and `y` is f(x).
  func gradient(_ function: Unary, value y: Tensor, dy: Tensor) -> Tensor {
    let values = [Float](unsafeUninitializedCapacity: count) { out, initialized in
      if let dx = out.baseAddress { function.gradients(data, y.data, dy.data, dx, count) }
      initialized = count
    }
    return Tensor(unchecked: shape, values)
  }
}
