import Foundation

/// What a script gives beside what was written down of it.
public struct OutputComparison {
  private let expected: OutputRecord
  private let shown: [OutputRecord.Section]
  private let tolerance: Tolerance

  /// Compares the sections of a run with those of a record.
  public init(_ expected: OutputRecord, _ shown: [OutputRecord.Section]) {
    self.expected = expected
    self.shown = shown
    tolerance = Tolerance(relative: expected.head.tolerance, share: expected.head.tolerance)
  }

  /// The record as it is to be written now: what agrees stays byte for byte.
  public var updated: OutputRecord {
    var record = expected
    record.sections = pairs.compactMap { old, new in
      guard let old, let new else { return new }
      return tolerance.matches(old.lines, new.lines) ? old : new
    }
    return record
  }

  /// What differs, cell by cell; empty if nothing does.
  public var differences: [String] {
    pairs.compactMap { old, new in
      switch (old, new) {
      case (let old?, nil): return "the cell '\(old.title)' gives nothing any more"
      case (nil, let new?): return "the cell '\(new.title)' gives something that is not recorded"
      case (let old?, let new?):
        if tolerance.matches(old.lines, new.lines) { return nil }
        let lines = differences(old.lines.filter { !Tolerance.isGap($0) }, new.lines)
        return (["the cell '\(old.title)' gives something else:"] + lines).joined(separator: "\n")
      case (nil, nil): return nil
      }
    }
  }

  /// The sections of both by their titles, in order: those of the run, and before the next common
  /// one those that only the record has.
  private var pairs: [(OutputRecord.Section?, OutputRecord.Section?)] {
    let changes = shown.map(\.title).difference(from: expected.sections.map(\.title))
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pairs: [(OutputRecord.Section?, OutputRecord.Section?)] = []
    var old = expected.sections.enumerated().makeIterator()
    func takeRemoved() -> OutputRecord.Section? {
      while let (offset, section) = old.next() {
        guard removed.contains(offset) else { return section }
        pairs.append((section, nil))
      }
      return nil
    }
    for (offset, section) in shown.enumerated() {
      pairs.append((inserted.contains(offset) ? nil : takeRemoved(), section))
    }
    _ = takeRemoved()
    return pairs
  }

  // MARK: Lines

  /// The most lines of a cell that are shown; a table that moved altogether needs no more.
  private static let mostLines = 20

  private func differences(_ old: [String], _ new: [String]) -> [String] {
    let changes = new.difference(from: old) { tolerance.matches($1, $0) }
    var removed: [Int: String] = [:]
    var inserted: [Int: String] = [:]
    for change in changes {
      switch change {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    var lines: [String] = []
    var (place, next) = (0, 0)
    while place < old.count || next < new.count {
      var (before, after): ([String], [String]) = ([], [])
      while let line = removed[place] {
        before.append(line)
        place += 1
      }
      while let line = inserted[next] {
        after.append(line)
        next += 1
      }
      lines += before.map { "  - " + $0 } + after.map { "  + " + $0 }
      lines += zip(before, after).compactMap(distance).map { "    " + $0 }
      place += 1
      next += 1
    }
    let rest = lines.count - Self.mostLines
    return rest > 1 ? lines.prefix(Self.mostLines) + ["  … and \(rest) more lines"] : lines
  }

  /// Which number of a line is too far off, and by how much.
  private func distance(_ old: String, _ new: String) -> String? {
    guard case .number(let one, let other) = tolerance.firstMiss(old, new),
      let a = Tolerance.number(one), let b = Tolerance.number(other)
    else { return nil }
    let size = String(format: "%.3g", abs(b - a))
    guard (one + other).contains(where: { ".e%".contains($0) }) else {
      return "\(one) became \(other); whole numbers have to be equal"
    }
    if one.hasSuffix("%") {
      return "\(one) became \(other): \(size) points, more than \(tolerance.share * 100)"
    }
    let part = String(format: "%.2g", abs(b - a) / max(abs(a), abs(b)) * 100)
    return "\(one) became \(other): \(part)% of it, more than \(tolerance.relative * 100)%"
  }
}
