/// A statement with its place.
public struct Statement: Sendable {
  /// The kinds of statements.
  public enum Kind: Sendable {
    /// `let x = value` or `var x = value`.
    case declaration(Declaration)
    /// `func name(…) { … }`; the literal has a name.
    case function(FunctionLiteral)
    /// `target = value`, or with an operator `target += value`.
    case assignment(target: Expression, BinaryOperator?, value: Expression)
    case expression(Expression)
    /// `for name in sequence { … }`.
    case loop(Identifier, Expression, Block)
    case `while`(Expression, Block)
    case `return`(Expression?)
    case `break`
    case `continue`
  }

  public let kind: Kind
  public let span: Span
}

/// `let` or `var` with its name and value.
public struct Declaration: Sendable {
  public let name: Identifier
  public let isVariable: Bool
  public let value: Expression
}
