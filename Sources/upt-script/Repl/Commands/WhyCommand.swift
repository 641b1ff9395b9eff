extension SessionCommand {
  static let why = SessionCommand(
    "why", "NAME", "show the chain that a value came from",
    details: """
      The input or cell that gave the value, with its files, data and encoders; below it, what that
      had read, back to what rests on nothing. A value that was kept under another name, such as
      `_3`, keeps its own chain when a name it rested on is defined anew.
      """
  ) { session, name in
    if let lines = session.session.session.ancestry(of: name) {
      let width = session.screen.style.width
      let cut = lines.map { $0.count > width ? $0.prefix(width - 1) + "…" : $0 }
      return session.screen.writeLines(cut.joined(separator: "\n"))
    }
    let isThere = session.interpreter.value(of: name) != nil
    session.screen.writeLines(
      isThere ? "`\(name)` was there from the start" : "nothing is called `\(name)`")
  }
}
