import Foundation
import UptNotebook
import UptRuntime
import UptSession
import UptSyntax
import UptTerminal

/// What is kept of a script's cells: shows it, removes it.
enum CacheList {
  /// Shows how the cells of a script stand to what is kept of them.
  static func show(_ path: String, _ settings: Settings) -> ExitCode {
    let screen = Screen(settings.format)
    let session = ScriptSession(settings, screen: screen)
    do {
      let source = try ScriptText.load(.file(path))
      let errors = try session.check(source, settings.parameters).filter { $0.severity == .error }
      guard errors.isEmpty else { throw ScriptFailure(errors) }
      let states = try runOnBigStack {
        session.session.states(
          of: Parser.parse(source), parameters: settings.parameters,
          cache: CellCache(script: path))
      }
      screen.writeLines(try table(states).text(screen.style))
      return .success
    } catch {
      screen.report(error)
      return .failure
    }
  }

  /// Removes what is kept of a script, or of all.
  static func clear(_ path: String?) -> ExitCode {
    let count = CellStore().clear(path)
    Standard.write(count == 1 ? "1 cell removed\n" : "\(count) cells removed\n")
    return .success
  }

  private static func table(_ states: [CellState]) throws -> Table {
    try Table([
      .init("cell", states.map { .text($0.cell.name) }),
      .init("state", states.map { .text(text($0.state)) }),
      .init("ran", states.map { .text($0.ended.map(age) ?? "never") }),
      .init("took", states.map { $0.seconds.map { .text(duration($0)) } ?? .missing }),
      .init("size", states.map { $0.bytes.map { .text(size($0)) } ?? .missing }),
    ])
  }

  private static func text(_ state: CellState.State) -> String {
    switch state {
    case .fresh: "fresh"
    case .stale: "stale"
    case .new: "never kept"
    case .incomplete(let reason): "cannot be kept: \(reason)"
    }
  }

  private static func age(_ ended: Date) -> String { Age.text(Date().timeIntervalSince(ended)) }

  private static func duration(_ seconds: Double) -> String {
    seconds < 0.1 ? "< 0.1 s" : NumberFormat.fixed(1).digits(seconds) + " s"
  }

  private static func size(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB"]
    let power = min(bytes == 0 ? 0 : Int(log10(Double(bytes)) / 3), units.count - 1)
    let value = Double(bytes) / pow(1000, Double(power))
    return NumberFormat.fixed(power == 0 ? 0 : 1).digits(value) + " " + units[power]
  }
}
