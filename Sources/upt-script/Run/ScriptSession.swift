import UptBuiltins
import UptRuntime
import UptSyntax
import UptTerminal

/// An interpreter with all built-ins, its output on the screen and Ctrl-C in its reach.
///
/// This is the one place where the language, the engine's built-ins and the terminal meet.
final class ScriptSession {
  /// What came of running a text.
  enum Outcome { case finished, failed, interrupted }

  /// Where output goes.
  let screen: Screen
  /// The values and functions by name.
  let interpreter: Interpreter
  private let bounds: Bounds

  /// A session in which the script finds the settings' arguments as `args`.
  init(_ settings: Settings, screen: Screen) {
    self.screen = screen
    bounds = settings.bounds
    let surroundings = Surroundings(
      style: screen.style, seed: settings.seed, progress: { screen.show($0) },
      remark: { screen.remark($0) })
    surroundings.isSafe = settings.isSafe
    var host = Library.host(surroundings) { screen.write($0) }
    host.warn = { if !settings.isQuiet { screen.report($0) } }
    host.load = ScriptText.imported
    interpreter = Interpreter(
      host: host, topics: Library.topics(surroundings), types: Library.types,
      limits: settings.bounds.limits)
    interpreter.define("args", as: .list(settings.arguments.map { Value.text($0) }))
  }

  /// What is wrong with a source, found without running it.
  func check(_ source: SourceFile) throws -> [Diagnostic] {
    try runOnBigStack { interpreter.check(Parser.parse(source)) }
  }

  /// Runs a source cell by cell; `output` receives the value of each top-level expression. Errors
  /// are shown, not thrown. Interrupts after the first `seen` stop it.
  func run(
    _ source: SourceFile, parameters: [(name: String, text: String)] = [],
    since seen: Int = Interrupts.count, started: () -> Void = {}, output: (Value) -> Void
  ) -> Outcome {
    interpreter.interrupt.reset()
    let watch = RunWatch(interpreter.interrupt, bounds, since: seen)
    defer { watch.stop() }
    do {
      try runOnBigStack {
        try interpreter.run(
          Parser.parse(source), parameters: parameters, started: { _ in started() },
          output: { _, value in output(value) })
      }
      screen.finish()
      return interpreter.interrupt.isInterrupted ? .interrupted : .finished
    } catch {
      screen.report(error)
      return (error as? ScriptFailure)?.isInterruption == true ? .interrupted : .failed
    }
  }
}
