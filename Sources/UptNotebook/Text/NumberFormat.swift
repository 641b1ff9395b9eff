import Foundation

/// How the numbers of a column or an axis are written.
public enum NumberFormat: Sendable, Hashable, Codable {
  /// As many decimals as the numbers at hand need, the same for all of them.
  case automatic
  /// With this many decimals.
  case fixed(Int)
  /// A share of one, written in hundredths with this many decimals: 0.731 as `73.1%`.
  case percent(Int)
  /// With this many significant digits.
  case significant(Int)

  /// The format that a column of this name usually has: accuracies, recalls and the like, which
  /// the engine gives as shares of one, read better as percentages.
  public static func usual(for name: String) -> NumberFormat {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    let shares: Set<Substring> = ["accuracy", "acc", "recall", "precision", "f1", "top1", "top5"]
    return words.contains(where: shares.contains) ? .percent(1) : .automatic
  }

  /// The same format with `automatic` settled for these numbers, and percentages only where the
  /// numbers can be shares of one.
  public func settled(for values: [Double]) -> NumberFormat {
    switch self {
    case .automatic: return Self.fitting(values)
    case .percent where values.contains { abs($0) > 1.5 }: return Self.fitting(values)
    default: return self
    }
  }

  /// `value` in this format, without its unit.
  public func digits(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf" }
    switch self {
    case .automatic: return Self.fitting([value]).digits(value)
    case .fixed(let decimals): return Self.fixed(value, decimals)
    case .percent(let decimals): return Self.fixed(value * 100, decimals)
    case .significant(let count): return Self.significant(value, count)
    }
  }

  /// What follows the digits: `%` or nothing.
  public var unit: String {
    if case .percent = self { "%" } else { "" }
  }

  /// `value` in this format with its unit.
  public func text(_ value: Double) -> String { digits(value) + (value.isFinite ? unit : "") }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let text = String(format: "%.\(min(max(decimals, 0), 12))f", value)
    return text.contains { ("1"..."9").contains($0) } ? text : text.replacing("-", with: "")
  }

  private static func significant(_ value: Double, _ count: Int) -> String {
    let text = String(format: "%.\(min(max(count, 1), 17))g", value)
    guard let exponent = text.firstIndex(of: "e"),
      let power = Int(text[text.index(after: exponent)...])
    else { return text }
    return "\(text[..<exponent])e\(power)"
  }

  private static func fitting(_ values: [Double]) -> NumberFormat {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let least = sizes.min(), let most = sizes.max() else { return .fixed(0) }
    if sizes.allSatisfy({ $0 == $0.rounded() && $0 < 1e15 }) { return .fixed(0) }
    if least < 1e-3 || most >= 1e7 { return .significant(4) }
    // Three digits for the smallest, but never more than seven for the largest.
    let wanted = 2 - Int(log10(least).rounded(.down))
    let allowed = 6 - Int(log10(most).rounded(.down))
    var decimals = max(0, min(wanted, allowed, 4))
    while decimals > 0, sizes.allSatisfy({ isExact($0, decimals - 1) }) { decimals -= 1 }
    return .fixed(decimals)
  }

  private static func isExact(_ value: Double, _ decimals: Int) -> Bool {
    let scaled = value * pow(10, Double(decimals))
    return abs(scaled - scaled.rounded()) < 1e-6 * max(scaled, 1)
  }
}
