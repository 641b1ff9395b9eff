import UptReport
import UptRuntime
import UptSession
import UptSyntax

/// Runs a script and gathers what comes out of its cells.
enum ReportRun {
  /// The report of a script, and how the run ended; cells that a cache has do not run. Errors are
  /// shown and stand in the report.
  static func report(
    of source: SourceFile, cache: CellCache? = nil, _ settings: Settings, _ screen: Screen
  ) -> (report: Report, outcome: ExitCode) {
    let run = session(settings, screen)
    let program = Parser.parse(source)
    let builder = ReportBuilder(program, in: run.session)
    let outcome = run.watching(since: 0) {
      try collecting(into: builder, run) {
        try run.session.run(program, parameters: settings.parameters, cache: cache)
      }
    }
    return (report(from: builder, run), outcome.exitCode)
  }

  /// Runs a script and writes its report, and again whenever the script changes.
  static func watch(
    _ path: String, _ settings: Settings, write: (Report) throws -> Void
  ) -> ExitCode {
    let run = session(settings, Screen(settings.format))
    let live = LiveRun(run.session, parameters: settings.parameters)
    return Watcher.watch(path, live, run) { program, begin in
      let builder = ReportBuilder(program, in: run.session)
      var failure: (any Error)?
      do {
        try collecting(into: builder, run) {
          try live.run(program) { first in
            begin(first)
            live.recall(program, builder.note)
          }
        }
      } catch { failure = error }
      try write(report(from: builder, run))
      if let failure { throw failure }
    }
  }

  private static func session(_ settings: Settings, _ screen: Screen) -> ScriptSession {
    let run = ScriptSession(settings, screen: screen)
    run.session.surroundings.style = .plain
    return run
  }

  /// Hands all that happens, and the error that ends it, to a builder.
  private static func collecting(
    into builder: ReportBuilder, _ run: ScriptSession, _ body: () throws -> Void
  ) throws {
    run.session.events = { event in
      if case .warned(let diagnostics) = event { run.screen.report(diagnostics) }
      builder.note(event)
    }
    do { try body() } catch let failure as ScriptFailure {
      builder.note(failure)
      throw failure
    }
  }

  private static func report(from builder: ReportBuilder, _ run: ScriptSession) -> Report {
    var report = builder.report
    report.provenance = run.session.provenance()
    return report
  }
}
