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
      if !settings.isQuiet {
        session.events = { event in
          switch event {
          case .began: screen.separate()
          case .value(let value): screen.writeLines(session.interpreter.display(value))
          default: break
          }
        }
      }
      return session.run(source, parameters: settings.parameters, since: 0).exitCode
    } catch {
      screen.report(error)
      return .failure
    }
  }
}
