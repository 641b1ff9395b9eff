import Foundation
import UptRuntime
import UptSyntax

/// How a cell of a script stands to what is kept of it.
public struct CellState: Sendable {
  /// The cell.
  public let cell: Cell
  /// How it stands.
  public let state: State
  /// When it last ran; nil if nothing is kept.
  public let ended: Date?
  /// How long it ran then.
  public let seconds: Double?
  /// The bytes that are kept of it.
  public let bytes: Int?

  /// How a cell stands to what is kept of it.
  public enum State: Sendable, Equatable {
    /// It would give what is kept.
    case fresh
    /// Something has changed that it depends on.
    case stale
    /// Nothing is kept of it.
    case new
    /// It would give what is kept, but for values that cannot be; says which and why.
    case incomplete(String)
  }
}

extension Session {
  /// How the cells of a program that passed the check stand to what is kept of them, found without
  /// running any; cells without code are left out.
  public func states(
    of program: Program, parameters: [(name: String, text: String)] = [], cache: CellCache
  ) -> [CellState] {
    let known = cache.store.records(of: cache.script)
    let (ledger, passes) = (ledger, surroundings.draws)
    defer {
      self.ledger = ledger
      surroundings.draws = passes
    }
    var hashes: [String: Int] = [:]
    var states: [CellState] = []
    for (cell, effects) in zip(program.cells, interpreter.effects(of: program))
    where !cell.statements.isEmpty {
      var entry = entry(cell, cell.name, effects, parameters)
      let hash = self.ledger.key(of: entry)
      let count = hashes[hash, default: 0]
      hashes[hash] = count + 1
      let key = CellRecord.key(hash, count)
      let found = known.first { $0.record.key == key }
      let isFresh = found.map {
        entry.isOnce || $0.record.holds(surroundings.draws)
      } ?? false
      if let record = found?.record, isFresh { recall(record, &entry) }
      self.ledger.add(&entry)
      let last = found ?? known.filter { $0.record.label == cell.name }
        .max { $0.record.ended < $1.record.ended }
      let reason = found?.record.cannotBeKept
      states.append(
        CellState(
          cell: cell,
          state: isFresh ? reason.map { .incomplete($0) } ?? .fresh : last == nil ? .new : .stale,
          ended: last?.record.ended, seconds: last?.record.seconds, bytes: last?.bytes))
    }
    return states
  }
}
