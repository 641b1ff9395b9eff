import UptSyntax

/// Arithmetic on two numbers of one type; nil means that the general path must decide.
protocol ArithmeticOperator {
  static var op: BinaryOperator { get }
  static func apply(_ a: Int, _ b: Int) -> Value?
  static func apply(_ a: Double, _ b: Double) -> Value?
}

/// A comparison of two numbers of one type.
protocol ComparisonOperator {
  static var op: BinaryOperator { get }
  static func apply<Number: Comparable>(_ a: Number, _ b: Number) -> Bool
}

enum Addition: ArithmeticOperator {
  static var op: BinaryOperator { .add }
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> Value? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : .int(sum)
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Value? { .real(a + b) }
}

enum Subtraction: ArithmeticOperator {
  static var op: BinaryOperator { .subtract }
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> Value? {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? nil : .int(difference)
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Value? { .real(a - b) }
}

enum Multiplication: ArithmeticOperator {
  static var op: BinaryOperator { .multiply }
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> Value? {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : .int(product)
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Value? { .real(a * b) }
}

enum Division: ArithmeticOperator {
  static var op: BinaryOperator { .divide }
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> Value? {
    b == 0 ? nil : .real(Double(a) / Double(b))
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Value? {
    b == 0 ? nil : .real(a / b)
  }
}

enum Remainder: ArithmeticOperator {
  static var op: BinaryOperator { .remainder }
  @inline(__always) static func apply(_ a: Int, _ b: Int) -> Value? {
    a >= 0 && b > 0 ? .int(a % b) : nil
  }
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Value? { nil }
}

enum Less: ComparisonOperator {
  static var op: BinaryOperator { .less }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a < b }
}

enum LessEqual: ComparisonOperator {
  static var op: BinaryOperator { .lessEqual }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a <= b }
}

enum Greater: ComparisonOperator {
  static var op: BinaryOperator { .greater }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a > b }
}

enum GreaterEqual: ComparisonOperator {
  static var op: BinaryOperator { .greaterEqual }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a >= b }
}

enum Equal: ComparisonOperator {
  static var op: BinaryOperator { .equal }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a == b }
}

enum NotEqual: ComparisonOperator {
  static var op: BinaryOperator { .notEqual }
  @inline(__always) static func apply<N: Comparable>(_ a: N, _ b: N) -> Bool { a != b }
}
