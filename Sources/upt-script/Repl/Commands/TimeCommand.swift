import Foundation
import UptSyntax

extension SessionCommand {
  static let time = SessionCommand(
    "time", "EXPR", "run an expression and show how long it took",
    details: """
      It runs once, as an input would; what it defines is kept. Where several processors worked, the
      time that they took together is shown, too.
      """
  ) { session, text in
    let watch = Stopwatch()
    session.run(SourceFile(name: "timed", text: text))
    let (wall, processor) = watch.seconds
    let more = processor > 1.2 * wall && wall > 0.001
    session.screen.writeLines(
      Duration.text(wall) + (more ? ", \(Duration.text(processor)) of all processors" : ""))
  }
}

/// Measures the time that passes and the time that processors work for this program.
struct Stopwatch {
  private let start = DispatchTime.now()
  private let used = clock()

  /// The seconds since its start.
  var seconds: (wall: Double, processor: Double) {
    let wall = DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds
    return (Double(wall) / 1e9, Double(clock() - used) / Double(CLOCKS_PER_SEC))
  }
}

/// Times as people read them.
enum Duration {
  /// `12.3 ms`: three digits and the unit that fits.
  static func text(_ seconds: Double) -> String {
    for (unit, scale) in [("s", 1.0), ("ms", 1e3), ("µs", 1e6)] where seconds * scale >= 1 {
      let value = seconds * scale
      return String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value) + " \(unit)"
    }
    return String(format: "%.0f ns", seconds * 1e9)
  }
}
