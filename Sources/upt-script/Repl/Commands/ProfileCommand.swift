import Foundation
import UptNotebook
import UptRuntime
import UptSyntax

extension SessionCommand {
  static let profile = SessionCommand(
    "profile", "EXPR", "run an expression and show which lines the time goes into",
    details: """
      It runs once, as an input would; what it defines is kept. The value of every expression is
      looked at, in functions of earlier inputs and of scripts, too. The time since the value before
      it belongs to the expression's line, so that a line that calls a function has only what the
      function's own lines have not. `count` is how often the line ran. Looking takes time of its
      own, which is left out and told below.
      """
  ) { session, text in
    let profile = Profile()
    session.run(SourceFile(name: "profiled", text: text), observer: profile.look)
    session.show(profile)
  }
}

/// Where the time of a run goes: for each expression, the time from the value before its own to its
/// own.
final class Profile {
  /// An expression's place.
  private struct Place: Hashable {
    let file: ObjectIdentifier
    let lower: Int
    let upper: Int
  }

  /// What is known of a place.
  private struct Tally {
    let span: Span
    var nanoseconds: UInt64 = 0
    var count = 0
  }

  /// What is known of a line.
  struct Line {
    let place: String
    let text: String
    var seconds = 0.0
    var count = 0
  }

  private var tallies: [Place: Tally] = [:]
  private var last: UInt64?
  private var looking: UInt64 = 0
  /// How many values were seen.
  private(set) var looks = 0

  /// Takes the value of an expression; it goes on as it is.
  func look(_ span: Span, _ value: Value) -> Value {
    let now = DispatchTime.now().uptimeNanoseconds
    let place = Place(file: ObjectIdentifier(span.file), lower: span.lower, upper: span.upper)
    tallies[place, default: Tally(span: span)].nanoseconds += now - (last ?? now)
    tallies[place]?.count += 1
    looks += 1
    let end = DispatchTime.now().uptimeNanoseconds
    looking += end - now
    last = end
    return value
  }

  /// The seconds that looking itself has taken.
  var overhead: Double { Double(looking) / 1e9 }

  /// The lines, the slowest first.
  var lines: [Line] {
    var lines: [String: Line] = [:]
    for tally in tallies.values {
      let (file, position) = (tally.span.file, tally.span.position)
      let place = "\(file.name):\(position.line)"
      let text = file.lineText(position.line - 1).trimmingCharacters(in: .whitespaces)
      var line = lines[place] ?? Line(place: place, text: text)
      line.seconds += Double(tally.nanoseconds) / 1e9
      line.count = max(line.count, tally.count)
      lines[place] = line
    }
    return lines.values.sorted { ($1.seconds, $0.place) < ($0.seconds, $1.place) }
  }
}

extension ReplSession {
  private static let mostLines = 15

  fileprivate func show(_ profile: Profile) {
    let lines = profile.lines
    let total = lines.reduce(0) { $0 + $1.seconds }
    guard !lines.isEmpty, total > 0 else { return }
    let rows: [[Table.Cell]] = lines.prefix(Self.mostLines).map { line in
      [
        .text(String(format: "%.1f%%", 100 * line.seconds / total)),
        .text(Duration.text(line.seconds)), .int(line.count), .text(line.place), .text(line.text),
      ]
    }
    let names = ["share", "time", "count", "place", "line"]
    guard let table = try? Table(columns: names, rows: rows) else { return }
    screen.writeLines(table.text(screen.style))
    let more = lines.count - rows.count
    let others = more > 0 ? "and \(more) more lines; " : ""
    let looks = profile.looks == 1 ? "1 value" : "\(profile.looks) values"
    screen.writeLines(
      "\(others)\(Duration.text(total)) in all; looking at \(looks) took "
        + "\(Duration.text(profile.overhead)) beside that")
  }
}
