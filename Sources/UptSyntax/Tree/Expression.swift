/// An expression with its place. Immutable; `height` bounds recursion over the tree.
public final class Expression: Sendable {
  /// The kinds of expressions.
  public indirect enum Kind: Sendable {
    case nothing
    case bool(Bool)
    case int(Int)
    case real(Double)
    /// A string without interpolations.
    case text(String)
    /// A string with interpolations.
    case interpolation([StringPart])
    case list([Expression])
    case record([Field])
    case dictionary([Entry])
    case comprehension(Comprehension)
    case name(String)
    case member(Expression, Identifier)
    case call(Expression, [Argument])
    case index(Expression, [SubscriptItem])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case logical(LogicalOperator, Expression, Expression)
    /// `left ?? right`: the right side where the left one is nil.
    case otherwise(Expression, Expression)
    case range(Expression, Expression, isClosed: Bool)
    case function(FunctionLiteral)
    case conditional(Conditional)
    case match(Match)
    case attempt(Attempt)
    /// What the parser puts where it found no expression.
    case missing
  }

  /// What it is.
  public let kind: Kind
  /// Its place, including parentheses around it unless it is a name.
  public let span: Span
  /// The number of levels of the tree below and including it.
  public let height: Int

  /// An expression of a kind at a place.
  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
    height = 1 + kind.contentHeight
  }

  /// The same expression with the place of the parentheses around it.
  public func widened(to span: Span) -> Expression { Expression(kind, span) }
}

/// A name with its place.
public struct Identifier: Sendable {
  /// The name.
  public let name: String
  /// Its place.
  public let span: Span
}

/// A part of a string literal.
public enum StringPart: Sendable {
  /// Text as it stands.
  case text(String)
  /// `\(value)` or `\(value:format)`.
  case value(Expression, format: Identifier?)
}

/// A field `label: value` of a record.
public struct Field: Sendable {
  public let label: Identifier
  public let value: Expression
}

/// An entry `key: value` of a dictionary.
public struct Entry: Sendable {
  public let key: Expression
  public let value: Expression
}

/// An argument of a call.
public struct Argument: Sendable {
  /// The label, if it has one.
  public let label: Identifier?
  public let value: Expression
  /// Whether it is a closure after the parentheses.
  public let isTrailing: Bool
  /// The place with the label.
  public var span: Span { label.map { $0.span.joined(value.span) } ?? value.span }
}

/// An item between the brackets of a subscript.
public enum SubscriptItem: Sendable {
  case value(Expression)
  /// `low..<high`, either bound optional; `..` has none.
  case slice(low: Expression?, high: Expression?, isClosed: Bool, Span)
}

/// A closure or the function of a declaration.
public final class FunctionLiteral: Sendable {
  /// The declared name; nil for a closure.
  public let name: Identifier?
  public let parameters: [ParameterDeclaration]
  public let body: Block
  public let span: Span
  /// The comment lines right above a declared function, without `#`; what `help` shows.
  public let documentation: String

  init(
    name: Identifier?, parameters: [ParameterDeclaration], body: Block, span: Span,
    documentation: String = ""
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.span = span
    self.documentation = documentation
  }
}

/// A parameter, perhaps with a default.
public struct ParameterDeclaration: Sendable {
  public let name: Identifier
  public let defaultValue: Expression?
}
