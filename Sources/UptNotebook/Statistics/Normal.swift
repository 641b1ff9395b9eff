import Foundation

/// The standard normal distribution.
public enum Normal {
  /// The probability of a value of at most `z`.
  public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The value that is exceeded with probability `1 - p`: `quantile(0.975)` is 1.9600.
  public static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    // Below the median `erfc` keeps all its digits; above it they would be lost beside the 1.
    if p > 0.5 { return -quantile(1 - p) }
    var low = -39.0
    var high = 0.0
    while true {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { return middle }
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
  }
}
