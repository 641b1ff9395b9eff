/// A function of two numbers, applied element by element with broadcasting: its values and both
/// partial derivatives in one place. A comparison has none; its value is 1 for true, 0 for false.
public struct Binary: Sendable {
  /// How messages write the operation, such as `+`.
  public let symbol: String
  let single: Loops<Float>
  let double: Loops<Double>
  /// Whether it has derivatives; the results of comparisons are constants.
  let isDifferentiable: Bool

  /// The function and its partial derivatives over whole runs of elements.
  struct Loops<R: Real>: Sendable {
    typealias Loop =
      @Sendable (
        _ a: UnsafePointer<R>, _ strideA: Int, _ b: UnsafePointer<R>, _ strideB: Int,
        _ y: UnsafeMutablePointer<R>, Int
      ) -> Void

    let values: Loop
    let slopeA: Loop
    let slopeB: Loop

    @inline(__always)
    static func of<F: BinaryFormula>(_ formula: F.Type) -> Loops {
      Loops(
        values: loop { F.value($0, $1) }, slopeA: loop { F.slopeA($0, $1) },
        slopeB: loop { F.slopeB($0, $1) })
    }

    @inline(__always)
    private static func loop(_ f: @escaping @Sendable (R, R) -> R) -> Loop {
      { a, strideA, b, strideB, y, count in
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
      }
    }
  }

  @inline(__always)
  private static func of<F: BinaryFormula>(_ symbol: String, _ formula: F.Type) -> Binary {
    Binary(
      symbol: symbol, single: .of(formula), double: .of(formula),
      isDifferentiable: F.isDifferentiable)
  }

  public static let add = of("+", Sum.self)
  public static let subtract = of("-", Difference.self)
  public static let multiply = of("*", Multiple.self)
  public static let divide = of("/", Quotient.self)
  /// a to the power b. The derivative by `b` is 0 where `a` is 0, and NaN where `a` is negative.
  public static let power = of("**", Power.self)
  /// NaN where either is; equal operands share the gradient.
  public static let maximum = of("max", Maximum.self)
  /// NaN where either is; equal operands share the gradient.
  public static let minimum = of("min", Minimum.self)
  public static let equal = of("==", Equal.self)
  public static let notEqual = of("!=", NotEqual.self)
  public static let less = of("<", Less.self)
  public static let lessOrEqual = of("<=", LessOrEqual.self)
  public static let greater = of(">", Greater.self)
  public static let greaterOrEqual = of(">=", GreaterOrEqual.self)
  /// a / b, and 0 where `b` is 0; for derivatives that are 0 there.
  static let quotientOrZero = of("/", QuotientOrZero.self)

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
    try combined(function, other, function.single.values, function.double.values)
  }

  /// dy · ∂f/∂a or ∂f/∂b, summed back to the shape of that operand; self is a.
  func gradient(
    _ function: Binary, _ other: Tensor, dy: Tensor, byFirst: Bool
  ) throws -> Tensor {
    let (single, double) = (function.single, function.double)
    var gradient = byFirst
      ? try combined(function, other, single.slopeA, double.slopeA)
      : try combined(function, other, single.slopeB, double.slopeB)
    gradient.multiply(by: dy)
    return try gradient.summed(to: byFirst ? shape : other.shape)
  }

  private func combined(
    _ function: Binary, _ other: Tensor, _ single: Binary.Loops<Float>.Loop,
    _ double: Binary.Loops<Double>.Loop
  ) throws -> Tensor {
    let target = try Shapes.broadcast(shape, other.shape, for: function.symbol)
    let count = try Tensor.elementCount(target)
    let loop = StridedLoop(
      shape: target,
      strides: [
        Shapes.strides(shape, broadcastTo: target),
        Shapes.strides(other.shape, broadcastTo: target),
      ])
    if isExact(with: other) {
      return Tensor(unchecked: target, loop.combine(doubles, other.doubles, count, double))
    }
    return Tensor(unchecked: target, loop.combine(data, other.data, count, single))
  }

  public static func + (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.add, b) }
  public static func - (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.subtract, b) }
  public static func * (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.multiply, b) }
  public static func / (a: Tensor, b: Tensor) throws -> Tensor { try a.combined(.divide, b) }
  public static prefix func - (a: Tensor) -> Tensor { a.apply(.negate) }
}

extension StridedLoop {
  /// `values` of the elements of two operands.
  fileprivate func combine<R: Real>(
    _ a: [R], _ b: [R], _ count: Int, _ values: Binary.Loops<R>.Loop
  ) -> [R] {
    [R](unsafeUninitializedCapacity: count) { out, initialized in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let y = out.baseAddress else {
            return
          }
          forEachRun(from: [0, 0]) { offsets, position in
            values(
              a + offsets[0], runStride(0), b + offsets[1], runStride(1), y + position, runLength)
          }
        }
      }
      initialized = count
    }
  }
}

// MARK: - Formulas

/// The formula of one pair of elements, and its partial derivatives.
protocol BinaryFormula: Sendable {
  static var isDifferentiable: Bool { get }
  static func value<R: Real>(_ a: R, _ b: R) -> R
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R
}

private enum Sum: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a + b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { 1 }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { 1 }
}

private enum Difference: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a - b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { 1 }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { -1 }
}

private enum Multiple: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a * b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { b }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { a }
}

private enum Quotient: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a / b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { 1 / b }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { -a / (b * b) }
}

private enum QuotientOrZero: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { b == 0 ? 0 : a / b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { b == 0 ? 0 : 1 / b }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { b == 0 ? 0 : -a / (b * b) }
}

private enum Power: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { b == 2 ? a * a : .pow(a, b) }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R {
    b == 0 ? 0 : (b == 2 ? 2 * a : b * .pow(a, b - 1))
  }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { a == 0 ? 0 : .pow(a, b) * .log(a) }
}

private enum Maximum: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a > b || a.isNaN ? a : b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { a > b ? 1 : (a == b ? 0.5 : 0) }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { slopeA(b, a) }
}

private enum Minimum: BinaryFormula {
  static func value<R: Real>(_ a: R, _ b: R) -> R { a < b || a.isNaN ? a : b }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { a < b ? 1 : (a == b ? 0.5 : 0) }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { slopeA(b, a) }
}

/// A formula that is 1 where it holds and 0 elsewhere.
private protocol Comparison: BinaryFormula {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool
}

extension BinaryFormula {
  static var isDifferentiable: Bool { true }
}

extension Comparison {
  static var isDifferentiable: Bool { false }
  static func value<R: Real>(_ a: R, _ b: R) -> R { holds(a, b) ? 1 : 0 }
  static func slopeA<R: Real>(_ a: R, _ b: R) -> R { 0 }
  static func slopeB<R: Real>(_ a: R, _ b: R) -> R { 0 }
}

private enum Equal: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a == b }
}

private enum NotEqual: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a != b }
}

private enum Less: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a < b }
}

private enum LessOrEqual: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a <= b }
}

private enum Greater: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a > b }
}

private enum GreaterOrEqual: Comparison {
  static func holds<R: Real>(_ a: R, _ b: R) -> Bool { a >= b }
}
