/// A stretch of a script in the percent format, from one `# %%` line to the next.
public struct Cell: Sendable {
  /// What a cell holds.
  public enum Kind: String, CaseIterable, Sendable {
    case code
    /// Text for the report; its comment lines without `# `.
    case markdown
    /// Code whose `let`s and `var`s can be replaced from outside.
    case parameters
  }

  /// What is to become of the values of a code cell, as a word in brackets beside its title says.
  public enum Mark: String, CaseIterable, Sendable {
    /// They are kept as long as nothing changes that they depend on.
    case cache
    /// They are kept until the cell's own words change.
    case once
  }

  /// What it holds.
  public let kind: Kind
  /// What is to become of its values.
  public let marks: Set<Mark>
  /// The text beside the words in brackets; empty if there is none.
  public let title: String
  /// The whole cell with its `# %%` line.
  public let span: Span
  /// The cell without its `# %%` line and without blank lines around it.
  public let body: Span
  /// The text of a markdown cell; empty otherwise.
  public let markdown: String
  /// The statements; the value of every expression statement is an output of the cell.
  public let statements: [Statement]
}

/// A parsed source: its cells in order and what is wrong with it.
public struct Program: Sendable {
  /// Where it came from.
  public let source: SourceFile
  /// The cells in order; a source without `# %%` is one cell.
  public let cells: [Cell]
  /// The comments with their `#`, but for `# %%` lines, in order.
  public let comments: [Span]
  /// The errors and warnings, in order of their place.
  public let diagnostics: [Diagnostic]
  /// What the text still lacks when it merely stops too early, such as `}`; a REPL reads on.
  public let missing: String?

  /// Whether it can be run.
  public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
  /// Whether more lines could complete it.
  public var isIncomplete: Bool { missing != nil }
}
