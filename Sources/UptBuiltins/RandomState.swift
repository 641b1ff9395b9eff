import UptRuntime
import UptTensor

/// The source of random numbers for calls that name no seed, such as `normal([2, 3])`.
///
/// The numbers of a call are a pure function of the base seed, of the call's place in the program
/// and of how often that place was passed before. The same script with the same base seed
/// therefore gives the same numbers from run to run, and lines that are added, removed or
/// reordered change no numbers but their own. In a REPL, `seed = seed` starts over.
///
/// While a point of a sweep runs, passes are counted from the point's beginning, and the numbers
/// follow from the point as well. So it draws the same ones whichever points ran before it.
public final class RandomState {
  /// The seed of the run; setting it starts over.
  public var seed: Int { didSet { passes = [:] } }
  /// How often each place has drawn since the seed was set.
  var passes: [UInt64: Int] = [:]

  /// The point of a sweep that is running.
  private(set) var point: Point?

  /// A point of a sweep as its random numbers see it.
  final class Point {
    /// What tells it from other points.
    private(set) lazy var text: String = outer.map { "\($0.text), \(told())" } ?? told()
    /// Whether it has drawn numbers without a seed.
    fileprivate(set) var hasDrawn = false { didSet { outer?.hasDrawn = true } }
    private let told: () -> String
    private let outer: Point?

    fileprivate init(_ told: @escaping () -> String, in outer: Point?) {
      self.told = told
      self.outer = outer
    }
  }

  /// A state at its start.
  public init(seed: Int = 0) { self.seed = seed }

  /// Runs something after which numbers are drawn as if it had not been run.
  func undisturbed<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = passes
    defer { passes = before }
    return try body()
  }

  /// Runs a point of a sweep, whose numbers do not depend on what was drawn before it and change
  /// nothing for what comes after. `told`, asked when it draws, tells it from other points. Gives
  /// the result and whether it drew any.
  func inPoint<Result>(
    _ told: @escaping () -> String, _ body: () throws -> Result
  ) rethrows -> (result: Result, hasDrawn: Bool) {
    let outer = point
    let inner = Point(told, in: outer)
    point = inner
    defer { point = outer }
    let result = try undisturbed {
      passes = [:]
      return try body()
    }
    return (result, inner.hasDrawn)
  }

  /// How often a place has drawn since the seed was set.
  func turn(at path: UInt64) -> Int { passes[path, default: 0] }

  /// Counts a turn of a place that has drawn by itself, such as a sweep's.
  func pass(_ path: UInt64) { passes[path, default: 0] += 1 }

  /// The next stream of the call at `path`; `purpose` keeps different kinds of numbers apart.
  public func next(_ purpose: String, at path: UInt64) -> Random {
    let pass = passes[path, default: 0]
    passes[path] = pass + 1
    point?.hasDrawn = true
    let full = "unseeded \(purpose)" + (point.map { " in \($0.text)" } ?? "")
    return Random(seed, full, Int(truncatingIfNeeded: path), pass)
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
