import UptBuiltins
import UptReport
import UptTensor
import UptTerminal

/// Writes reports of scripts, and the scripts that notebook files hold.
enum ReportRenderer {
  /// Runs a script and writes its report, with the error in it if there is one.
  static func render(
    _ origin: ScriptText.Origin, to target: ReportFile, _ settings: Settings
  ) -> ExitCode {
    attempt(settings) { screen in
      let source = try ScriptText.load(origin)
      Interrupts.install()
      if settings.isWatching, let path = origin.path {
        return ReportRun.watch(path, settings) { report in
          try write(text(of: report, as: target.form), to: target.path)
        }
      }
      let (report, outcome) = ReportRun.report(
        of: source, cache: settings.cache(for: origin), settings, screen)
      try write(text(of: report, as: target.form), to: target.path)
      return outcome
    }
  }

  /// Writes the script in a notebook file.
  static func convert(
    _ notebook: String, to target: ReportFile, _ settings: Settings
  ) -> ExitCode {
    attempt(settings) { _ in
      let bytes = Array(try TextFile.read(notebook).utf8)
      try write(NotebookFile.script(bytes, of: notebook), to: target.path)
      return .success
    }
  }

  private static func text(of report: Report, as form: ReportFile.Form) -> String {
    switch form {
    case .page: HTMLPage.text(report)
    case .markdown: MarkdownDocument.text(report)
    case .notebook, .script: NotebookFile.text(report)
    }
  }

  private static func write(_ text: String, to path: String) throws {
    try AtomicFile.write(path, Array(text.utf8))
  }

  private static func attempt(
    _ settings: Settings, _ work: (Screen) throws -> ExitCode
  ) -> ExitCode {
    let screen = Screen(settings.format)
    do {
      return try work(screen)
    } catch {
      screen.report(EngineErrors.translate(error) ?? error)
      return .failure
    }
  }
}
