import Testing

@testable import UptNotebook

@Suite struct StatisticsTests {
  // Two-sided 95 % quantiles as printed in tables of the distribution.
  @Test(arguments: [
    (1.0, 12.706_204_736), (2, 4.302_652_730), (3, 3.182_446_305), (4, 2.776_445_105),
    (10, 2.228_138_852), (30, 2.042_272_456), (1000, 1.962_339_081),
  ])
  func quantiles(degrees: Double, expected: Double) {
    #expect(abs(StudentT.quantile(0.975, degrees: degrees) - expected) < 1e-8)
    #expect(abs(StudentT.quantile(0.025, degrees: degrees) + expected) < 1e-8)
    #expect(abs(StudentT.cumulative(expected, degrees: degrees) - 0.975) < 1e-9)
  }

  @Test func limitsOfTheDistribution() {
    #expect(StudentT.quantile(0.5, degrees: 3) == 0)
    #expect(StudentT.quantile(1, degrees: 3) == .infinity)
    #expect(StudentT.quantile(0, degrees: 3) == -.infinity)
    #expect(StudentT.quantile(1.5, degrees: 3).isNaN)
    #expect(StudentT.quantile(0.9, degrees: 0).isNaN)
    #expect(StudentT.cumulative(.infinity, degrees: 2) == 1)
    // One degree of freedom is Cauchy's distribution, whose quantiles are tangents.
    #expect(abs(StudentT.quantile(0.75, degrees: 1) - 1) < 1e-12)
  }

  @Test func measurements() throws {
    let three = try #require(Measurement(of: [0.70, 0.72, 0.74]))
    #expect(abs(three.mean - 0.72) < 1e-12)
    #expect(abs((three.halfWidth ?? 0) - 4.302_652_730 * 0.02 / 3.0.squareRoot()) < 1e-9)
    #expect(Measurement(of: [0.5]) == Measurement(mean: 0.5, halfWidth: nil, count: 1))
    #expect(Measurement(of: []) == nil)
    #expect(Measurement(of: [0.5, 0.5])?.halfWidth == 0)
  }
}
