/// The same thing measured in several runs: their values, by which seeds, and what follows for the
/// mean.
public struct Measurement: Sendable, Hashable {
  /// The values of the runs; at least one.
  public let values: [Double]
  /// The seed of each run, where they are known.
  public let seeds: [Int]?
  /// The mean of the runs.
  public let mean: Double
  /// Half the width of the 95 % interval around the mean, by Student's t distribution, which allows
  /// for the spread being estimated from few runs; `nil` for a single run, of which nothing can be
  /// said.
  public let halfWidth: Double?

  /// The measurement of these values; `nil` without any, or with another number of seeds.
  public init?(of values: [Double], seeds: [Int]? = nil) {
    guard let mean = Sample.mean(values), seeds.map({ $0.count == values.count }) ?? true else {
      return nil
    }
    self.values = values
    self.seeds = seeds
    self.mean = mean
    halfWidth = TTest.single(values, expected: 0)?.halfWidth
  }

  // The values are as many as those of a measurement.
  private init(_ values: [Double], like other: Measurement) {
    self.values = values
    seeds = other.seeds
    mean = Sample.mean(values) ?? .nan
    halfWidth = TTest.single(values, expected: 0)?.halfWidth
  }

  /// How many runs there were.
  public var count: Int { values.count }

  /// The same runs with each value replaced.
  public func map<E: Error>(
    _ transform: (Double) throws(E) -> Double
  ) throws(E) -> Measurement {
    var replaced: [Double] = []
    for value in values { replaced.append(try transform(value)) }
    return Measurement(replaced, like: self)
  }

  /// The runs of both, put together by their seeds; `nil` unless both name the same seeds, each
  /// once.
  public func combined<E: Error>(
    with other: Measurement, _ transform: (Double, Double) throws(E) -> Double
  ) throws(E) -> Measurement? {
    guard let partners = partners(in: other) else { return nil }
    var results: [Double] = []
    for (value, partner) in zip(values, partners) { results.append(try transform(value, partner)) }
    return Measurement(results, like: self)
  }

  /// The values of `other` in the order of this measurement's seeds, if the seeds are the same.
  func partners(in other: Measurement) -> [Double]? {
    guard let seeds, let others = other.seeds, count == other.count,
      Set(seeds).count == count, Set(others).count == count
    else { return nil }
    let bySeed = Dictionary(zip(others, other.values), uniquingKeysWith: { first, _ in first })
    let partners = seeds.compactMap { bySeed[$0] }
    return partners.count == count ? partners : nil
  }
}
