import UptRuntime
import UptSyntax

extension SessionCommand {
  static let type = SessionCommand(
    "type", "EXPR", "show the type and shape of an expression without running it",
    details: """
      Of a name it is what the name holds. Otherwise the check that comes before every run goes
      through the expression, with stand-ins for what is not known yet. What it finds wrong is shown
      as it would be before a run.
      """
  ) { session, text in
    _ = session.session.watching {
      if let type = session.interpreter.value(of: text)?.kindText {
        return session.screen.writeLines(type)
      }
      let program = Parser.parse(text: text, name: "type")
      let found = session.interpreter.expectation(of: program)
      session.screen.report(found.diagnostics)
      guard !found.diagnostics.contains(where: { $0.severity == .error }) else { return }
      session.screen.writeLines(found.type ?? "this cannot be told without running it")
    }
  }
}
