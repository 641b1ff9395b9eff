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
    ledger.forget(after: checkpoint.count)
    surroundings.seed = checkpoint.seed
    surroundings.draws = checkpoint.draws
  }

  /// Forgets all that scripts have defined and all that ran; random numbers begin anew.
  public func forgetAll() {
    interpreter.forgetAll()
    ledger = Ledger()
    surroundings.draws = [:]
  }
}
