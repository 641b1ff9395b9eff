import Foundation

/// McNemar's test (1947) of two classifiers on the same items: only those matter that one of them
/// gets right and the other wrong, and if the two are equally good these fall evenly.
public struct McNemar: Sendable, Hashable {
  /// How the probability is found.
  public enum Method: String, Sendable {
    /// From the binomial distribution itself.
    case exact
    /// From the chi-square distribution with Edwards' correction for continuity (1948).
    case chiSquare = "chi-square"
  }

  /// Below so many items that tell the two apart, the distribution is summed exactly.
  public static let exactBelow = 25

  /// Items that only the first gets right.
  public let onlyFirst: Int
  /// Items that only the second gets right.
  public let onlySecond: Int

  /// The test from its two counts; negative ones count as 0.
  public init(onlyFirst: Int, onlySecond: Int) {
    self.onlyFirst = max(onlyFirst, 0)
    self.onlySecond = max(onlySecond, 0)
  }

  /// The test of two lists that say of each item whether it was right; `nil` where they differ in
  /// length.
  public init?(_ a: [Bool], _ b: [Bool]) {
    guard a.count == b.count else { return nil }
    self.init(
      onlyFirst: zip(a, b).count { $0 && !$1 }, onlySecond: zip(a, b).count { !$0 && $1 })
  }

  /// How ``p`` is found: exactly where few items tell the two apart.
  public var method: Method {
    Double(onlyFirst) + Double(onlySecond) < Double(Self.exactBelow) ? .exact : .chiSquare
  }

  /// The two-sided probability of counts at least as uneven between equally good classifiers.
  public var p: Double {
    let (a, b) = (Double(onlyFirst), Double(onlySecond))
    switch method {
    case .exact:
      // P(X <= k) of n fair coins: the first k + 1 numbers of row n of Pascal's triangle, in which
      // every step is exact, and their share of the whole row.
      var number = 1.0
      var sum = 1.0
      for place in 0..<min(onlyFirst, onlySecond) {
        number = number * (a + b - Double(place)) / Double(place + 1)
        sum += number
      }
      return min(1, 2 * sum / pow(2, a + b))
    case .chiSquare:
      let excess = max(abs(a - b) - 1, 0)
      return erfc((excess * excess / (a + b) / 2).squareRoot())
    }
  }

  /// By how much the first's share of right items exceeds the second's, of `count` items in all,
  /// and half the width of its 95 % interval: Wald's for paired shares, as in Fleiss, Levin and
  /// Paik (2003).
  public func change(of count: Int) -> (share: Double, halfWidth: Double) {
    guard count > 0 else { return (0, 0) }
    let (a, b, all) = (Double(onlyFirst), Double(onlySecond), Double(count))
    let variance = max(a + b - (a - b) * (a - b) / all, 0)
    return ((a - b) / all, Normal.quantile(0.975) * variance.squareRoot() / all)
  }
}
