/// `if` with its branches; a value or a statement.
public final class Conditional: Sendable {
  /// One `if` or `else if`.
  public struct Branch: Sendable {
    public let condition: Expression
    public let body: Block
  }

  public let branches: [Branch]
  public let otherwise: Block?

  init(branches: [Branch], otherwise: Block?) {
    self.branches = branches
    self.otherwise = otherwise
  }
}

/// `match` with its arms; a value or a statement.
public final class Match: Sendable {
  /// `pattern, pattern if condition => body`.
  public struct Arm: Sendable {
    /// The patterns, of which one has to fit.
    public let patterns: [Pattern]
    /// What has to be true besides.
    public let condition: Expression?
    public let body: Block
  }

  public let subject: Expression
  public let arms: [Arm]

  init(subject: Expression, arms: [Arm]) {
    self.subject = subject
    self.arms = arms
  }
}

/// `try { … } catch name { … }`; a value or a statement.
public final class Attempt: Sendable {
  public let body: Block
  /// The name of the error in the handler, if it has one.
  public let name: Identifier?
  public let handler: Block

  init(body: Block, name: Identifier?, handler: Block) {
    self.body = body
    self.name = name
    self.handler = handler
  }
}

/// `[value for pattern in sequence if condition]`: a list, or a dictionary of `key: value`.
public final class Comprehension: Sendable {
  /// One part behind the value.
  public enum Clause: Sendable {
    case each(Pattern, Expression)
    case condition(Expression)
  }

  /// The key of each entry, if it makes a dictionary.
  public let key: Expression?
  public let value: Expression
  /// The clauses from the outermost to the innermost; the first is an `each`.
  public let clauses: [Clause]

  init(key: Expression?, value: Expression, clauses: [Clause]) {
    self.key = key
    self.value = value
    self.clauses = clauses
  }
}

/// Statements between braces.
public final class Block: Sendable {
  public let statements: [Statement]
  public let span: Span
  public let height: Int

  init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
    height = 1 + (statements.map(\.height).max() ?? 0)
  }
}
