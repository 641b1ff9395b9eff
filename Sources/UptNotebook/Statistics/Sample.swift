/// Measures of a list of numbers; all of them are `nil` where the list is too short for them.
public enum Sample {
  /// The sum divided by the count.
  public static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The squared distances from the mean, divided by the count less one, so that it estimates the
  /// variance of what the values were drawn from.
  public static func variance(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// The root of ``variance(_:)``.
  public static func deviation(_ values: [Double]) -> Double? {
    variance(values)?.squareRoot()
  }

  /// The middle value in order, or the mean of the two middle ones.
  public static func median(_ values: [Double]) -> Double? { quantile(values, 0.5) }

  /// The value below which a share of the values lies, interpolated linearly between neighbours:
  /// type 7 of Hyndman and Fan (1996), which NumPy and R use too. `share` is held to 0...1.
  public static func quantile(_ values: [Double], _ share: Double) -> Double? {
    quantile(sorted: values.sorted(by: precedes), share)
  }

  /// The same for values that are in order already.
  static func quantile(sorted values: [Double], _ share: Double) -> Double? {
    guard let first = values.first, let last = values.last else { return nil }
    guard !first.isNaN, !last.isNaN, !share.isNaN else { return .nan }
    let place = min(max(share, 0), 1) * Double(values.count - 1)
    let below = min(Int(place), values.count - 1)
    let above = min(below + 1, values.count - 1)
    let part = place - Double(below)
    return part == 0 ? values[below] : values[below] + part * (values[above] - values[below])
  }

  /// Each value's place in the order, from 1; equal values share the mean of their places.
  public static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { precedes(values[$0], values[$1]) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  // What is not a number goes last, so that sorting stays well defined.
  private static func precedes(_ a: Double, _ b: Double) -> Bool {
    a < b || (!a.isNaN && b.isNaN)
  }
}
