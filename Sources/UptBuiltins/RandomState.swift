import UptTensor

/// The source of random numbers for calls that name no seed, such as `normal([2, 3])`.
///
/// The numbers of a call are a pure function of the base seed and of how many such calls came
/// before it. The same script with the same base seed therefore gives the same numbers from run to
/// run; in a REPL, `seed = seed` starts over. A call with a seed of its own neither uses nor
/// advances the state, so adding one changes no other numbers.
public final class RandomState {
  /// The seed of the run; setting it starts over.
  public var seed: Int { didSet { calls = 0 } }
  /// How many calls have drawn from it since the seed was set.
  public private(set) var calls = 0

  /// A state at its start.
  public init(seed: Int = 0) { self.seed = seed }

  /// The stream of the next call; `purpose` keeps different kinds of numbers apart.
  public func next(_ purpose: String) -> Random {
    defer { calls += 1 }
    return Random(seed, "unseeded \(purpose)", calls)
  }
}
