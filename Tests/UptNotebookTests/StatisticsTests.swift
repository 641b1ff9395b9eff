import Testing

@testable import UptNotebook

/// Two numbers that agree to nine digits.
func isClose(_ a: Double?, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
  guard let a else { return false }
  return a == b || abs(a - b) <= tolerance * max(1, abs(b))
}

/// The distributions; expected numbers are those of SciPy 1.17 unless said otherwise.
@Suite struct DistributionTests {
  // Two-sided 95 % quantiles as printed in tables of the distribution.
  @Test(arguments: [
    (1.0, 12.706_204_736), (2, 4.302_652_730), (3, 3.182_446_305), (4, 2.776_445_105),
    (10, 2.228_138_852), (30, 2.042_272_456), (1000, 1.962_339_081),
  ])
  func quantiles(degrees: Double, expected: Double) {
    #expect(abs(StudentT.quantile(0.975, degrees: degrees) - expected) < 1e-8)
    #expect(abs(StudentT.quantile(0.025, degrees: degrees) + expected) < 1e-8)
    #expect(abs(StudentT.cumulative(expected, degrees: degrees) - 0.975) < 1e-9)
    #expect(abs(StudentT.twoSided(expected, degrees: degrees) - 0.05) < 1e-9)
  }

  @Test func limitsOfStudentsT() {
    #expect(StudentT.quantile(0.5, degrees: 3) == 0)
    #expect(StudentT.quantile(1, degrees: 3) == .infinity)
    #expect(StudentT.quantile(0, degrees: 3) == -.infinity)
    #expect(StudentT.quantile(1.5, degrees: 3).isNaN)
    #expect(StudentT.quantile(0.9, degrees: 0).isNaN)
    #expect(StudentT.cumulative(.infinity, degrees: 2) == 1)
    #expect(StudentT.twoSided(-.infinity, degrees: 2) == 0)
    // One degree of freedom is Cauchy's distribution, whose quantiles are tangents.
    #expect(abs(StudentT.quantile(0.75, degrees: 1) - 1) < 1e-12)
  }

  @Test(arguments: [
    (-3.0, 0.001_349_898_031_630_093_3), (-1.5, 0.066_807_201_268_858_07),
    (0.25, 0.598_706_325_682_923_7), (2.5, 0.993_790_334_674_223_8),
  ])
  func normal(z: Double, expected: Double) {
    #expect(isClose(Normal.cumulative(z), expected, within: 1e-14))
    #expect(isClose(Normal.quantile(expected), z, within: 1e-12))
  }

  @Test(arguments: [
    (1e-10, -6.361_340_902_404_056), (0.025, -1.959_963_984_540_054_5),
    (0.3, -0.524_400_512_708_040_9), (0.9999, 3.719_016_485_455_709),
  ])
  func normalQuantiles(p: Double, expected: Double) {
    #expect(isClose(Normal.quantile(p), expected, within: 1e-12))
  }

  @Test func limitsOfTheNormal() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(-0.1).isNaN)
  }
}

/// The tests and measures; expected numbers are those of SciPy 1.17 and NumPy.
@Suite struct StatisticsTests {
  static let a = [0.71, 0.74, 0.69, 0.75, 0.72]
  static let b = [0.70, 0.71, 0.70, 0.72, 0.68]
  static let c = [0.6, 0.9, 0.75]

  /// t, degrees of freedom, p, half the width of the 95 % interval.
  static let tests: [(TTest?, [Double])] = [
    (.paired(a, b), [2.236_067_977_499_790_2, 4, 0.089_009_342_500_085_59,
      0.024_833_279_964_075_27]),
    (.welch(a, b), [1.591_114_568_351_443_6, 6.687_382_802_035_884, 0.157_603_689_031_079_27,
      0.030_006_868_607_184_03]),
    (.welch(a, c), [-0.320_886_609_947_181_66, 2.061_023_990_508_616_5, 0.777_923_564_665_753_5,
      0.364_987_872_988_127_04]),
    (.welch(c, b), [0.552_637_558_870_203_9, 2.023_500_680_023_853, 0.635_462_297_355_774_7,
      0.369_583_517_763_177_04]),
    (.single(a, expected: 0.7), [2.060_488_785_479_716_3, 4, 0.108_392_438_022_275_12,
      0.029_644_321_650_666_217]),
  ]

  @Test(arguments: tests.indices)
  func tTests(_ index: Int) throws {
    let (test, expected) = Self.tests[index]
    let found = try #require(test)
    for (value, wanted) in zip([found.t, found.degrees, found.p, found.halfWidth], expected) {
      #expect(isClose(value, wanted))
    }
  }

  @Test func tTestsWithoutSpreadOrRuns() {
    #expect(TTest.paired([1, 2], [0, 1])?.p == 0)
    #expect(TTest.paired([1, 2], [1, 2])?.p == 1)
    #expect(TTest.welch([1, 1], [1, 1])?.isWithinNoise == true)
    #expect(TTest.paired([1, 2], [1]) == nil)
    #expect(TTest.welch([1], [1, 2]) == nil)
  }

  @Test(arguments: [
    (0, 0, 1.0), (1, 0, 1), (3, 3, 1), (2, 9, 0.065_429_687_5), (10, 14, 0.541_256_189_346_313_5),
    (1, 23, 2.980_232_238_769_531_2e-06), (0, 24, 1.192_092_895_507_812_5e-07),
    (10, 15, 0.423_710_797_166_793_6), (25, 0, 1.586_656_303_951_188_5e-06),
    (40, 60, 0.057_433_119_632_003_35), (13, 12, 1), (100, 160, 0.000_253_176_969_515_449_4),
  ])
  func mcnemar(first: Int, second: Int, p: Double) {
    let test = McNemar(onlyFirst: first, onlySecond: second)
    #expect(abs(test.p - p) <= 1e-12 * max(p, 1e-3))
    #expect(test.method == (first + second < 25 ? .exact : .chiSquare))
    #expect(McNemar(onlyFirst: second, onlySecond: first).p == test.p)
  }

