import UptSession

extension SessionCommand {
  static let reset = SessionCommand(
    "reset", "", "forget all names, outputs and inputs",
    details: """
      Random numbers begin anew as well. Settings and the history stay, and inputs are counted on:
      what is on the screen keeps its numbers.
      """
  ) { session, _ in
    for output in session.outputs.all { session.interpreter.undefine("_\(output.number)") }
    session.interpreter.undefine("_")
    session.outputs.removeAll()
    session.transcript = Transcript()
    session.session.session.forgetAll()
    session.screen.writeLines("nothing has a name any more")
  }
}
