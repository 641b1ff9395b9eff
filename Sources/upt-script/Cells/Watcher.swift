import Foundation
import UptRuntime
import UptSession
import UptSyntax
import UptTerminal

/// Runs a script, and again whenever it changes on the disk, until Ctrl-C.
enum Watcher {
  static func run(_ path: String, _ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    let session = ScriptSession(settings, screen: screen)
    session.events = { Runner.show($0, of: session, settings, screen) }
    let live = LiveRun(session.session, parameters: settings.parameters)
    return watch(path, live, session) { program, begin in try live.run(program, begin: begin) }
  }

  /// Calls `body` with a script and again whenever it has changed, until the user leaves. It is to
  /// tell `begin` the first cell that runs, or nil if none does. Errors are shown.
  static func watch(
    _ path: String, _ live: LiveRun, _ session: ScriptSession,
    _ body: (Program, (Cell?) -> Void) throws -> Void
  ) -> ExitCode {
    Interrupts.install()
    let screen = session.screen
    var watch = ScriptWatch(path)
    while true {
      watch.look()
      let seen = Interrupts.count
      do {
        let source = try ScriptText.load(.file(path))
        let outcome = session.watching(since: seen) {
          let program = Parser.parse(source)
          try body(program) { screen.remark(header($0, program)) }
        }
        if outcome == .interrupted { screen.remark("stopped; Ctrl-C leaves") }
      } catch {
        screen.report(error)
      }
      watch.look(at: live.imports)
      // The first Ctrl-C of a run has stopped it.
      let count = Interrupts.count
      guard count <= seen + 1, watch.wait(since: count) else { return .success }
    }
  }

  /// When a run begins, and where.
  private static func header(_ first: Cell?, _ program: Program) -> String {
    var (now, parts) = (time(nil), tm())
    localtime_r(&now, &parts)
    let time = String(format: "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec)
    guard let first else { return "\(time)  nothing runs: no code has changed" }
    return first.span.lower == program.cells.first?.span.lower
      ? "\(time)  from the beginning" : "\(time)  from '\(first.name)'"
  }
}
