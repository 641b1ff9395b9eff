import UptSyntax

/// What the surroundings of the language provide: where output goes and how foreign errors and
/// values are shown.
public struct Host {
  /// Receives what the script prints, line ends included.
  public var output: (String) -> Void
  /// Receives what the check before a run warns of; not called without a warning.
  public var warn: ([Diagnostic]) -> Void
  /// How `print`, interpolation and outputs show a value; nil leaves it to the language.
  public var display: (Value) -> String?
  /// Turns an error that a built-in let through into one of the language's; nil shows the
  /// error's own description.
  public var translate: (any Error) -> RuntimeError?
  /// Reads the script that an `import` in another one names by its path; gives it with a path that
  /// tells it from all others.
  public var load: (_ path: String, _ importer: SourceFile) throws -> (
    path: String, source: SourceFile
  )
  /// Whether a script may read and write files; whatever does so asks first.
  public var allowsFiles: () -> Bool
  /// Receives what results rest on besides the script itself, such as a file that is read.
  public var uses: (Use) -> Void = { _ in }
  /// Whether what a script writes is kept; otherwise files stay as they are, without an error.
  public var keepsFiles: () -> Bool = { true }

  /// Whether a built-in has just ended the evaluation because a result has to come from another
  /// process: the turns of a loop that do not rest on it go on then.
  public var isUnfinished: () -> Bool = { false }

  /// A host; without arguments, output is discarded and nothing is translated.
  public init(
    output: @escaping (String) -> Void = { _ in },
    warn: @escaping ([Diagnostic]) -> Void = { _ in },
    display: @escaping (Value) -> String? = { _ in nil },
    translate: @escaping (any Error) -> RuntimeError? = { _ in nil },
    load: @escaping (String, SourceFile) throws -> (path: String, source: SourceFile) = { _, _ in
      throw RuntimeError(.file, "scripts cannot be imported here")
    },
    allowsFiles: @escaping () -> Bool = { true }
  ) {
    self.output = output
    self.warn = warn
    self.display = display
    self.translate = translate
    self.load = load
    self.allowsFiles = allowsFiles
  }
}

/// Something outside of a script that it uses.
public struct Use: Sendable {
  /// What it is.
  public enum Kind: String, Sendable, Codable {
    /// A file that is read.
    case file
    /// A file that is written.
    case output
    /// Pictures with their classes.
    case dataset
    /// A frozen encoder.
    case encoder
  }

  /// What it is.
  public let kind: Kind
  /// Its path or name.
  public let name: String
  /// Gives a hash of its contents; it may take a moment.
  public let fingerprint: (@Sendable () -> String)?

  /// A use.
  public init(
    _ kind: Kind, _ name: String, fingerprint: (@Sendable () -> String)? = nil
  ) {
    self.kind = kind
    self.name = name
    self.fingerprint = fingerprint
  }
}

/// Bounds on what a script may use.
public struct Limits: Sendable {
  /// How deep calls may nest.
  public var callDepth = 10_000
  /// How many values the variables of all active calls may hold.
  public var stackValues = 1 << 20

  /// The usual limits.
  public init() {}
}
