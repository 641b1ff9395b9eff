import UptNotebook
import UptSyntax
import UptTensor

extension SessionCommand {
  static let set = SessionCommand(
    "set", "[OPTION VALUE]", "change an option; alone, show all of them",
    details: """
      \(SessionOption.all.map { "  \($0.name): \($0.help)" }.joined(separator: "\n"))
      """,
    argument: .word(
      of: Dictionary(SessionOption.all.map { ($0.name, $0.help) }, uniquingKeysWith: { $1 }))
  ) { session, text in
    let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let name = words.first else { return session.showOptions() }
    guard let option = SessionOption.all.first(where: { $0.name == name }) else {
      let near = Suggestion.hint(for: name, among: SessionOption.all.map(\.name))
      return session.screen.writeLines(
        "there is no option '\(name)'; \(near ?? "`:set` shows them")")
    }
    if words.count > 1 {
      do throws(UsageError) { try option.set(session, words[1]) } catch {
        return session.screen.writeLines(error.message)
      }
    }
    session.screen.writeLines("\(option.name) = \(option.value(session))")
  }
}

extension ReplSession {
  fileprivate func showOptions() {
    let cells: [[Table.Cell]] = SessionOption.all.map { option in
      [.text(option.name), .text(option.value(self)), .text(option.help)]
    }
    guard let table = try? Table(columns: ["option", "value", ""], rows: cells) else { return }
    screen.writeLines(table.text(screen.style))
  }
}
