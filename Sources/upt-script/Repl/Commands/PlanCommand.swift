import UptBuiltins
import UptNotebook
import UptRuntime
import UptSyntax

extension SessionCommand {
  static let plan = SessionCommand(
    "plan", "EXPR", "show what trainings and sweeps would compute, hold and take",
    details: """
      The expression runs without training, encoding or writing files; what would have been done is
      counted, with its shapes, operations, largest memory and expected time. Nothing of it stays.
      """
  ) { session, text in
    let start = session.session.session.checkpoint()
    defer { session.session.session.restore(start) }
    _ = session.session.watching {
      let program = Parser.parse(text: text, name: "plan")
      let plan = try Library.plan(session.session.session.surroundings) {
        try session.interpreter.run(program)
      }
      session.screen.writeLines(plan.exhibit.text(session.screen.style))
    }
  }
}
