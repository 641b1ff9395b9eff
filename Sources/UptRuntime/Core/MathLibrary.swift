import Foundation

/// Functions of one number, and `abs` and `round`.
enum MathLibrary {
  static let builtins: [Builtin] = [
    real("sqrt", "The square root.\n\n    sqrt(9)      # 3.0", domain: { $0 >= 0 }, sqrt),
    real("exp", "The exponential function.\n\n    exp(0)      # 1.0", exp),
    real("log", "The natural logarithm.\n\n    log(1)      # 0.0", domain: { $0 > 0 }, log),
    real("sin", "The sine of an angle in radians.\n\n    sin(0)      # 0.0", sin),
    real("cos", "The cosine of an angle in radians.\n\n    cos(0)      # 1.0", cos),
    real("tanh", "The hyperbolic tangent.\n\n    tanh(0)      # 0.0", tanh),
    whole("floor", "The largest integer not above a number.\n\n    floor(1.5)      # 1", .down),
    whole("ceil", "The smallest integer not below a number.\n\n    ceil(1.5)      # 2", .up),
    absolute,
    rounded,
  ]

  private static func real(
    _ name: String, _ help: String, domain: @escaping (Double) -> Bool = { _ in true },
    _ function: @escaping (Double) -> Double
  ) -> Builtin {
    func apply(_ number: Double) throws -> Value {
      if domain(number) || number.isNaN { return .real(function(number)) }
      throw RuntimeError(
        .arithmetic, "`\(name)` is not defined for \(NumberText.shortest(number))", argument: 0)
    }
    return Builtin(
      scalar: name, [.required("x")], help: help,
      quick: {
        switch $0 {
        case .real(let number): try apply(number)
        case .int(let number): try apply(Double(number))
        default: nil
        }
      },
      body: { try apply($0.real(0)) })
  }

  private static func whole(
    _ name: String, _ help: String, _ rule: FloatingPointRoundingRule
  ) -> Builtin {
    Builtin(name, [.required("x")], help: help) { call in
      if case .int = call[0] { return call[0] }
      return try integer(try call.real(0).rounded(rule))
    }
  }

  private static func integer(_ number: Double) throws -> Value {
    if let whole = Int(exactly: number) { return .int(whole) }
    throw RuntimeError(
      .arithmetic, "\(NumberText.shortest(number)) does not fit an integer", argument: 0)
  }

  private static let absolute = Builtin(
    scalar: "abs", [.required("x")], help: "The absolute value.\n\n    abs(-2)      # 2",
    quick: magnitude,
    body: { call in
      guard let result = try magnitude(call[0]) else { throw call.mismatch(0, "a number") }
      return result
    })

  private static func magnitude(_ value: Value) throws -> Value? {
    switch value {
    case .real(let number): .real(abs(number))
    case .int(let number): number < 0 ? try Operations.negate(value) : value
    default: nil
    }
  }

  private static let rounded = Builtin(
    "round", [.required("x"), .omissible("digits", help: "digits after the point")],
    help: """
      The nearest integer, or with `digits` the nearest number with so many decimals.

          round(2.6)           # 3
          round(2.345, 1)      # 2.3
      """
  ) { call in
    guard call.has("digits") else {
      if case .int = call[0] { return call[0] }
      return try integer(try call.real(0).rounded(.toNearestOrEven))
    }
    let scale = pow(10, Double(min(max(try call.int(1), -300), 300)))
    let number = try call.real(0)
    let scaled = number * scale
    return .real(scaled.isFinite ? scaled.rounded(.toNearestOrEven) / scale : number)
  }
}
