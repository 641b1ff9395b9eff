import Foundation

/// Operators on values of any type: what compiled code falls back to when its quick path for
/// numbers does not apply. Errors carry no place; the caller knows it.
enum Operations {
  static func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)): return try integers(op, a, b)
    case (.int(let a), .real(let b)): return try reals(op, Double(a), b)
    case (.real(let a), .int(let b)): return try reals(op, a, Double(b))
    case (.real(let a), .real(let b)): return try reals(op, a, b)
    case (.object(let object), _):
      if let value = try object.binary(op, with: right, reversed: false) { return value }
      if case .object(let other) = right,
        let value = try other.binary(op, with: left, reversed: true) {
        return value
      }
    case (_, .object(let object)):
      if let value = try object.binary(op, with: left, reversed: true) { return value }
    case (.text(let a), .text(let b)):
      if let value = try texts(op, a.string, b.string) { return value }
    case (.list(let a), .list(let b)) where op == .add:
      try Value.checkList(a.elements.count + b.elements.count)
      return .list(a.elements + b.elements)
    default: break
    }
    if op == .equal { return .bool(left.isEqual(to: right)) }
    if op == .notEqual { return .bool(!left.isEqual(to: right)) }
    throw undefined(op, left, right)
  }

  private static func undefined(
    _ op: BinaryOperator, _ left: Value, _ right: Value
  ) -> RuntimeError {
    var hint: String?
    switch (op, left, right) {
    case (.add, .text, _), (.add, _, .text): hint = "put values into text with \"\\(value)\""
    case (.add, .list, _), (.add, _, .list): hint = "put one element into brackets: list + [x]"
    case (_, .function(let function), _), (_, _, .function(let function)):
      hint = "`\(function.name)` is a function; call it with (...)"
    default: break
    }
    return RuntimeError(
      .type, "`\(op.rawValue)` is not defined for \(left.typeWithArticle) and "
        + right.typeWithArticle, hint: hint)
  }

  private static func texts(_ op: BinaryOperator, _ a: String, _ b: String) throws -> Value? {
    switch op {
    case .add:
      guard a.utf8.count + b.utf8.count <= Value.largestText else {
        throw RuntimeError(.limit, "a string of \(a.utf8.count + b.utf8.count) bytes is too large")
      }
      return .text(a + b)
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterEqual: return .bool(a >= b)
    default: return nil
    }
  }

  private static func reals(_ op: BinaryOperator, _ a: Double, _ b: Double) throws -> Value {
    switch op {
    case .add: return .real(a + b)
    case .subtract: return .real(a - b)
    case .multiply: return .real(a * b)
    case .divide:
      if b == 0 { throw divisionByZero }
      return .real(a / b)
    case .floorDivide:
      if b == 0 { throw divisionByZero }
      return .real((a / b).rounded(.down))
    case .remainder:
      if b == 0 { throw divisionByZero }
      return .real(a - b * (a / b).rounded(.down))
    case .power: return .real(pow(a, b))
    case .matmul: throw undefined(op, .real(a), .real(b))
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterEqual: return .bool(a >= b)
    }
  }

  private static func integers(_ op: BinaryOperator, _ a: Int, _ b: Int) throws -> Value {
    switch op {
    case .add: return try checked(a.addingReportingOverflow(b), op, a, b)
    case .subtract: return try checked(a.subtractingReportingOverflow(b), op, a, b)
    case .multiply: return try checked(a.multipliedReportingOverflow(by: b), op, a, b)
    case .divide:
      if b == 0 { throw divisionByZero }
      return .real(Double(a) / Double(b))
    case .floorDivide:
      if b == 0 { throw divisionByZero }
      let (quotient, overflow) = a.dividedReportingOverflow(by: b)
      if overflow { throw self.overflow(op, a, b) }
      return .int(quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient)
    case .remainder:
      if b == 0 { throw divisionByZero }
      if b == -1 { return .int(0) }
      let rest = a % b
      return .int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
    case .power: return try power(a, b)
    case .matmul: throw undefined(op, .int(a), .int(b))
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .less: return .bool(a < b)
    case .lessEqual: return .bool(a <= b)
    case .greater: return .bool(a > b)
    case .greaterEqual: return .bool(a >= b)
    }
  }

  private static func power(_ base: Int, _ exponent: Int) throws -> Value {
    if exponent < 0 {
      if base == 0 { throw divisionByZero }
      return .real(pow(Double(base), Double(exponent)))
    }
    var result = 1
    var square = base
    var left = exponent
    while left > 0 {
      if left & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { throw self.overflow(.power, base, exponent) }
        result = product
      }
      left >>= 1
      if left > 0 {
        let (product, overflow) = square.multipliedReportingOverflow(by: square)
        if overflow { throw self.overflow(.power, base, exponent) }
        square = product
      }
    }
    return .int(result)
  }

  private static func checked(
    _ result: (partialValue: Int, overflow: Bool), _ op: BinaryOperator, _ a: Int, _ b: Int
  ) throws -> Value {
    if result.overflow { throw overflow(op, a, b) }
    return .int(result.partialValue)
  }

  static func overflow(_ op: BinaryOperator, _ a: Int, _ b: Int) -> RuntimeError {
    RuntimeError(
      .arithmetic, "\(a) \(op.rawValue) \(b) is too large for an integer",
      hint: "compute with real numbers, for instance \(a).0")
  }

  static var divisionByZero: RuntimeError { RuntimeError(.arithmetic, "division by zero") }

  static func negate(_ value: Value) throws -> Value {
    switch value {
    case .int(let number):
      let (result, overflow) = 0.subtractingReportingOverflow(number)
      if overflow { throw self.overflow(.subtract, 0, number) }
      return .int(result)
    case .real(let number): return .real(-number)
    case .object(let object):
      if let result = try object.negate() { return result }
      fallthrough
    default: throw RuntimeError(.type, "`-` is not defined for \(value.typeWithArticle)")
    }
  }

  /// The truth of a condition; only a bool has one.
  static func truth(_ value: Value, of what: String) throws -> Bool {
    if case .bool(let flag) = value { return flag }
    throw RuntimeError(
      .type, "\(what) must be a bool, not \(value.typeWithArticle)",
      hint: "compare it with something, for instance x != 0")
  }

  /// The error that `for` cannot go through a value.
  static func notIterable(_ value: Value) -> RuntimeError {
    var hint: String?
    if case .int(let number) = value { hint = "to count, write 0..<\(number)" }
    return RuntimeError(.type, "`for` cannot go through \(value.typeWithArticle)", hint: hint)
  }

  static func range(_ low: Value, _ high: Value, isClosed: Bool) throws -> Value {
    guard case .int(let lower) = low, case .int(let upper) = high else {
      let odd = if case .int = low { high } else { low }
      throw RuntimeError(
        .type, "the bounds of a range must be ints, not \(odd.typeWithArticle)")
    }
    guard lower <= upper || (isClosed && upper == lower - 1) else {
      throw RuntimeError(
        .value, "the range \(lower)\(isClosed ? "..." : "..<")\(upper) ends before it begins")
    }
    return .range(RangeValue(lower: lower, bound: upper, isClosed: isClosed))
  }
}
