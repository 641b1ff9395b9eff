import UptReport
import UptRuntime
import UptSession
import UptSyntax

/// Runs a script and gathers what comes out of its cells.
enum ReportRun {
  /// The report of a script, and how the run ended. Errors are shown and stand in the report.
  static func report(
    of source: SourceFile, _ settings: Settings, _ screen: Screen
  ) -> (report: Report, outcome: ExitCode) {
    let run = ScriptSession(settings, screen: screen)
    run.session.surroundings.style = .plain
    let program = Parser.parse(source)
    let builder = ReportBuilder(program, in: run.session)
    run.session.events = { event in
      if case .warned(let diagnostics) = event { screen.report(diagnostics) }
      builder.note(event)
    }
    let outcome = run.watching(since: 0) {
      do {
        try run.session.run(program, parameters: settings.parameters)
      } catch let failure as ScriptFailure {
        builder.note(failure)
        throw failure
      }
    }
    var report = builder.report
    report.provenance = run.session.provenance()
    return (report, outcome.exitCode)
  }
}
