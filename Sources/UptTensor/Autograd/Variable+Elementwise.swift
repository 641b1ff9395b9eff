/// Element-wise operations; the formulas are in ``Unary`` and ``Binary``.
extension Variable {
  /// `function` of every element.
  public func apply(_ function: Unary) -> Variable {
    let x = value
    let y = x.apply(function)
    return .record(function.name, y, [(self, { x.gradient(function, value: y, dy: $0) })])
  }

  /// `function` of the elements of both, broadcast against each other. Comparisons are constants.
  /// - Throws: `.shape` when the shapes cannot be broadcast, naming both; `.memory`.
  public func combined(_ function: Binary, _ other: Variable) throws -> Variable {
    let (a, b) = (value, other.value)
    let y = try a.combined(function, b)
    guard function.isDifferentiable else { return Variable(y) }
    return .record(function.symbol, y, [
      (self, { try a.gradient(function, b, dy: $0, byFirst: true) }),
      (other, { try a.gradient(function, b, dy: $0, byFirst: false) }),
    ])
  }

  public static func + (a: Variable, b: Variable) throws -> Variable { try a.combined(.add, b) }
  public static func - (a: Variable, b: Variable) throws -> Variable {
    try a.combined(.subtract, b)
  }
  public static func * (a: Variable, b: Variable) throws -> Variable {
    try a.combined(.multiply, b)
  }
  public static func / (a: Variable, b: Variable) throws -> Variable { try a.combined(.divide, b) }
  public static prefix func - (a: Variable) -> Variable { a.apply(.negate) }
}
