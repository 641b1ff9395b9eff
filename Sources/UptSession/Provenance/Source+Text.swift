import Foundation

extension LedgerEntry.Source {
  /// What was used and what tells it from others, in a line.
  var told: String {
    switch kind {
    case .encoder: "encoder \(name), weights \(fingerprint?() ?? "unknown")"
    case .dataset: "data \(name)" + (state.isEmpty ? "" : ", \(state)")
    case .file: "file \(name), \(state)"
    case .output: "writes \(name)"
    }
  }

  /// What its stamp says, as people read it: a file's size and when it was changed, or the
  /// beginning of the hash of a folder.
  private var state: String {
    let parts = stamp.components(separatedBy: ", ")
    guard parts.count == 2, let time = TimeInterval(parts[1]) else {
      return stamp.isEmpty ? "" : "files \(stamp.prefix(16))"
    }
    return "\(parts[0]), changed \(Moment.text(Date(timeIntervalSince1970: time)))"
  }
}

/// A point in time as people read it.
enum Moment {
  /// `2025-03-01 12:30:00 UTC`.
  static func text(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyy-MM-dd HH:mm:ss 'UTC'"
    return formatter.string(from: date)
  }
}
