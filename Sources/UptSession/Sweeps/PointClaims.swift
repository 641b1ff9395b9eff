import Foundation

/// Which process is at which point, by locks of the kernel's on single bytes of one file: whoever
/// ends, however that happens, has none any more.
///
/// Where the file system knows no locks every process gets every point: points that are done twice
/// cost time and nothing else.
struct PointClaims {
  private let descriptor: Int32

  /// The claims of a results directory; `descriptor` stays open as long as they are of use.
  init(_ folder: String) {
    descriptor = open(folder + "/claims.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
  }

  /// Makes a point this process's; false while another process has it.
  func claim(_ key: String) -> Bool {
    var lock = Self.lock(F_WRLCK, key)
    while fcntl(descriptor, F_SETLK, &lock) != 0 {
      switch errno {
      case EINTR: continue
      case EACCES, EAGAIN: return false
      default: return true
      }
    }
    return true
  }

  /// Gives a point up.
  func release(_ key: String) {
    var lock = Self.lock(F_UNLCK, key)
    _ = fcntl(descriptor, F_SETLK, &lock)
  }

  /// Whether another process is at a point.
  func isTaken(_ key: String) -> Bool {
    var lock = Self.lock(F_WRLCK, key)
    return fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  /// Closes the file, and with it gives up all points.
  func close() { if descriptor >= 0 { Foundation.close(descriptor) } }

  private static func lock(_ type: Int32, _ key: String) -> flock {
    var lock = flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    // The file stays empty: locks may lie anywhere.
    lock.l_start = off_t(Int64(key.prefix(15), radix: 16) ?? 0)
    lock.l_len = 1
    return lock
  }
}
