import UptBuiltins
import UptNotebook
import UptRuntime
import UptSession
import UptTensor

/// Shows what a results directory holds.
enum SweepReport {
  /// How many lost runs of a sweep are named.
  private static let mostLost = 10

  /// Shows how far its sweeps are.
  static func show(_ survey: SweepSurvey, _ screen: Screen) throws {
    let states = survey.states
    if !states.isEmpty { screen.writeLines(try table(states).text(screen.style)) }
    for state in states {
      for point in state.lost.prefix(mostLost) {
        screen.writeLines("begun and not finished: \(point)")
      }
      let rest = state.lost.count - mostLost
      if rest > 0 { screen.writeLines("begun and not finished: \(rest) more") }
    }
    for remark in survey.remarks { screen.writeLines(remark) }
  }

  private static func table(_ states: [SweepSurvey.State]) throws -> Table {
    try Table([
      .init("sweep", states.map { .text($0.name) }),
      .init("runs", states.map { .int($0.total) }),
      .init("done", states.map { .int($0.done) }),
      .init("running", states.map { .int($0.running) }),
      .init("missing", states.map { .int($0.total - $0.done - $0.running) }),
      .init(
        "seconds each", states.map { $0.seconds.map(Table.Cell.real) ?? .missing },
        format: .fixed(1)),
    ])
  }

  /// Writes its results as one table, or shows it if there is no file to write. A table with
  /// missing runs is for looking at.
  static func merge(_ survey: SweepSurvey, to path: String?, _ screen: Screen) throws -> ExitCode {
    let table = try survey.merged()
    let missing = survey.missing
    let remark = missing == 1 ? "1 run is missing" : "\(missing) runs are missing"
    guard let path else {
      screen.writeLines(table.text(screen.style))
      if missing > 0 { screen.remark(remark) }
      return .success
    }
    guard let form = TableFile(path: path) else {
      throw RuntimeError(
        .file, "\"\(path)\" does not say how to write the table",
        hint: "let it end in .csv or .json")
    }
    guard missing == 0 else {
      throw RuntimeError(
        .file, "\(path) is not written: \(remark)",
        hint: "`\(Version.program) sweep status` tells how far the sweeps are; without -o what is "
          + "there is shown")
    }
    try AtomicFile.write(path, Array(form.text(of: table).utf8))
    return .success
  }
}
