import Testing

@testable import UptNotebook

@Suite struct MeasurementTests {
  @Test func intervals() throws {
    let three = try #require(Measurement(of: [0.70, 0.72, 0.74]))
    #expect(abs(three.mean - 0.72) < 1e-12)
    #expect(abs((three.halfWidth ?? 0) - 4.302_652_730 * 0.02 / 3.0.squareRoot()) < 1e-9)
    #expect(Measurement(of: [0.5])?.halfWidth == nil)
    #expect(Measurement(of: [0.5, 0.5])?.halfWidth == 0)
    #expect(Measurement(of: []) == nil)
    #expect(Measurement(of: [1, 2], seeds: [1]) == nil)
  }

  @Test(arguments: [
    ([0.76, 0.8, 0.78], NumberFormat.automatic, "0.780 ± 0.050 (n = 3)"),
    ([0.76, 0.8, 0.78], .percent(1), "78.0 ± 5.0% (n = 3)"),
    ([76, 80, 78], .percent(1), "78.0 ± 5.0 (n = 3)"),
    ([0.5], .percent(1), "50.0% (n = 1)"),
    ([1200, 1300, 1400], .automatic, "1300 ± 248 (n = 3)"),
    ([1e-9, 3e-9], .automatic, "2e-9 ± 1.271e-8 (n = 2)"),
    ([.infinity], .percent(1), "inf (n = 1)"),
  ])
  func text(values: [Double], format: NumberFormat, expected: String) throws {
    #expect(try #require(Measurement(of: values)).text(format) == expected)
  }

  @Test func textWithoutUnicode() throws {
    #expect(try #require(Measurement(of: [1, 2])).text(.fixed(1), .ascii) == "1.5 +/- 6.4 (n = 2)")
  }

  @Test func runsArePutTogetherByTheirSeeds() throws {
    let a = try #require(Measurement(of: [1, 2, 3], seeds: [1, 2, 3]))
    let b = try #require(Measurement(of: [30, 10, 20], seeds: [3, 1, 2]))
    #expect(a.combined(with: b, +) == Measurement(of: [11, 22, 33], seeds: [1, 2, 3]))
    for seeds in [nil, [1, 2, 4], [1, 2, 2]] {
      let other = try #require(Measurement(of: [1, 2, 3], seeds: seeds))
      #expect(a.combined(with: other, +) == nil)
      #expect(other.combined(with: a, +) == nil)
    }
    #expect(a.map { 2 * $0 } == Measurement(of: [2, 4, 6], seeds: [1, 2, 3]))
  }

  @Test func comparisons() throws {
    let a = try #require(Measurement(of: [0.70, 0.74, 0.72], seeds: [1, 2, 3]))
    let same = try #require(Measurement(of: [0.71, 0.72, 0.70], seeds: [1, 2, 3]))
    let lower = try #require(Measurement(of: [0.60, 0.64, 0.61], seeds: [1, 2, 3]))
    let single = try #require(Measurement(of: [0.1]))
    #expect(Comparison(a, same).basis == .paired)
    #expect(Comparison(a, same).verdict == .withinNoise)
    #expect(Comparison(a, lower).verdict == .firstIsHigher)
    #expect(Comparison(lower, a).verdict == .secondIsHigher)
    #expect(Comparison(a, lower).remark() == nil)
    #expect(Comparison(a, single).verdict == .tooFewRuns)
    #expect(Comparison(a, with: 0.71).verdict == .withinNoise)
    #expect(Comparison(a, with: 0.5).verdict == .firstIsHigher)
    #expect(Comparison(a, a).verdict == .withinNoise)
  }

  @Test func remarks() throws {
    let a = try #require(Measurement(of: [0.70, 0.74, 0.72], seeds: [1, 2, 3]))
    let b = try #require(Measurement(of: [0.71, 0.72, 0.70], seeds: [1, 2, 3]))
    let c = try #require(Measurement(of: [0.71, 0.72]))
    #expect(
      Comparison(a, b).remark(.percent(1))
        == "the two lie within noise: difference 1.0 ± 4.3% (n = 3, paired)")
    #expect(
      Comparison(a, c).remark()
        == "the two lie within noise: difference 0.005 ± 0.043 (n = 3 and 2)")
    #expect(
      Comparison(a, with: 0.7).remark(.percent(1))
        == "the measurement and the number lie within noise: difference 2.0 ± 5.0% (n = 3)")
  }
}
