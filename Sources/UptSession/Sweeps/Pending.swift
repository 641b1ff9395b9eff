import UptBuiltins
import UptRuntime
import UptSyntax

/// What a run leaves out because it rests on a sweep of which other processes have to run points.
struct Pending {
  /// The cells whose sweeps are not finished, with how far these are.
  private var sweeps: [(cell: String, done: Int, total: Int)] = []
  /// The cells that were left out.
  private var cells: [String] = []
  /// The names that have no value because of that.
  private var names: Set<String> = []

  /// Notes a cell that ended at a sweep.
  mutating func note(_ entry: LedgerEntry, _ unfinished: [UnfinishedSweep]) {
    let (done, total) = unfinished.reduce((0, 0)) { ($0.0 + $1.done, $0.1 + $1.total) }
    sweeps.append((entry.label, done, total))
    names.formUnion(entry.effects.writes)
  }

  /// Whether a cell rests on what is not there; it is noted then.
  mutating func leavesOut(_ entry: LedgerEntry) -> Bool {
    guard !names.isEmpty else { return false }
    guard !names.isDisjoint(with: entry.effects.reads) else {
      names.subtract(entry.effects.writes)
      return false
    }
    cells.append(entry.label)
    names.formUnion(entry.effects.writes)
    return true
  }

  /// What there is to be said at the end of the run, a remark each.
  func remarks(_ store: SweepStore) -> [String] {
    guard !sweeps.isEmpty else { return [] }
    let share = store.shard.map { "\($0.name): " } ?? ""
    var remarks = sweeps.map { cell, done, total in
      "\(share)'\(cell)' has \(done) of \(total) runs in \(store.place)"
    }
    if !cells.isEmpty {
      let list = cells.map { "'\($0)'" }.joined(separator: ", ")
      remarks.append("what rests on it did not run: \(list)")
    }
    remarks.append(
      "the rest is for other processes; `upt-script sweep status \(store.place)` tells")
    return remarks
  }
}
