/// An operator between two values.
public enum BinaryOperator: String, CaseIterable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  /// True division: the result is a real number, also between integers.
  case divide = "/"
  /// Division rounded down.
  case floorDivide = "//"
  /// What floor division leaves; it has the sign of the right operand.
  case remainder = "%"
  case power = "**"
  /// The matrix product.
  case matmul = "@"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="

  /// Whether it compares rather than computes.
  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
    default: false
    }
  }
}

/// An operator before a value.
public enum UnaryOperator: String, Sendable {
  case negate = "-"
  case not = "!"
}

/// An operator that looks at its right side only when it must.
public enum LogicalOperator: String, Sendable {
  case and = "&&"
  case or = "||"
}
