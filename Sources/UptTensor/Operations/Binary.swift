import Foundation

/// A function of two numbers, applied element by element with broadcasting: its values and both
/// partial derivatives in one place. A comparison has none; its value is 1 for true, 0 for false.
public struct Binary: Sendable {
  typealias Loop =
    @Sendable (
      _ a: UnsafePointer<Float>, _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int,
      _ y: UnsafeMutablePointer<Float>, Int
    ) -> Void
  typealias Slope = @Sendable (_ a: Float, _ b: Float) -> Float

  /// How messages write the operation, such as `+`.
  public let symbol: String
  let values: Loop
  /// The partial derivatives; nil for comparisons, whose results are constants.
  let slopes: (a: Slope, b: Slope)?

  @inline(__always)
  private static func of(
    _ symbol: String, _ f: @escaping @Sendable (Float, Float) -> Float,
    slopes: (a: Slope, b: Slope)? = nil
  ) -> Binary {
    Binary(
      symbol: symbol,
      values: { a, strideA, b, strideB, y, count in
        switch (strideA, strideB) {
        case (1, 1): for i in 0..<count { y[i] = f(a[i], b[i]) }
        case (1, 0):
          let b = b[0]
          for i in 0..<count { y[i] = f(a[i], b) }
        case (0, 1):
          let a = a[0]
          for i in 0..<count { y[i] = f(a, b[i]) }
        default: for i in 0..<count { y[i] = f(a[i &* strideA], b[i &* strideB]) }
        }
      }, slopes: slopes)
  }

  public static let add = of("+", { $0 + $1 }, slopes: (a: { _, _ in 1 }, b: { _, _ in 1 }))
  public static let subtract = of("-", { $0 - $1 }, slopes: (a: { _, _ in 1 }, b: { _, _ in -1 }))
  public static let multiply = of("*", { $0 * $1 }, slopes: (a: { $1 }, b: { a, _ in a }))
  public static let divide = of(
    "/", { $0 / $1 }, slopes: (a: { 1 / $1 }, b: { a, b in -a / (b * b) }))
  /// a to the power b. The derivative by `b` is 0 where `a` is 0, and NaN where `a` is negative.
  public static let power = of(
    "**", { $1 == 2 ? $0 * $0 : pow($0, $1) },
    slopes: (
      a: { a, b in b == 0 ? 0 : (b == 2 ? 2 * a : b * pow(a, b - 1)) },
      b: { a, b in a == 0 ? 0 : pow(a, b) * Foundation.log(a) }
    ))
  /// NaN where either is; equal operands share the gradient.
  public static let maximum = of(
    "max", { $0 > $1 || $0.isNaN ? $0 : $1 },
    slopes: (
      a: { $0 > $1 ? 1 : ($0 == $1 ? 0.5 : 0) }, b: { $0 < $1 ? 1 : ($0 == $1 ? 0.5 : 0) }
    ))
  /// NaN where either is; equal operands share the gradient.
  public static let minimum = of(
    "min", { $0 < $1 || $0.isNaN ? $0 : $1 },
    slopes: (
      a: { $0 < $1 ? 1 : ($0 == $1 ? 0.5 : 0) }, b: { $0 > $1 ? 1 : ($0 == $1 ? 0.5 : 0) }
    ))
  public static let equal = of("==", { $0 == $1 ? 1 : 0 })
  public static let notEqual = of("!=", { $0 != $1 ? 1 : 0 })
  public static let less = of("<", { $0 < $1 ? 1 : 0 })
  public static let lessOrEqual = of("<=", { $0 <= $1 ? 1 : 0 })
  public static let greater = of(">", { $0 > $1 ? 1 : 0 })
  public static let greaterOrEqual = of(">=", { $0 >= $1 ? 1 : 0 })

  /// Every function of the table, for whoever exposes it by symbol.
  public static let all: [Binary] = [
    add, subtract, multiply, divide, power, maximum, minimum,
    equal, notEqual, less, lessOrEqual, greater, greaterOrEqual,
  ]
}

extension Tensor {
  /// `function` of the elements of both, broadcast against each other.
  /// - Throws: `.shape` when the shapes cannot be broadcast, naming both; `.memory`.
  public func combined(_ function: Binary, _ other: Tensor) throws -> Tensor {
    try combined(other, symbol: function.symbol, function.values)
  }

  /// dy · ∂f/∂a or ∂f/∂b, summed back to the shape of that operand; self is a.
  func gradient(
    _ function: Binary, _ other: Tensor, dy: Tensor, byFirst: Bool
  ) throws -> Tensor {
    guard let slopes = function.slopes else { return .zeros(like: byFirst ? self : other) }
    let slope = byFirst ? slopes.a : slopes.b
    var local = try combined(other, symbol: function.symbol) { a, strideA, b, strideB, y, count in
      for i in 0..<count { y[i] = slope(a[i &* strideA], b[i &* strideB]) }
    }
    dy.data.withUnsafeBufferPointer { dy in
      for i in local.data.indices { local.data[i] *= dy[i] }
    }
    return try local.summed(to: byFirst ? shape : other.shape)
  }

  private func combined(
    _ other: Tensor, symbol: String, _ values: Binary.Loop
  ) throws -> Tensor {
    let target = try Shapes.broadcast(shape, other.shape, for: symbol)
    let count = try Tensor.elementCount(target)
    let loop = StridedLoop(
      shape: target,
      strides: [
        Shapes.strides(shape, broadcastTo: target),
        Shapes.strides(other.shape, broadcastTo: target),
      ])
    let result = [Float](unsafeUninitializedCapacity: count) { out, initialized in
      data.withUnsafeBufferPointer { a in
        other.data.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let y = out.baseAddress else {
            return
          }
          loop.forEachRun(from: [0, 0]) { offsets, position in
            values(
              a + offsets[0], loop.runStride(0), b + offsets[1], loop.runStride(1), y + position,
              loop.runLength)
          }
        }
      }
      initialized = count
    }
    return Tensor(unchecked: target, result)
  }

  public static func + (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.add, b) }
  public static func - (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.subtract, b) }
  public static func * (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.multiply, b) }
  public static func / (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.divide, b) }
  public static prefix func - (a: Tensor) -> Tensor { a.apply(.negate) }
}
