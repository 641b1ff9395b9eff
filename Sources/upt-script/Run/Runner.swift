import UptRuntime
import UptSession
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
      session.session.sweeps = try settings.store(of: source, screen)
      session.events = { show($0, of: session, settings, screen) }
      return session.run(
        source, parameters: settings.parameters, cache: settings.cache(for: origin), since: 0
      ).exitCode
    } catch {
      screen.report(error)
      return .failure
    }
  }

  /// Shows what happens in a session.
  static func show(
    _ event: Event, of session: ScriptSession, _ settings: Settings, _ screen: Screen
  ) {
    switch event {
    case .began: if !settings.isQuiet { screen.separate() }
    case .value(let value):
      if !settings.isQuiet { screen.writeLines(session.interpreter.display(value)) }
    case .restored(let cell, let outputs, let age):
      screen.remark("from the cache (\(Age.text(age))): \(cell.name)")
      for output in outputs { screen.show(output, isQuiet: settings.isQuiet) }
    default: break
    }
  }
}

extension Settings {
  /// What is kept of a script's cells; nil for one that is in no file.
  func cache(for origin: ScriptText.Origin) -> CellCache? {
    origin.path.map { CellCache(script: $0, extent: runsChanged ? .unchanged : .marked) }
  }
}
