import Foundation

/// Student's t distribution.
public enum StudentT {
  /// The probability of a value of at most `t`, at `degrees` > 0 degrees of freedom.
  public static func cumulative(_ t: Double, degrees: Double) -> Double {
    guard degrees > 0, !t.isNaN else { return .nan }
    guard t.isFinite else { return t < 0 ? 0 : 1 }
    let tail = 0.5 * twoSided(t, degrees: degrees)
    return t < 0 ? tail : 1 - tail
  }

  /// The probability of a value at least as far from 0 as `t`, on either side: the two-sided p.
  public static func twoSided(_ t: Double, degrees: Double) -> Double {
    guard degrees > 0, !t.isNaN else { return .nan }
    return t.isFinite ? incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) : 0
  }

  /// The value that is exceeded with probability `1 - p`, at `degrees` > 0 degrees of freedom:
  /// `quantile(0.975, degrees: 2)` is 4.3027.
  public static func quantile(_ p: Double, degrees: Double) -> Double {
    guard degrees > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    if p < 0.5 { return -quantile(1 - p, degrees: degrees) }
    if p == 1 { return .infinity }
    var low = 0.0
    var high = 1.0
    while cumulative(high, degrees: degrees) < p, high < 1e300 {
      low = high
      high *= 2
    }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if cumulative(middle, degrees: degrees) < p { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// The regularised incomplete beta function I_x(a, b), by its continued fraction.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast only left of the distribution's bulk.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * betaFraction(x, a, b)
  }

  // Lentz's method in its modified form, with the classic terms of the fraction.
  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for i in 1...10_000 {
      let m = Double(i)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      result *= c * d
      if abs(c * d - 1) < 1e-15 { break }
    }
    return result
  }
}
