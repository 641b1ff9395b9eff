import Foundation
import UptSyntax

extension Repl {
  /// The session's commands and the loop's own; what a session says of one comes first.
  private var commands: [ReplCommand] {
    let own = [
      ReplCommand("help", "show the commands"),
      ReplCommand("history", "show the latest inputs, or those with a text: :history [N | TEXT]"),
      ReplCommand("quit", "leave (so does Ctrl-D)"),
    ]
    let theirs = session.commands
    return theirs + own.filter { command in !theirs.contains { $0.name == command.name } }
  }

  /// Whether an input is a command.
  static func isCommand(_ text: String) -> Bool {
    text.drop(while: \.isWhitespace).first == ":"
  }

  /// Runs a command; returns whether the loop goes on.
  func run(command text: String) -> Bool {
    let (typed, argument) = Self.parts(of: text)
    let name = typed.isEmpty ? "help" : typed
    switch name {
    case "quit", "q", "exit": return false
    case "history": showHistory(argument)
    case "help" where argument.isEmpty || !session.commands.contains { $0.name == "help" }:
      showHelp()
    case _ where session.commands.contains { $0.name == name }:
      session.run(command: name, argument: argument)
    default:
      let near = Suggestion.nearest(to: name, among: commands.map(\.name))
      let hint = near.map { "did you mean ':\($0)'?" } ?? ":help lists them"
      write("no command ':\(name)'; \(hint)\n")
    }
    return true
  }

  /// The name behind the colon and what follows it.
  private static func parts(of text: String) -> (name: String, argument: String) {
    let words = text.drop(while: \.isWhitespace).dropFirst()
    let name = words.prefix { !$0.isWhitespace }
    return (String(name), String(words[name.endIndex...].drop(while: \.isWhitespace)))
  }

  private func showHelp() {
    let width = commands.map(\.name.count).max() ?? 0
    for command in commands {
      let gap = String(repeating: " ", count: width - command.name.count + 2)
      write("  :\(command.name)\(gap)\(command.summary)\n")
    }
    write(
      """
      Enter runs a complete input, Alt-Enter begins a new line, Tab completes and lists.
      Up recalls inputs that begin with what is typed, Ctrl-R searches in all of them.
      Ctrl-X Ctrl-E opens the input in $EDITOR. What begins with a space is not kept.
      Ctrl-C gives up the line or stops what runs.

      """)
  }

  // MARK: History

  /// How many inputs are shown without a number.
  private static let shownInputs = 20

  private func showHistory(_ argument: String) {
    let text = argument.trimmingCharacters(in: .whitespacesAndNewlines)
    let entries = Array(editor.history.enumerated())
    let found =
      if let count = Int(text.isEmpty ? String(Self.shownInputs) : text) {
        Array(entries.suffix(max(count, 0)))
      } else {
        entries.filter { $0.element.contains(text) }
      }
    guard !found.isEmpty else {
      return write(entries.isEmpty ? "the history is empty\n" : "no input has that\n")
    }
    let width = String(found.last.map { $0.offset + 1 } ?? 0).count
    for (position, entry) in found {
      let number = String(position + 1)
      let margin = String(repeating: " ", count: width + 2)
      let lines = entry.replacing("\n", with: "\n" + margin)
      write(margin.dropFirst(number.count + 2) + number + "  " + lines + "\n")
    }
  }

  // MARK: Completion

  /// What may follow the text before the cursor.
  func complete(_ before: String) -> Completions {
    guard Self.isCommand(before) else { return session.complete(before) }
    let (name, argument) = Self.parts(of: before)
    if before.drop(while: \.isWhitespace).contains(where: \.isWhitespace) {
      // Such as `:help :time`.
      if Self.isCommand(argument) { return complete(argument) }
      switch commands.first(where: { $0.name == name })?.argument ?? .code {
      case .code: return session.complete(argument)
      case .file: return FileNames.proposals(for: argument)
      case .word(let words):
        let found = words.filter { $0.key.hasPrefix(argument) }.sorted { $0.key < $1.key }
        return Completions(
          replacing: argument.unicodeScalars.count,
          found.map { Completions.Candidate($0.key, detail: $0.value) })
      }
    }
    let found = commands.filter { $0.name.hasPrefix(name) }.sorted { $0.name < $1.name }
    return Completions(
      replacing: name.unicodeScalars.count,
      found.map { Completions.Candidate($0.name, detail: $0.summary) })
  }
}
