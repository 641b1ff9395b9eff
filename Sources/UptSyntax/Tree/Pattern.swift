/// What a value is compared with and taken apart by: in `let`, in `for`, in the arms of `match`.
public struct Pattern: Sendable {
  /// The kinds of patterns.
  public indirect enum Kind: Sendable {
    /// Anything, under a name; `_` gives it none.
    case name(Identifier)
    /// A value equal to a literal.
    case literal(Expression)
    /// A number within bounds, which are literals.
    case range(low: Expression?, high: Expression?, isClosed: Bool)
    /// `[a, b, ...rest]`: a sequence of as many elements, or of more if there is a rest.
    case list([Pattern], rest: Rest?)
    /// `(label, label: pattern)`: a value that has these members.
    case record([Field])
  }

  /// The elements of a sequence that no pattern of their own takes.
  public struct Rest: Sendable {
    /// How many patterns come before it.
    public let position: Int
    /// The name of the list of these elements; nil for `..`.
    public let name: Identifier?
  }

  /// `label: pattern`; `label` alone stands for `label: label`.
  public struct Field: Sendable {
    public let label: Identifier
    public let pattern: Pattern
  }

  public let kind: Kind
  public let span: Span

  /// The names it defines, in order; without `_`.
  public var names: [Identifier] {
    switch kind {
    case .name(let name): name.name == "_" ? [] : [name]
    case .literal, .range: []
    case .list(let elements, let rest):
      elements.flatMap(\.names) + [rest?.name].compactMap { $0 }.filter { $0.name != "_" }
    case .record(let fields): fields.flatMap(\.pattern.names)
    }
  }

  /// Whether it is a name or takes something apart into names, so that `let` can use it.
  public var isBinding: Bool {
    switch kind {
    case .name: true
    case .literal, .range: false
    case .list(let elements, _): elements.allSatisfy(\.isBinding)
    case .record(let fields): fields.allSatisfy(\.pattern.isBinding)
    }
  }
}
