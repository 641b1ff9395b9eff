import UptRuntime

extension Session {
  /// What a session held at one time: names with their values, the account of what ran, and how far
  /// its random numbers were.
  public struct Checkpoint {
    /// The names with their values.
    public let names: Snapshot
    fileprivate let count: Int
    fileprivate let seed: Int
    fileprivate let draws: [UInt64: Int]
  }

  /// What the session holds now; it costs a reference for each name.
  public func checkpoint() -> Checkpoint {
    Checkpoint(
      names: interpreter.snapshot(), count: ledger.entries.count, seed: surroundings.seed,
      draws: surroundings.draws)
  }

  /// Takes the session back to what it held, as if nothing had run since. Files that were written
  /// stay.
  public func restore(_ checkpoint: Checkpoint) {
    interpreter.restore(checkpoint.names)
    interpreter.forgetUnset()
    ledger.forget(after: checkpoint.count)
    surroundings.seed = checkpoint.seed
    surroundings.draws = checkpoint.draws
  }

  /// The names of those given whose values differ from what they were, and that have one.
  public func changes(among names: Set<String>, since checkpoint: Checkpoint) -> [String] {
    names.filter { name in
      guard let value = interpreter.value(of: name) else { return false }
      return checkpoint.names.value(of: name).map { !$0.isEqual(to: value) } ?? true
    }.sorted()
  }

  /// Gives a value that an entry of the ledger made a name of its own, such as that of an output.
  public func define(_ name: String, as value: Value, by entry: Int) {
    interpreter.define(name, as: value)
    ledger.credit(name, to: entry)
  }

  /// Forgets all that scripts have defined and all that ran; random numbers begin anew.
  public func forgetAll() {
    interpreter.forgetAll()
    ledger.forget(after: 0)
    surroundings.draws = [:]
  }
}
