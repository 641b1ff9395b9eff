/// What `--help` shows, made from the tables of commands and options.
enum Usage {
  static var text: String {
    """
    A notebook in the terminal for tuning the prompts of CLIP-like models.

    usage: \(Version.program)                 converse; without a terminal, run the standard input
    \(rows(Command.all.compactMap { command in command.help.map { (line(of: command), $0) } }))

    options:
    \(rows(Option.all.map { ($0.shown, $0.help) }))

    Arguments after -- are the list `args` of the script. The exit code is 0, or 1 if the script
    failed or passed a bound, 2 if it was called wrongly, 130 if it was interrupted.

    """
  }

  private static func line(of command: Command) -> String {
    let names = command.names.joined(separator: ", ")
    return command.operand.isEmpty ? names : "\(names) \(command.operand)"
  }

  private static func rows(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { left, right in
      "  " + left + String(repeating: " ", count: width - left.count + 2) + right
    }.joined(separator: "\n")
  }
}
