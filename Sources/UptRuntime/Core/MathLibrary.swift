import Foundation

/// Functions of numbers.
enum MathLibrary {
  static let builtins: [Builtin] = ofOne + ofSeveral

  private static let ofOne: [Builtin] = [
    real("sqrt", "The square root.\n\n    sqrt(9)      # 3.0", domain: { $0 >= 0 }, sqrt),
    real("exp", "The exponential function.\n\n    exp(0)      # 1.0", exp),
    real("log", "The natural logarithm.\n\n    log(1)      # 0.0", domain: { $0 > 0 }, log),
    real(
      "log2", "The logarithm to the base 2.\n\n    log2(8)      # 3.0", domain: { $0 > 0 }, log2),
    real(
      "log10", "The logarithm to the base 10.\n\n    log10(100)      # 2.0", domain: { $0 > 0 },
      log10),
    real("sin", "The sine of an angle in radians.\n\n    sin(0)      # 0.0", sin),
    real("cos", "The cosine of an angle in radians.\n\n    cos(0)      # 1.0", cos),
    real("tan", "The tangent of an angle in radians.\n\n    tan(0)      # 0.0", tan),
    real("tanh", "The hyperbolic tangent.\n\n    tanh(0)      # 0.0", tanh),
    whole("floor", "The largest integer not above a number.\n\n    floor(1.5)      # 1", .down),
    whole("ceil", "The smallest integer not below a number.\n\n    ceil(1.5)      # 2", .up),
    absolute,
    rounded,
    Builtin(
      "sign", [.required("x")],
      help: "-1, 0 or 1, as a number is below, at or above 0.\n\n    sign(-2.5)      # -1"
    ) { call in
      let number = try call.real(0)
      if number.isNaN { throw call.error(0, "nan has no sign", kind: .arithmetic) }
      return .int(number > 0 ? 1 : number < 0 ? -1 : 0)
    },
    Builtin(
      "is_nan", [.required("x")],
      help: "Whether a number is `nan`, which nothing equals.\n\n    is_nan(nan)      # true"
    ) { .bool(try $0.real(0).isNaN) },
  ]

  private static let ofSeveral: [Builtin] = [
    Builtin(
      "clamp", [.required("x"), .required("low"), .required("high")],
      help: "The number nearest to `x` from `low` to `high`.\n\n    clamp(12, 0, 10)      # 10"
    ) { call in
      let (low, high) = (try call.real(1), try call.real(2))
      guard low <= high else {
        throw call.error(1, "nothing lies from \(call[1].summary) to \(call[2].summary)")
      }
      let number = try call.real(0)
      return number < low ? call[1] : number > high ? call[2] : call[0]
    },
    Builtin(
      "atan2", [.required("y"), .required("x")],
      help: "The angle of the point (x, y) in radians, from -pi to pi.\n\n    atan2(0, 1)  # 0.0"
    ) { .real(atan2(try $0.real(0), try $0.real(1))) },
    Builtin(
      "hypot", [.required("x"), .required("y")],
      help: "The length of the vector (x, y).\n\n    hypot(3, 4)      # 5.0"
    ) { .real(hypot(try $0.real(0), try $0.real(1))) },
    Builtin(
      "gcd", [.required("a"), .required("b")],
      help: "The greatest common divisor of two integers.\n\n    gcd(12, 18)      # 6"
    ) { call in
      var (a, b) = (try call.int(0).magnitude, try call.int(1).magnitude)
      while b != 0 { (a, b) = (b, a % b) }
      guard let divisor = Int(exactly: a) else {
        throw Operations.overflow(.subtract, 0, try call.int(0))
      }
      return .int(divisor)
    },
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
