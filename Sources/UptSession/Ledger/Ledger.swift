import UptRuntime
import UptSyntax
import UptTensor

/// What ran, in order, and which of it gave each name its value.
///
/// A value rests on the code of its cell and on the values that the cell read, each of which rests on
/// others: their hashes are chained, so that one hash says whether anything has changed.
public struct Ledger: Sendable {
  /// What ran, in order.
  public private(set) var entries: [LedgerEntry] = []
  /// The entry that last wrote each name.
  private var writers: [String: Int] = [:]
  /// What names hold that no cell wrote, such as `args`.
  var given: [String: String] = [:]
  /// What the use of a name may take and do because it holds functions.
  private var deferred: [String: Effects.Deferred] = [:]

  /// A ledger without entries.
  public init() {}

  /// The entry that a name has its value from.
  public func writer(of name: String) -> LedgerEntry? {
    writers[name].map { entries[$0] }
  }

  /// The effects of a cell together with those of the functions that it may call.
  func closed(_ effects: Effects) -> Effects {
    var closed = effects
    let known = deferred.merging(effects.deferred) { _, new in new }
    var waiting = Array(effects.reads.union(effects.writes))
    while let name = waiting.popLast() {
      guard let own = known[name] else { continue }
      waiting += own.reads.union(own.writes).subtracting(closed.reads)
      closed.reads.formUnion(own.reads.subtracting(effects.writes).union(own.writes))
      closed.writes.formUnion(own.writes)
    }
    return closed
  }

  /// The hash of a cell's code and of all that it is given, were it to run now; its effects are
  /// closed.
  func key(of entry: LedgerEntry) -> String {
    var hash = SHA256()
    hash.absorb("upt-script cell, \(Release.number)")
    for token in CodeWords.of(entry.source) { hash.absorb(token) }
    if entry.isOnce { return hash.hex }
    hash.absorb("seed \(entry.seed)")
    for parameter in entry.parameters { hash.absorb("\(parameter.name)=\(parameter.text)") }
    for file in entry.effects.imports { hash.absorb(file.text) }
    for name in entry.effects.reads.sorted() {
      hash.absorb(name)
      hash.absorb(writer(of: name)?.result ?? given[name] ?? "")
    }
    return hash.hex
  }

  /// Enters what ran; its effects are closed.
  mutating func add(_ entry: inout LedgerEntry) {
    entry.number = entries.count
    for name in entry.effects.reads { entry.inputs[name] = writers[name] }
    entry.key = key(of: entry)
    var hash = SHA256()
    hash.absorb(entry.key)
    for use in entry.uses { hash.absorb("\(use.kind) \(use.name) \(use.stamp)") }
    entry.result = hash.hex
    entries.append(entry)
    for name in entry.effects.writes {
      writers[name] = entry.number
      deferred[name] = entry.effects.deferred[name]
    }
  }

  /// Enters a further name that an entry gave a value, such as that of an output.
  mutating func credit(_ name: String, to number: Int) {
    guard entries.indices.contains(number) else { return }
    entries[number].effects.writes.insert(name)
    writers[name] = number
    deferred[name] = nil
  }

  /// Forgets what ran after the first `count` entries.
  mutating func forget(after count: Int) {
    guard count < entries.count else { return }
    let names = entries[count...].reduce(into: Set<String>()) { $0.formUnion($1.effects.writes) }
    entries.removeSubrange(count...)
    for name in names {
      let writer = entries.lastIndex { $0.effects.writes.contains(name) }
      writers[name] = writer
      deferred[name] = writer.flatMap { entries[$0].effects.deferred[name] }
    }
  }
}
