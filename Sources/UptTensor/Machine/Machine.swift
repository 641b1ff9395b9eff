import Foundation

/// Facts about the computer the program runs on.
public enum Machine {
  /// Bytes of physical memory.
  public static let physicalMemory = Int(
    min(ProcessInfo.processInfo.physicalMemory, UInt64(Int.max)))
  /// Bytes that no tensor may pass, by default the physical memory. To be set before the first
  /// tensor is made: it is read once, without a lock.
  nonisolated(unsafe) public static var memoryBound = physicalMemory
  /// Processors the system lets this process use.
  public static let processors = max(1, ProcessInfo.processInfo.activeProcessorCount)
}

/// Sizes as people read them.
public enum Bytes {
  /// `1.5 GB`: decimal units, at most one digit after the point.
  public static func text(_ bytes: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = bytes
    var unit = 0
    while value >= 1000, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    let rounded = (value * 10).rounded() / 10
    let whole = rounded == rounded.rounded() && abs(rounded) < 1e15
    return "\(whole ? String(Int(rounded)) : String(rounded)) \(units[unit])"
  }
}
