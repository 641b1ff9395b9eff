/// A mean of several runs with the half-width of its confidence interval.
public struct Measurement: Sendable, Hashable {
  /// The mean of the runs.
  public var mean: Double
  /// Half the width of the interval around the mean; `nil` for a single run, of which nothing can
  /// be said.
  public var halfWidth: Double?
  /// How many runs there were.
  public var count: Int

  /// A measurement from its parts.
  public init(mean: Double, halfWidth: Double?, count: Int) {
    self.mean = mean
    self.halfWidth = halfWidth
    self.count = count
  }

  /// The mean of `values` and its interval by Student's t distribution, which allows for the
  /// spread being estimated from few runs. `nil` without values.
  public init?(of values: [Double], confidence: Double = 0.95) {
    guard !values.isEmpty else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.init(mean: mean, halfWidth: nil, count: values.count)
    guard values.count > 1 else { return }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let t = StudentT.quantile(0.5 + confidence / 2, degrees: count - 1)
    halfWidth = t * (variance / count).squareRoot()
  }
}
