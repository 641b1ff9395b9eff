/// Whether an input can be run as it stands.
public enum Completeness: Sendable, Hashable {
  /// The input is whole, or wrong in a way that more lines cannot mend.
  case complete
  /// Something is still open; the next line begins with this many spaces.
  case incomplete(indent: Int)
}

/// What may stand at the cursor.
public struct Completions {
  /// One proposal and a line that explains it.
  public struct Candidate {
    public var text: String
    /// The line; made only when it is shown, as there may be thousands of proposals.
    public var detail: () -> String

    /// A proposal.
    public init(_ text: String, detail: @autoclosure @escaping () -> String = "") {
      self.text = text
      self.detail = detail
    }
  }

  /// How many characters (Unicode scalars) before the cursor a proposal replaces.
  public var replacing: Int
  /// The proposals, in the order to list them.
  public var candidates: [Candidate]

  /// Proposals for the last `replacing` characters before the cursor.
  public init(replacing: Int = 0, _ candidates: [Candidate] = []) {
    self.replacing = replacing
    self.candidates = candidates
  }

  /// The longest text that all proposals begin with.
  public var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0.text.unicodeScalars) }) else { return "" }
    for candidate in candidates.dropFirst() {
      let same = zip(prefix, candidate.text.unicodeScalars).prefix { $0 == $1 }.count
      prefix.removeSubrange(same...)
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: prefix)
    return String(text)
  }
}

/// What an editor asks about the text being typed.
public struct InputRules {
  /// Whether Enter runs the text or begins another line.
  public var isComplete: (String) -> Completeness
  /// What may follow the text before the cursor.
  public var complete: (String) -> Completions

  /// Rules; by default every line is complete and nothing is proposed.
  public init(
    isComplete: @escaping (String) -> Completeness = { _ in .complete },
    complete: @escaping (String) -> Completions = { _ in Completions() }
  ) {
    self.isComplete = isComplete
    self.complete = complete
  }
}

/// What came of reading one input.
public enum LineInput: Sendable, Hashable {
  /// A whole input, of one line or several, without the newline at its end.
  case text(String)
  /// Ctrl-C: the text is given up, the session goes on.
  case interrupted
  /// Ctrl-D on an empty line, or the end of the file.
  case endOfInput
}

/// Reads inputs of one or several lines from whoever gives them.
public protocol LineEditor: AnyObject {
  /// Shows `prompt` and reads one whole input.
  func read(prompt: String, rules: InputRules) -> LineInput
  /// Keeps `text` for the history.
  func remember(_ text: String)
  /// The inputs of this and earlier sessions that are kept, each once, the newest last.
  var history: [String] { get }
}

extension LineEditor {
  public func remember(_ text: String) {}
  public var history: [String] { [] }
}
