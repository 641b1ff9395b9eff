import Foundation

extension Measurement {
  /// The mean, the half-width of its interval and the number of runs: `78.3 ± 2.1% (n = 5)`.
  public func text(
    _ format: NumberFormat = .automatic, _ style: RenderStyle = .plain
  ) -> String {
    let format = format.settled(for: mean, halfWidth: halfWidth)
    return text(
      mean: format.digits(mean), interval: halfWidth.map(format.digits),
      unit: mean.isFinite ? format.unit : "", style)
  }

  /// The same around numbers that are written already.
  public func text(
    mean: String, interval: String?, unit: String, _ style: RenderStyle = .plain
  ) -> String {
    let spread = interval.map { " \(style.plusMinus) \($0)" } ?? ""
    return "\(mean)\(spread)\(unit) (n = \(count))"
  }
}

extension NumberFormat {
  /// The format for a mean and its interval: where the numbers decide, two significant digits of
  /// the half-width, as measurements are usually given.
  func settled(for mean: Double, halfWidth: Double?) -> NumberFormat {
    let settled = settled(for: [mean])
    switch self {
    case .fixed, .significant: return settled
    case .percent where settled == self: return self
    case .percent, .automatic:
      guard let halfWidth, halfWidth >= 1e-6, halfWidth.isFinite, abs(mean) < 1e7 else {
        return settled
      }
      return .fixed(max(0, 1 - Int(log10(halfWidth).rounded(.down))))
    }
  }
}
