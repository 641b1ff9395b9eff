import Foundation
import UptBuiltins
import UptReport
import UptRuntime
import UptSyntax
import UptTensor

/// A run in which cells are left out whose values are kept, and in which cells are kept.
///
/// Where only marked cells are left out, their values are brought back at once. Where all unchanged
/// ones are, values are brought back when a cell that runs reads them: those that cannot be kept,
/// such as functions, by running their cell again, of which nothing is shown.
final class KeptRun {
  private let cache: CellCache
  private unowned let session: Session
  private var plan = RunPlan()
  /// The cells that had their turn, with what is kept of them.
  private var turns: [(cell: Cell, record: CellRecord)] = []
  /// Whether it was said already that nothing can be written.
  private var hasFailed = false

  init(_ cache: CellCache, _ session: Session) {
    self.cache = cache
    self.session = session
  }

  private var isLazy: Bool { cache.extent == .unchanged }

  /// Whether a cell's values are kept if they can be.
  func keeps(_ cell: Cell) -> Bool {
    !cell.statements.isEmpty && (isLazy || !cell.marks.isEmpty)
  }

  /// What is kept of a cell, if it need not run.
  func record(_ cell: Cell, _ entry: LedgerEntry) -> CellRecord? {
    guard keeps(cell),
      let record = cache.store.record(key(session.ledger.key(of: entry)), of: cache.script),
      entry.isOnce || record.holds(session.surroundings.draws),
      isLazy || record.values.reasons.isEmpty
    else { return nil }
    return record
  }

  /// Brings a cell to the state in which it left the script; false if that is not possible.
  func restore(_ cell: Cell, _ record: CellRecord) -> Bool {
    if !isLazy {
      for name in record.values.names.sorted() {
        guard let value = record.values.value(of: name, session.surroundings) else { return false }
        session.interpreter.assign(name, value)
      }
    }
    enter(cell, record, isThere: !isLazy)
    return true
  }

  /// Gives the names that a cell reads the values that they had at its turn.
  func prepare(_ reads: Set<String>, _ run: (Cell) throws -> Void) throws {
    guard isLazy else { return }
    // Values that turn out to be damaged make for another plan.
    while true {
      var isDone = true
      for turn in plan.again(for: reads, at: turns.count) {
        guard bring(plan.turns[turn].reads, before: turn) else {
          isDone = false
          break
        }
        try runAgain(turn, run)
      }
      if isDone, bring(reads, before: turns.count) { return }
    }
  }

  /// Enters a cell that ran, and keeps it if it is one to be kept.
  func finish(
    _ cell: Cell, _ entry: LedgerEntry, outputs: [CellOutput], draws: [RandomDraw]
  ) {
    var written: [String: Value] = [:]
    if keeps(cell) {
      for name in entry.effects.writes { written[name] = session.interpreter.value(of: name) }
    }
    let record = CellRecord(
      label: entry.label, key: key(entry.key), reads: entry.effects.reads,
      writes: entry.effects.writes, outputs: outputs,
      values: ValueArchive(written, session.surroundings),
      uses: entry.uses.map(CellRecord.KeptUse.init), draws: draws, seconds: entry.seconds,
      ended: entry.ended)
    enter(cell, record, isThere: true)
    // What was stopped early has only a part of its results.
    guard keeps(cell), !session.interpreter.interrupt.isInterrupted else { return }
    if !cell.marks.isEmpty, let reason = record.cannotBeKept {
      session.events(.remark("the cell '\(entry.label)' cannot be kept: \(reason)"))
    }
    do { try cache.store.keep(record, of: cache.script) } catch {
      let reason = (error as? EngineError)?.message ?? "\(cache.store.folder) cannot be written"
      if !hasFailed { session.events(.remark("cells cannot be kept: \(reason)")) }
      hasFailed = true
    }
  }

  /// What a cell with a hash is kept under.
  private func key(_ hash: String) -> String {
    CellRecord.key(hash, turns.count { $0.record.key.hasPrefix(hash) })
  }

  // MARK: Values

  private func enter(_ cell: Cell, _ record: CellRecord, isThere: Bool) {
    let lost = Set(record.values.reasons.keys)
    plan.turns.append(.init(reads: record.reads, writes: record.writes, lost: lost))
    turns.append((cell, record))
    if isThere { for name in record.writes { plan.versions[name] = turns.count - 1 } }
  }

  /// Brings back the values that names had before a turn; false if one could not be.
  private func bring(_ names: Set<String>, before turn: Int) -> Bool {
    for name in names {
      guard let writer = plan.writer(of: name, before: turn), plan.versions[name] != writer,
        turns[writer].record.values.names.contains(name)
      else { continue }
      guard let value = turns[writer].record.values.value(of: name, session.surroundings) else {
        plan.turns[writer].lost.insert(name)
        return false
      }
      session.interpreter.assign(name, value)
      plan.versions[name] = writer
    }
    return true
  }

  private func runAgain(_ turn: Int, _ run: (Cell) throws -> Void) throws {
    let (cell, record) = turns[turn]
    let passes = session.surroundings.draws
    for draw in record.draws { session.surroundings.draws[draw.place] = draw.found }
    defer { session.surroundings.draws = passes }
    try session.silently { try run(cell) }
    for name in record.writes { plan.versions[name] = turn }
  }
}

extension CellRecord {
  /// Why its values cannot be taken from the cache; nil if they can.
  var cannotBeKept: String? {
    if let obstacle { return obstacle }
    guard let (name, reason) = values.reasons.min(by: { $0.key < $1.key }) else { return nil }
    return "`\(name)` \(reason); define it in a cell of its own"
  }
}
