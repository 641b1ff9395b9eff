import Foundation
import UptBuiltins
import UptNotebook
import UptTensor

/// What a results directory holds: how far its sweeps are, and their results as one table.
public struct SweepSurvey {
  private let folder: ResultsFolder
  private let contents = FileContents()
  private let sweeps: [KnownSweep]

  /// Looks into a results directory; of the sweeps of one script if it is named.
  /// - Throws: `.file` when it cannot be read.
  public init(_ place: String, script: String? = nil) throws {
    var folder = ResultsFolder(place)
    try folder.read()
    let name = script?.split(separator: "/").last.map(String.init)
    sweeps = folder.currentSweeps.filter { name == nil || $0.recipe.script == name }
    self.folder = folder
  }

  /// How far a sweep is.
  public struct State: Sendable {
    /// The script with its settings and the cell.
    public let name: String
    /// How many points it has.
    public let total: Int
    /// How many of them are there.
    public let done: Int
    /// How many points processes are at.
    public let running: Int
    /// Points that a process began and did not finish, with the process.
    public let lost: [String]
    /// How long a point took, on average; nil without any.
    public let seconds: Double?
  }

  /// How far each sweep is, as its script has it now.
  public var states: [State] {
    let claims = PointClaims(folder.path)
    defer { claims.close() }
    return sweeps.map { sweep in
      let kept = sweep.keys.map { candidates($0, sweep).first }
      let missing = Set(zip(sweep.keys, kept).compactMap { $1 == nil ? $0 : nil })
      let running = missing.filter(claims.isTaken)
      let lost = folder.begun.filter { missing.contains($0.key) && !running.contains($0.key) }
      let times = kept.compactMap { $0?.seconds }
      return State(
        name: name(of: sweep), total: sweep.keys.count, done: kept.count { $0 != nil },
        running: running.count, lost: lost.map(\.told),
        seconds: times.isEmpty ? nil : times.reduce(0, +) / Double(times.count))
    }
  }

  /// The points that a process of this machine began and did not finish.
  public static func lost(by process: Int, in place: String) throws -> [String] {
    var folder = ResultsFolder(place)
    try folder.read()
    return folder.begun.filter {
      $0.file.contains("-\(process)-") && folder.points[$0.key] == nil
    }.map(\.name)
  }

  /// What else is to be said of the directory, a line each.
  public var remarks: [String] {
    let count = folder.points.count
    var remarks = [
      "\(Self.counted(count, "run")) in \(Self.counted(folder.fileCount, "file")) of \(folder.path)"
    ]
    let current = Set(sweeps.flatMap(\.keys))
    let others = folder.points.keys.count { !current.contains($0) }
    if others > 0 { remarks.append("\(Self.counted(others, "run")) of other sweeps or versions") }
    if folder.damaged > 0 {
      remarks.append("\(Self.counted(folder.damaged, "damaged line")) ignored")
    }
    let unfinished = folder.unfinished()
    if unfinished > 0 {
      remarks.append(
        "\(Self.counted(unfinished, "file")) with an unfinished line at the end, ignored")
    }
    return remarks
  }

  /// How many points of all sweeps are not there.
  public var missing: Int {
    sweeps.reduce(0) { sum, sweep in
      sum + sweep.keys.count { candidates($0, sweep).isEmpty }
    }
  }

  /// The results of all sweeps, each in the order of its combinations: the same bytes whichever
  /// processes ran which points. Of several sweeps, the first column says which.
  /// - Throws: `.value` when records of a point do not agree, or there is no sweep.
  public func merged() throws -> Table {
    guard !sweeps.isEmpty else {
      throw EngineError(.value, "there are no results of a sweep in \(folder.path)")
    }
    var rows: [[NamedCell]] = []
    for sweep in sweeps {
      let head = sweeps.count > 1 ? [NamedCell("sweep", .text(name(of: sweep)))] : []
      for key in sweep.keys {
        guard let kept = try folder.agreed(candidates(key, sweep)) else { continue }
        rows.append(head + kept.record.combination + kept.record.result)
      }
    }
    var names: [String] = []
    for cell in rows.joined() where !names.contains(cell.name) { names.append(cell.name) }
    return try Table(
      columns: names,
      rows: rows.map { row in
        let cells = Dictionary(row.map { ($0.name, $0.cell) }, uniquingKeysWith: { $1 })
        return names.map { cells[$0] ?? .missing }
      })
  }

  /// The records of a point that would hold here; if none would, those of where the data lay.
  private func candidates(_ key: String, _ sweep: KnownSweep) -> [KeptPoint] {
    let kept = folder.points[key, default: []].filter {
      ($0.record.drawn ?? sweep.code) == sweep.code
    }
    let holding = kept.filter { $0.record.holds(sweep.code, contents) }
    return holding.isEmpty ? kept : holding
  }

  private func name(of sweep: KnownSweep) -> String {
    let number = sweep.number > 0 ? " #\(sweep.number + 1)" : ""
    return sweep.recipe.name(of: sweep.cell + number)
  }

  private static func counted(_ count: Int, _ what: String) -> String {
    count == 1 ? "1 \(what)" : "\(count) \(what)s"
  }
}

extension BegunPoint {
  /// What the point is.
  var name: String { combination.map { "\($0.name): \($0.cell.label)" }.joined(separator: ", ") }

  /// The point and the process that began it.
  var told: String { "\(name) (\(file.dropLast(ResultsFolder.suffix.count)))" }
}
