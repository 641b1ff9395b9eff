import UptSyntax

extension SessionCommand {
  static let help = SessionCommand(
    "help", "[NAME]", "show the commands, or explain a function, a value or a command",
    details: """
      NAME may be anything that has a value, such as `fit` or `train.classes`, or a command with
      or without its colon. `NAME?` does the same.
      """
  ) { session, name in
    let command = all.first { ":" + $0.name == name || $0.name == name }
    if command == nil, name.hasPrefix(":") {
      let near = Suggestion.hint(for: name, among: all.map { ":" + $0.name })
      return session.screen.writeLines(
        "there is no command \(name); \(near ?? "`:help` lists them")")
    }
    let isValue = session.interpreter.value(of: name) != nil
    guard let command, !isValue || name.hasPrefix(":") else {
      let program = Parser.parse(text: "help(\(name))", name: "help")
      _ = session.session.watching { try session.interpreter.run(program) }
      if let command {
        session.screen.writeLines("\(command.usage) is a command, too: :help :\(command.name)")
      }
      return
    }
    session.screen.writeLines(command.page)
  }

  static let history = SessionCommand(
    "history", "[N | TEXT]", "show the latest inputs, or those that have a text",
    details: """
      The newest come last; N is how many. Inputs of all sessions are kept, each once, but for
      those that begin with a space.
      """
  ) { _, _ in }

  static let quit = SessionCommand(
    "quit", "", "leave (so does Ctrl-D)",
    details: "What has a name is gone then; `:save FILE.upt` keeps the inputs as a script."
  ) { _, _ in }

  static let doctor = SessionCommand(
    "doctor", "", "show what the program finds on this computer, and how fast it is",
    details: "The same as `\(Version.program) doctor`; it measures for a second or two."
  ) { _, _ in Doctor.examine() }
}
