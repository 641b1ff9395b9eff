import Foundation

/// How far a long piece of work has come. Formatting it is a pure function of this state; when and
/// where the line is written is the terminal's affair.
public struct Progress: Sendable, Hashable {
  /// What is being done: the method's name, a sweep's point.
  public var label: String
  /// The units done so far.
  public var done: Int
  /// All units, where they are known.
  public var total: Int?
  /// What is counted, in the plural: `epochs`, `images`.
  public var unit: String
  /// Seconds since the work began.
  public var elapsed: Double
  /// Units that were done before the work began: a resumed run's.
  public var resumedAt: Int
  /// What else is worth a glance, such as `loss 1.23`.
  public var detail: String

  /// A state of progress.
  public init(
    _ label: String, done: Int, of total: Int? = nil, unit: String = "", elapsed: Double = 0,
    resumedAt: Int = 0, detail: String = ""
  ) {
    self.label = label
    self.done = done
    self.total = total
    self.unit = unit
    self.elapsed = elapsed
    self.resumedAt = resumedAt
    self.detail = detail
  }

  /// Units a second, once something was done.
  public var rate: Double? {
    let fresh = done - resumedAt
    return fresh > 0 && elapsed > 0 ? Double(fresh) / elapsed : nil
  }

  /// Seconds to go at the present rate.
  public var remaining: Double? {
    guard let total, let rate, done <= total else { return nil }
    return Double(total - done) / rate
  }

  /// The state on one line of at most `style.width - 1` columns, so that no terminal wraps it.
  public func line(_ style: RenderStyle = .plain) -> String {
    let unit = unit.isEmpty ? "" : " \(unit)"
    var parts = [total.map { "\(done)/\($0)\(unit)" } ?? "\(done)\(unit)"]
    if let rate { parts.append("\(Self.rateText(rate))/s") }
    if let remaining, remaining > 0 { parts.append("\(Self.clock(remaining)) left") }
    if !detail.isEmpty { parts.append(detail.shown(in: style)) }
    let facts = parts.joined(separator: "  ")
    let room = style.width - 1
    let label = DisplayWidth.cut(
      label.shown(in: style), to: max(room / 3, 8), mark: style.ellipsis)
    let barWidth = min(24, room - DisplayWidth.of(label) - DisplayWidth.of(facts) - 4)
    let drawn = barWidth < 6 ? "" : total.map { bar(of: $0, width: barWidth, style) } ?? ""
    let line = [label, drawn, facts].filter { !$0.isEmpty }.joined(separator: "  ")
    return DisplayWidth.cut(line, to: room, mark: style.ellipsis)
  }

  private func bar(of total: Int, width: Int, _ style: RenderStyle) -> String {
    let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 1
    let halves = Int(share * Double(width * 2))
    guard style.unicode else {
      let full = halves / 2
      return String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    }
    let full = String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
    return full + String(repeating: "┄", count: width - full.count)
  }

  static func rateText(_ rate: Double) -> String {
    if rate >= 100 { return String(format: "%.0f", rate) }
    return String(format: rate >= 10 ? "%.1f" : "%.2f", rate)
  }

  /// `seconds` as `0:07`, `12:30` or `1:02:03`.
  public static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let whole = Int(max(seconds, 0).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}
