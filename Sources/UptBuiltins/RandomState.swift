import UptRuntime
import UptTensor

/// The source of random numbers for calls that name no seed, such as `normal([2, 3])`.
///
/// The numbers of a call are a pure function of the base seed, of the call's place in the program
/// and of how often that place was passed before. The same script with the same base seed
/// therefore gives the same numbers from run to run, and lines that are added, removed or
/// reordered change no numbers but their own. In a REPL, `seed = seed` starts over.
public final class RandomState {
  /// The seed of the run; setting it starts over.
  public var seed: Int { didSet { passes = [:] } }
  /// How often each place has drawn since the seed was set.
  var passes: [UInt64: Int] = [:]

  /// A state at its start.
  public init(seed: Int = 0) { self.seed = seed }

  /// Runs something after which numbers are drawn as if it had not been run.
  func undisturbed<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = passes
    defer { passes = before }
    return try body()
  }

  /// The next stream of the call at `path`; `purpose` keeps different kinds of numbers apart.
  public func next(_ purpose: String, at path: UInt64) -> Random {
    let pass = passes[path, default: 0]
    passes[path] = pass + 1
    return Random(seed, "unseeded \(purpose)", Int(truncatingIfNeeded: path), pass)
  }
}

extension Call {
  /// The stream of random numbers of a call that may name a seed.
  func random(_ context: BuiltinContext) throws -> Random {
    let purpose = builtin.name
    return has("seed")
      ? Random(try int("seed"), purpose) : context.random.next(purpose, at: path)
  }
}