  @Test func mcnemarCountsWhatTellsTheTwoApart() {
    #expect(
      McNemar([true, true, false, false], [false, true, true, true])
        == McNemar(onlyFirst: 1, onlySecond: 2))
    #expect(McNemar([true], []) == nil)
    #expect(McNemar(onlyFirst: .max, onlySecond: .max).p == 1)
    let change = McNemar(onlyFirst: 30, onlySecond: 10).change(of: 200)
    #expect(change.share == 0.1)
    #expect(isClose(change.halfWidth, 1.959_963_984_540_054_5 * 38.0.squareRoot() / 200))
  }

  /// y, Pearson's r and p, Spearman's r and p, with x = 1, 2, 4, 8, 16.
  static let correlations: [([Double], [Double])] = [
    ([0.31, 0.42, 0.40, 0.55, 0.61], [0.920_933_874_972_741_7, 0.026_369_426_141_561_767,
      0.9, 0.037_386_073_468_498_74]),
    ([3, 1, 1, 2, 2], [0.058_789_635_125_221_555, 0.925_189_852_373_196_4,
      -0.105_409_255_338_945_96, 0.866_037_722_925_314_8]),
    ([1, 2, 4, 8, 16], [1, 0, 1, 0]),
    ([-1, -2, -4, -8, -16], [-1, 0, -1, 0]),
  ]

  @Test(arguments: correlations.indices)
  func correlation(_ index: Int) throws {
    let (y, expected) = Self.correlations[index]
    let x: [Double] = [1, 2, 4, 8, 16]
    let pearson = try #require(Correlation.pearson(x, y))
    let spearman = try #require(Correlation.spearman(x, y))
    let found = [pearson.coefficient, pearson.p, spearman.coefficient, spearman.p]
    for (value, wanted) in zip(found, expected) { #expect(isClose(value, wanted)) }
  }

  @Test func correlationNeedsVariation() {
    #expect(Correlation.pearson([1, 2], [3, 3]) == nil)
    #expect(Correlation.pearson([1], [1]) == nil)
    #expect(Correlation.pearson([1, 2], [1, 2, 3]) == nil)
    #expect(Correlation.pearson([1, 2], [5, 9])?.p == 1)
    #expect(Sample.ranks([5, 1, 5, 3]) == [3.5, 1, 3.5, 2])
  }

  @Test(arguments: [(0.0, 0.2), (0.1, 0.95), (0.25, 1.875), (0.5, 2.75), (0.9, 7.7), (1, 9.9)])
  func quantiles(share: Double, expected: Double) {
    #expect(isClose(Sample.quantile([3.1, 0.2, 5.5, 1.7, 9.9, 2.4], share), expected))
  }

  @Test func samples() {
    #expect(isClose(Sample.deviation([3.1, 0.2, 5.5, 1.7, 9.9, 2.4]), 3.461_791_443_747_009))
    #expect(Sample.mean([]) == nil && Sample.median([]) == nil && Sample.variance([1]) == nil)
    #expect(Sample.quantile([1, .nan], 0.5)?.isNaN == true)
    #expect(Sample.quantile([1, 2], 7) == 2)
  }
}

/// The bootstrap over all resamples there are: SciPy gives these bounds for the same distribution.
@Suite struct BootstrapTests {
  static let values = [0.62, 0.71, 0.55, 0.93]

  /// Every one of the 4⁴ resamples, in turn.
  private func exhaustive(
    _ interval: Bootstrap.Interval, _ statistic: ([Double]) -> Double
  ) throws -> (low: Double, high: Double) {
    var digit = 0
    let bootstrap = Bootstrap(
      of: Self.values, interval, resamples: 256,
      draw: { _ in
        let sample = digit / 4
        let shift = 2 * (3 - digit % 4)
        digit += 1
        return (sample >> shift) & 3
      }, statistic: statistic)
    return try #require(bootstrap).bounds()
  }

  @Test(arguments: [
    ("mean", Bootstrap.Interval.bca, 0.59, 0.875), ("mean", .percentile, 0.585, 0.8525),
    ("median", .bca, 0.55, 0.93), ("median", .percentile, 0.55, 0.93),
    ("max", .bca, 0.71, 0.93), ("max", .percentile, 0.62, 0.93),
  ])
  func bounds(name: String, interval: Bootstrap.Interval, low: Double, high: Double) throws {
    let bounds = try exhaustive(interval) { values in
      switch name {
      case "mean": Sample.mean(values) ?? .nan
      case "median": Sample.median(values) ?? .nan
      default: values.max() ?? .nan
      }
    }
    #expect(isClose(bounds.low, low) && isClose(bounds.high, high))
  }

  @Test func withoutVariationThereIsNoWidth() throws {
    let bootstrap = Bootstrap(of: [2, 2], resamples: 10, draw: { _ in 0 }, statistic: { $0[0] })
    let bounds = try #require(bootstrap).bounds()
    #expect(bounds.low == 2 && bounds.high == 2)
    #expect(Bootstrap(of: [], resamples: 10, draw: { _ in 0 }, statistic: { _ in 0 }) == nil)
  }
}
