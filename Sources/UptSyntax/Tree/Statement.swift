/// A statement with its place.
public struct Statement: Sendable {
  /// The kinds of statements.
  public enum Kind: Sendable {
    /// `let pattern = value` or `var pattern = value`.
    case declaration(Declaration)
    /// `func name(…) { … }`; the literal has a name.
    case function(FunctionLiteral)
    /// `target = value`, or with an operator `target += value`.
    case assignment(target: Expression, BinaryOperator?, value: Expression)
    case expression(Expression)
    /// `for pattern in sequence { … }`.
    case loop(Pattern, Expression, Block)
    case `while`(Expression, Block)
    case `return`(Expression?)
    case `break`
    case `continue`
    /// `throw value`.
    case `throw`(Expression)
    case `import`(Import)
  }

  public let kind: Kind
  public let span: Span

  /// Whether nothing in its block can run after it.
  public var isJump: Bool {
    switch kind {
    case .return, .break, .continue, .throw: true
    default: false
    }
  }
}

/// `let` or `var` with what it defines and the value.
public struct Declaration: Sendable {
  public let pattern: Pattern
  public let isVariable: Bool
  public let value: Expression

  /// The name, if it defines just one and takes nothing apart.
  public var name: Identifier? {
    if case .name(let name) = pattern.kind { return name }
    return nil
  }
}

/// `import "path.upt" as name`.
public struct Import: Sendable {
  /// The path as written, relative to the script that imports.
  public let path: String
  /// The place of the path.
  public let pathSpan: Span
  /// What the module is called here: the name behind `as`, or else the file's own.
  public let name: Identifier
}
