import UptRuntime
import UptSession
import UptSyntax
import UptTerminal

/// A session with its output on the screen and Ctrl-C in its reach.
///
/// This is the one place where the language and the terminal meet.
final class ScriptSession {
  /// What came of running a text.
  enum Outcome {
    case finished, failed, interrupted

    /// How the program ends then.
    var exitCode: ExitCode {
      switch self {
      case .finished: .success
      case .failed: .failure
      case .interrupted: .interrupted
      }
    }
  }

  /// Where output goes.
  let screen: Screen
  /// What runs the scripts.
  let session: UptSession.Session
  /// The values and functions by name.
  var interpreter: Interpreter { session.interpreter }
  /// What an evaluation may use.
  var bounds: Bounds

  /// A session in which the script finds the settings' arguments as `args`. Remarks, warnings and
  /// what scripts print go to the screen; `events` hears of the rest.
  init(_ settings: Settings, screen: Screen) {
    self.screen = screen
    bounds = settings.bounds
    var configuration = UptSession.Session.Configuration(load: ScriptText.imported)
    configuration.style = screen.style
    configuration.seed = settings.seed
    configuration.isSafe = settings.isSafe
    configuration.limits = settings.bounds.limits
    configuration.arguments = settings.arguments
    configuration.progress = { screen.show($0) }
    session = UptSession.Session(configuration)
    session.events = { [unowned self] event in
      switch event {
      case .printed(let text): screen.write(text)
      case .remark(let text): screen.remark(text)
      case .warned(let diagnostics): if !settings.isQuiet { screen.report(diagnostics) }
      case .began, .value, .restored, .ended: events(event)
      }
    }
  }

  /// Hears of cells and their values.
  var events: (Event) -> Void = { _ in }

  /// What is wrong with a source, found without running it.
  func check(
    _ source: SourceFile, _ parameters: [(name: String, text: String)] = []
  ) throws -> [Diagnostic] {
    try runOnBigStack { interpreter.check(Parser.parse(source), parameters: parameters) }
  }

  /// Runs a source cell by cell, but for those that a cache has. Errors are shown, not thrown.
  /// Interrupts after the first `seen` stop it.
  func run(
    _ source: SourceFile, parameters: [(name: String, text: String)] = [],
    cache: CellCache? = nil, since seen: Int = Interrupts.count,
    label: @escaping (Cell) -> String = { $0.name }, observer: Interpreter.Observer? = nil
  ) -> Outcome {
    watching(since: seen) {
      try session.run(
        Parser.parse(source), parameters: parameters, cache: cache, observer: observer,
        label: label)
    }
  }

  /// Does something that Ctrl-C and the bounds can stop, and shows the error that ends it.
  func watching(since seen: Int = Interrupts.count, _ body: () throws -> Void) -> Outcome {
    interpreter.interrupt.reset()
    let watch = RunWatch(interpreter.interrupt, bounds, since: seen)
    defer { watch.stop() }
    do {
      try runOnBigStack { try body() }
      screen.finish()
      return interpreter.interrupt.isInterrupted ? .interrupted : .finished
    } catch {
      screen.report(error)
      return (error as? ScriptFailure)?.isInterruption == true ? .interrupted : .failed
    }
  }
}
