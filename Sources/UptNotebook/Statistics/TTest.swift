/// Student's test of a mean difference: the difference, its 95 % interval, and how probable one at
/// least as large would be if there were none.
public struct TTest: Sendable, Hashable {
  /// The mean difference.
  public let difference: Double
  /// Half the width of the 95 % interval around ``difference``.
  public let halfWidth: Double
  /// The difference in units of its standard error.
  public let t: Double
  /// The degrees of freedom; not whole for Welch's test.
  public let degrees: Double
  /// The two-sided probability.
  public let p: Double

  /// The test of a difference whose standard error is known. Without any spread a difference is
  /// certain, and none is none.
  init(_ difference: Double, standardError: Double, degrees: Double) {
    self.difference = difference
    self.degrees = degrees
    halfWidth = standardError == 0
      ? 0 : StudentT.quantile(0.975, degrees: degrees) * standardError
    t = difference == 0 ? 0 : difference / standardError
    p = StudentT.twoSided(t, degrees: degrees)
  }

  /// Whether the interval contains 0, so that the difference may be chance.
  public var isWithinNoise: Bool { !(abs(difference) > halfWidth) }

  /// The test that values have the mean `expected`; `nil` for fewer than two.
  public static func single(_ values: [Double], expected: Double) -> TTest? {
    guard let mean = Sample.mean(values), let variance = Sample.variance(values) else { return nil }
    let count = Double(values.count)
    return TTest(
      mean - expected, standardError: (variance / count).squareRoot(), degrees: count - 1)
  }

  /// The test that values belonging together in pairs differ by 0 on the mean; `nil` where the
  /// lists differ in length or have fewer than two values.
  public static func paired(_ a: [Double], _ b: [Double]) -> TTest? {
    a.count == b.count ? single(zip(a, b).map { $0 - $1 }, expected: 0) : nil
  }

  /// The test that two lists have the same mean, without supposing that they have the same spread:
  /// Welch's, with the degrees of freedom of Welch and Satterthwaite (1947). `nil` where one has
  /// fewer than two values.
  public static func welch(_ a: [Double], _ b: [Double]) -> TTest? {
    guard let meanA = Sample.mean(a), let meanB = Sample.mean(b),
      let varianceA = Sample.variance(a), let varianceB = Sample.variance(b)
    else { return nil }
    let (shareA, shareB) = (varianceA / Double(a.count), varianceB / Double(b.count))
    let sum = shareA + shareB
    let spread =
      shareA * shareA / Double(a.count - 1) + shareB * shareB / Double(b.count - 1)
    let degrees = spread > 0 ? sum * sum / spread : Double(a.count + b.count - 2)
    return TTest(meanA - meanB, standardError: sum.squareRoot(), degrees: degrees)
  }
}
