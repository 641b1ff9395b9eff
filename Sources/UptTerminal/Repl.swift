import UptSyntax

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
  public var name: String
  public var summary: String

  /// A command and the line that `:help` shows for it.
  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// Reads inputs, has them evaluated, and goes on until it is left.
public final class Repl {
  private let session: any Session
  private let editor: any LineEditor
  private let write: (String) -> Void
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
        editor.remember(text)
        if Self.isCommand(text) {
          guard run(command: text) else { return }
        } else {
          session.evaluate(text, number: number)
          number += 1
        }
      }
    }
  }

  private var commands: [ReplCommand] {
    [ReplCommand("help", "show the commands"), ReplCommand("quit", "leave (so does Ctrl-D)")]
      + session.commands
  }

  private static func isCommand(_ text: String) -> Bool {
    text.drop(while: \.isWhitespace).first == ":"
  }

  // Returns whether the loop goes on.
  private func run(command text: String) -> Bool {
    let words = text.drop(while: \.isWhitespace).dropFirst()
      .split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let name = words.first.map(String.init) ?? "help"
    let argument = words.count > 1 ? String(words[1]) : ""
    switch name {
    case "quit", "q", "exit": return false
    case "help" where argument.isEmpty || !session.commands.contains { $0.name == "help" }:
      showHelp()
    case _ where session.commands.contains { $0.name == name }:
      session.run(command: name, argument: argument)
    default:
      let near = Suggestion.nearest(to: name, among: commands.map(\.name))
      write("no command ':\(name)'; \(near.map { "did you mean ':\($0)'?" } ?? ":help lists them")\n")
    }
    return true
  }

  private func showHelp() {
    let width = commands.map(\.name.count).max() ?? 0
    var seen: Set<String> = []
    for command in commands where seen.insert(command.name).inserted {
      let gap = String(repeating: " ", count: width - command.name.count + 2)
      write("  :\(command.name)\(gap)\(command.summary)\n")
    }
    write("Enter runs a complete input, Alt-Enter begins a new line, Tab completes,\n")
    write("Ctrl-C gives up the line or stops what runs.\n")
  }

  private func complete(_ before: String) -> Completions {
    guard Self.isCommand(before), !before.contains(where: \.isWhitespace) else {
      return session.complete(before)
    }
    let typed = before.dropFirst()
    let found = commands.filter { $0.name.hasPrefix(typed) }
    return Completions(
      replacing: typed.unicodeScalars.count,
      found.map { Completions.Candidate($0.name, detail: $0.summary) })
  }
}
