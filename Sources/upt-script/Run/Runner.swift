import UptRuntime
import UptTerminal

/// Runs one script from its beginning to its end.
///
/// What comes out reads like a report: what the cells print and their outputs, a blank line between
/// one cell's and the next's. It is the same in a terminal and in a file but for colours and width.
enum Runner {
  static func run(_ origin: ScriptText.Origin, _ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    do {
      let source = try ScriptText.load(origin)
      // Not earlier: while the standard input is read, Ctrl-C may end the program.
      Interrupts.install()
      let session = ScriptSession(settings, screen: screen)
      let outcome = session.run(
        source, parameters: settings.parameters, since: 0,
        started: { if !settings.isQuiet { screen.separate() } },
        output: { value in
          if !settings.isQuiet { screen.writeLines(session.interpreter.display(value)) }
        })
      switch outcome {
      case .finished: return .success
      case .failed: return .failure
      case .interrupted: return .interrupted
      }
    } catch {
      screen.report(error)
      return .failure
    }
  }
}
