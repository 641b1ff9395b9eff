import Foundation

/// A range with ticks at round numbers.
package struct Axis: Hashable {
  /// The lower end.
  package var low: Double
  /// The upper end.
  package var high: Double
  /// Round numbers, ascending.
  package var ticks: [Double]
  var step: Double

  /// Where `value` lies between the ends, as 0…1.
  package func position(_ value: Double) -> Double {
    high > low ? min(max((value - low) / (high - low), 0), 1) : 0.5
  }

  /// An axis that begins and ends on a tick, for `rows` lines of text of which every tick gets one
  /// exactly, with the lines it takes (at most `rows`).
  package static func vertical(
    _ low: Double, _ high: Double, rows: Int
  ) -> (axis: Axis, rows: Int) {
    let (low, high) = widened(low, high)
    var best: (score: Double, axis: Axis, rows: Int)?
    for step in steps(high - low) {
      let first = (low / step + 1e-9).rounded(.down)
      let last = (high / step - 1e-9).rounded(.up)
      let count = Int(last - first)
      guard count >= 2, count <= 8, count < rows else { continue }
      let used = (rows - 1) / count * count + 1
      let share = (high - low) / (Double(count) * step)
      let taste = count < 4 || count > 6 ? 0.85 : 1
      let score = share * Double(used) / Double(rows) * taste
      if score > best?.score ?? 0 {
        best = (score, Axis(from: Int(first), through: Int(last), step: step), used)
      }
    }
    guard let best else {
      return (Axis(low: low, high: high, ticks: [low, high], step: high - low), rows)
    }
    return (best.axis, best.rows)
  }

  /// An axis over exactly this range, with about `count` ticks inside it.
  package static func horizontal(_ low: Double, _ high: Double, count: Int) -> Axis {
    let (low, high) = widened(low, high)
    let step = steps(high - low).first { (high - low) / $0 <= Double(max(count, 2)) } ?? high - low
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    let ticks = last >= first ? Axis(from: Int(first), through: Int(last), step: step).ticks : []
    return Axis(low: low, high: high, ticks: ticks, step: step)
  }

  /// `format` with as many decimals as the ticks need.
  package func tickFormat(_ format: NumberFormat) -> NumberFormat {
    func decimals(_ step: Double) -> Int {
      (0...6).first { place in
        let scaled = step * pow(10, Double(place))
        return abs(scaled - scaled.rounded()) < 1e-6 * scaled
      } ?? 6
    }
    if case .percent = format { return .percent(decimals(step * 100)) }
    let largest = max(abs(low), abs(high))
    if largest >= 1e7 || (largest > 0 && largest < 1e-3) { return .significant(3) }
    return .fixed(decimals(step))
  }

  private static func widened(_ low: Double, _ high: Double) -> (Double, Double) {
    guard high - low <= max(abs(low), abs(high)) * 1e-9 else { return (low, high) }
    let room = low == 0 ? 1 : abs(low) * 0.1
    return (low - room, high + room)
  }

  // Round steps from a fiftieth of the span to all of it, ascending.
  private static func steps(_ span: Double) -> [Double] {
    let power = Int(log10(span).rounded(.down))
    return (power - 2...power).flatMap { power in
      [1, 2, 2.5, 5].map { $0 * pow(10, Double(power)) }
    }
  }
}

extension Axis {
  // Ticks are products, not sums, of the step, so that 0 is 0.
  fileprivate init(from first: Int, through last: Int, step: Double) {
    ticks = (first...max(first, last)).map { Double($0) * step }
    low = Double(first) * step
    high = Double(last) * step
    self.step = step
  }
}
