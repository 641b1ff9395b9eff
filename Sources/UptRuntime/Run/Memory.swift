import Foundation

/// The memory of the process, as far as scripts may use it.
public enum Memory {
  /// Bytes that scripts may use, by default what the machine has. Lists and strings that would
  /// take a large part of it are refused before they are made. To be set before the first
  /// program runs: it is read once, without a lock.
  nonisolated(unsafe) public static var bound = Int(
    min(ProcessInfo.processInfo.physicalMemory, UInt64(Int.max)))
}
