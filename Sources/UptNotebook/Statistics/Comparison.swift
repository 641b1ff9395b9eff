/// Whether one measurement is higher than another, or the two lie within noise.
public struct Comparison: Sendable, Hashable {
  /// What a comparison comes to.
  public enum Verdict: String, Sendable {
    /// The 95 % interval of the difference contains 0.
    case withinNoise = "within noise"
    /// The first is higher by more than its interval.
    case firstIsHigher = "a is higher"
    /// The second is higher by more than its interval.
    case secondIsHigher = "b is higher"
    /// A single run has no spread to judge by.
    case tooFewRuns = "too few runs"

    /// What a difference means that is, or is not, distinguishable from 0.
    public init(difference: Double, isWithinNoise: Bool) {
      self = isWithinNoise ? .withinNoise : difference > 0 ? .firstIsHigher : .secondIsHigher
    }
  }

  /// What the interval of the difference rests on.
  public enum Basis: String, Sendable {
    /// Runs with the same seeds: their differences, seed by seed.
    case paired = "paired t"
    /// Runs with different or unknown seeds.
    case welch = "Welch t"
    /// One measurement, and a number it is compared with.
    case single = "t"
  }

  /// The first mean less the second.
  public let difference: Double
  /// The test of the difference; `nil` where a single run leaves nothing to judge by.
  public let test: TTest?
  /// What the test rests on.
  public let basis: Basis
  /// The runs of either side.
  public let counts: [Int]

  /// Compares two measurements: paired where both name the same seeds, else by Welch's test.
  public init(_ a: Measurement, _ b: Measurement) {
    difference = a.mean - b.mean
    counts = [a.count, b.count]
    if let partners = a.partners(in: b) {
      basis = .paired
      test = TTest.paired(a.values, partners)
    } else {
      basis = .welch
      test = TTest.welch(a.values, b.values)
    }
  }

  /// Compares a measurement with a number that is known exactly.
  public init(_ a: Measurement, with expected: Double) {
    difference = a.mean - expected
    counts = [a.count]
    basis = .single
    test = TTest.single(a.values, expected: expected)
  }

  /// What it comes to.
  public var verdict: Verdict {
    guard let test else { return .tooFewRuns }
    return Verdict(difference: test.difference, isWithinNoise: test.isWithinNoise)
  }

  /// A warning for whoever orders the two by their means although they may not differ; `nil`
  /// where they do.
  public func remark(_ format: NumberFormat = .automatic) -> String? {
    let subject = basis == .single ? "the measurement and the number lie" : "the two lie"
    switch (verdict, test) {
    case (.withinNoise, let test?):
      let format = format.settled(for: test.difference, halfWidth: test.halfWidth)
      return "\(subject) within noise: difference \(format.digits(difference)) ± "
        + "\(format.digits(test.halfWidth))\(format.unit) (\(runs))"
    case (.tooFewRuns, _):
      return "a single run has no interval: whether \(subject) within noise is unknown (\(runs))"
    default: return nil
    }
  }

  private var runs: String {
    let sizes = basis == .welch ? counts : Array(counts.prefix(1))
    let note = basis == .paired ? ", paired" : ""
    return "n = " + sizes.map(String.init).joined(separator: " and ") + note
  }
}
