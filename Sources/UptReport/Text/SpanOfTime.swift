import Foundation

/// How long something took, or how long ago it was, in words.
enum SpanOfTime {
  /// A duration such as `340 ms`, `1.2 s`, `2 min 5 s` or `1 h 20 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    if seconds < 0.001 { return "< 1 ms" }
    if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 59.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours) h \(minutes) min" : "\(minutes) min \(rest) s"
  }

  /// An age such as `12 min` or `3 days`, in the largest unit that fits.
  static func age(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e12 else { return "?" }
    let whole = Int(max(seconds, 0))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min"
    case ..<(48 * 3600): return "\(whole / 3600) h"
    default: return "\(whole / 86400) days"
    }
  }
}

extension ReportCell {
  /// How its outputs came about, in a few words; empty for a cell that has none to come.
  var stateText: String {
    let time = seconds.map(SpanOfTime.duration)
    switch state {
    case .ran: return time ?? "ran"
    case .cached(let age): return "from cache, \(SpanOfTime.age(age)) old"
    case .stale: return "stale: what it depends on has changed"
    case .failed: return time.map { "failed after \($0)" } ?? "failed"
    case .waiting: return kind == .markdown ? "" : "did not run"
    }
  }
}
