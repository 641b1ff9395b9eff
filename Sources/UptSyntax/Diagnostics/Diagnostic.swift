/// A message about a script, as data; `DiagnosticRenderer` turns it into text.
public struct Diagnostic: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// A further place that explains the message.
  public struct Note: Sendable, Equatable {
    /// What the place has to do with it.
    public let message: String
    /// The place, where there is one.
    public let span: Span?

    /// A note about `span`.
    public init(_ message: String, span: Span? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// A stable code such as `E0101`.
  public var code: String
  /// One sentence: what is wrong.
  public var message: String
  /// The place; nil when the message is about no place in a script.
  public var span: Span?
  /// A few words beside the underline, for instance what was expected there.
  public var label: String?
  /// Further places and explanations.
  public var notes: [Note]
  /// What to do about it.
  public var hint: String?
  /// The calls that led there, innermost first.
  public var trace: [TraceFrame]

  /// A diagnostic from its parts.
  public init(
    _ code: String, _ message: String, span: Span?, severity: Severity = .error,
    label: String? = nil, notes: [Note] = [], hint: String? = nil, trace: [TraceFrame] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
    self.notes = notes
    self.hint = hint
    self.trace = trace
  }
}

/// One call of a call trace.
public struct TraceFrame: Sendable, Equatable {
  /// The function that was called, in the script's terms.
  public let function: String
  /// Where it was called.
  public let call: Span

  /// A call of `function` at `call`.
  public init(function: String, call: Span) {
    self.function = function
    self.call = call
  }
}

extension [Diagnostic] {
  /// The diagnostics in the order of their places; those without a place come first.
  public var inOrder: [Diagnostic] {
    enumerated().sorted {
      ($0.element.span?.lower ?? -1, $0.offset) < ($1.element.span?.lower ?? -1, $1.offset)
    }.map(\.element)
  }
}
