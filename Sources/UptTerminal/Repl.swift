/// What the loop needs of the language behind it.
public protocol Session: AnyObject {
  /// Whether `text` can be run as it stands.
  func isComplete(_ text: String) -> Completeness
  /// Runs input number `number` and shows what comes of it. Errors are shown too, not thrown.
  func evaluate(_ text: String, number: Int)
  /// What may follow the text before the cursor.
  func complete(_ textBeforeCursor: String) -> Completions
  /// The commands beyond the loop's own, for `:help` and completion.
  var commands: [ReplCommand] { get }
  /// Runs one of `commands`.
  func run(command: String, argument: String)
}

extension Session {
  public var commands: [ReplCommand] { [] }
  public func run(command: String, argument: String) {}
}

/// A command of the loop, typed after a colon.
public struct ReplCommand: Sendable, Hashable {
  /// What stands behind a command, for completion.
  public enum Argument: Sendable, Hashable {
    /// Code, or the name of something.
    case code
    /// The path of a file, without quotes, to the end of the line.
    case file
    /// One of some words, each with the line that explains it.
    case word(of: [String: String])
  }

  public var name: String
  public var summary: String
  public var argument: Argument

  /// A command and the line that `:help` shows for it.
  public init(_ name: String, _ summary: String, argument: Argument = .code) {
    self.name = name
    self.summary = summary
    self.argument = argument
  }
}

/// Reads inputs, has them evaluated, and goes on until it is left.
public final class Repl {
  let session: any Session
  let editor: any LineEditor
  let write: (String) -> Void
  /// The number of the next input.
  public private(set) var number = 1

  /// A loop between an editor and a session; `write` shows what the loop itself has to say.
  public init(
    session: any Session, editor: any LineEditor,
    write: @escaping (String) -> Void = { Standard.write($0) }
  ) {
    self.session = session
    self.editor = editor
    self.write = write
  }

  /// Runs until `:quit` or the end of the input.
  public func run() {
    let rules = InputRules(
      isComplete: { [session] text in
        Self.isCommand(text) ? .complete : session.isComplete(text)
      },
      complete: { [unowned self] in complete($0) })
    while true {
      switch editor.read(prompt: "\(number)> ", rules: rules) {
      case .endOfInput: return
      case .interrupted: continue
      case .text(let text):
        guard text.contains(where: { !$0.isWhitespace }) else { continue }
        // What begins with a space is nobody's business.
        if text.first != " " { editor.remember(text) }
        if Self.isCommand(text) {
          guard run(command: text) else { return }
        } else {
          session.evaluate(text, number: number)
          number += 1
        }
      }
    }
  }
}
