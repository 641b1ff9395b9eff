/// The bootstrap of Efron (1979): how much a statistic varies is seen by computing it again on
/// samples drawn, with replacement, from the values themselves.
public struct Bootstrap: Sendable, Hashable {
  /// How the interval is read from the resampled statistics.
  public enum Interval: String, Sendable, CaseIterable {
    /// Corrected for bias and skewness: BCa, Efron (1987).
    case bca
    /// The quantiles as they are.
    case percentile
  }

  /// How the interval is read.
  public let interval: Interval
  /// The statistic of the values themselves.
  public let estimate: Double
  /// The statistics of the resamples, in ascending order.
  public let distribution: [Double]
  /// The statistics with one value left out each, from which BCa judges the skewness.
  let leftOut: [Double]

  /// Resamples `values`; `nil` without any.
  ///
  /// - Parameters:
  ///   - resamples: how many samples are drawn.
  ///   - draw: a random number from 0 up to, not including, its argument.
  ///   - statistic: computed of the values, of every resample and, for BCa, of the values with each
  ///     of them left out in turn.
  public init?(
    of values: [Double], _ interval: Interval = .bca, resamples: Int, draw: (Int) -> Int,
    statistic: ([Double]) throws -> Double
  ) rethrows {
    guard !values.isEmpty, resamples > 0 else { return nil }
    self.interval = interval
    estimate = try statistic(values)
    var sample = values
    distribution = try (0..<resamples).map { _ in
      for place in sample.indices {
        sample[place] = values[min(max(draw(values.count), 0), values.count - 1)]
      }
      return try statistic(sample)
    }.sorted()
    leftOut = values.count < 2 || interval == .percentile ? [] : try values.indices.map { index in
      var rest = values
      rest.remove(at: index)
      return try statistic(rest)
    }
  }

  /// The bounds that hold the statistic with this probability.
  public func bounds(confidence: Double = 0.95) -> (low: Double, high: Double) {
    let tail = (1 - confidence) / 2
    func bound(_ share: Double) -> Double {
      let corrected = interval == .bca ? self.corrected(share) : share
      return Sample.quantile(sorted: distribution, corrected) ?? estimate
    }
    return (bound(tail), bound(1 - tail))
  }

  /// Where the quantile of `share` really lies: Φ(z + (z + z_share) / (1 - a (z + z_share))) with
  /// the bias z, from the share of statistics below the estimate, and the acceleration a, from the
  /// skewness of the statistics with one value left out.
  private func corrected(_ share: Double) -> Double {
    let size = Double(distribution.count)
    let below = distribution.count { $0 < estimate }
    let upTo = distribution.count { $0 <= estimate }
    // An estimate beyond all resamples counts as half a sample inside: its bias stays finite.
    let rank = min(max(Double(below + upTo) / 2, 0.5), size - 0.5)
    let bias = Normal.quantile(rank / size)
    let shifted = bias + Normal.quantile(share)
    let result = Normal.cumulative(bias + shifted / (1 - acceleration * shifted))
    return result.isNaN ? share : result
  }

  private var acceleration: Double {
    guard let mean = Sample.mean(leftOut) else { return 0 }
    let distances = leftOut.map { mean - $0 }
    let squares = distances.reduce(0) { $0 + $1 * $1 }
    let cubes = distances.reduce(0) { $0 + $1 * $1 * $1 }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }
}
