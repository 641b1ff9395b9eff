import Foundation

/// A flag that asks an evaluation to stop, and why; set it from another thread.
///
/// It is one byte in memory of its own, read at every loop back edge and call: a reader may see
/// a change one turn late, never a torn value, and reading it takes no lock. The reason is only
/// looked at once the flag was seen.
public final class InterruptToken: @unchecked Sendable {
  private let flag: UnsafeMutablePointer<Bool>
  private let lock = NSLock()
  private var error: RuntimeError?

  /// A token that is not set.
  public init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: false)
  }

  deinit { flag.deallocate() }

  /// Asks the evaluation to stop with an error; the first of several counts. Without one the
  /// reason is that the user asked for it.
  public func interrupt(_ error: RuntimeError = RuntimeError(.interrupted, "interrupted")) {
    lock.withLock {
      self.error = self.error ?? error
      flag.pointee = true
    }
  }

  /// Forgets an earlier request; the host calls it before the next evaluation.
  public func reset() {
    lock.withLock {
      error = nil
      flag.pointee = false
    }
  }

  /// Whether a stop was asked for.
  @inline(__always) public var isInterrupted: Bool { flag.pointee }

  /// Why a stop was asked for; nil if none was.
  public var reason: RuntimeError? { lock.withLock { error } }

  /// Throws if a stop was asked for; long work in built-ins calls it now and then.
  @inline(__always) public func check() throws {
    if isInterrupted { try fail() }
  }

  @inline(never)
  private func fail() throws {
    if let reason { throw reason }
  }
}
