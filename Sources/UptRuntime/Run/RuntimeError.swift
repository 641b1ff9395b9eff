import UptSyntax

/// What went wrong while a script ran, before and after it is known where.
///
/// Built-ins throw it with a message and a hint; the runtime adds the span and the call trace.
public struct RuntimeError: Error {
  /// The family of the failure, with the code that diagnostics show.
  public enum Kind: String, Sendable, CaseIterable {
    /// A name without a value.
    case name = "E0201"
    /// A call whose arguments do not fit.
    case call = "E0301"
    /// A value of the wrong type.
    case type = "E0401"
    /// A value of the right type that an operation cannot take.
    case value = "E0402"
    /// A member that a value does not have.
    case member = "E0403"
    /// Sizes of tensors that do not fit each other.
    case shape = "E0404"
    /// An index or key that is not there.
    case index = "E0501"
    /// A number that does not exist or does not fit, such as an overflow.
    case arithmetic = "E0601"
    /// A limit of the interpreter, such as the call depth.
    case limit = "E0701"
    /// The user asked to stop.
    case interrupted = "E0702"
    /// The bound on memory that the user set was passed.
    case memory = "E0703"
    /// The bound on time that the user set was passed.
    case time = "E0704"
    /// A file that is missing, unreadable or not what it should be.
    case file = "E0802"
    /// A training whose loss is not finite.
    case diverged = "E0803"
    /// A gradient that finite differences do not confirm.
    case gradient = "E0804"
    /// A failure of the host that is none of the above.
    case host = "E0801"
    /// A failed `assert`.
    case assertion = "E0901"
    /// What a script throws itself.
    case thrown = "E0902"

    /// Whether a script's `try` can catch it. Not what the user asks for from outside: a script
    /// that caught that could not be stopped.
    public var isCatchable: Bool { ![.interrupted, .memory, .time].contains(self) }
  }

  /// What a script threw, if it was no text.
  struct Thrown: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// The family.
  public var kind: Kind
  /// One sentence: what is wrong, without the place.
  public var message: String
  /// What to do about it.
  public var hint: String?
  /// The parameter (its position in the built-in's list) whose argument is to blame; the
  /// underline then goes there instead of to the whole call.
  public var argument: Int?
  /// Which of several arguments is meant where the parameter collects them: a position.
  public var part: Int?
  /// The place; the runtime fills it in.
  public var span: Span?
  /// A few words beside the underline.
  public var label: String?
  /// Further places and explanations.
  public var notes: [Diagnostic.Note] = []
  /// The value that a script threw.
  var thrown: Thrown?
  /// The calls that led there, innermost first; the runtime fills them in.
  public var trace: [TraceFrame] = []

  /// An error of a kind with its message and, where known, a hint and the argument to blame.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, argument: Int? = nil,
    span: Span? = nil, label: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.argument = argument
    self.span = span
    self.label = label
  }

  /// The error as a diagnostic.
  public var diagnostic: Diagnostic {
    Diagnostic(
      kind.rawValue, message, span: span, label: label, notes: notes, hint: hint, trace: trace)
  }
}
