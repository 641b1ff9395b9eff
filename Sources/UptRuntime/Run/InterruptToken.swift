/// A flag that asks an evaluation to stop; set it from another thread or a signal handler.
///
/// It is one byte in memory of its own, read at every loop back edge and call: a reader may see
/// a change one turn late, never a torn value, and setting it takes no lock.
public final class InterruptToken: @unchecked Sendable {
  private let flag: UnsafeMutablePointer<Bool>

  /// A token that is not set.
  public init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: false)
  }

  deinit { flag.deallocate() }

  /// Asks the evaluation to stop.
  public func interrupt() { flag.pointee = true }

  /// Forgets an earlier request; the host calls it before the next evaluation.
  public func reset() { flag.pointee = false }

  /// Whether a stop was asked for.
  @inline(__always) public var isInterrupted: Bool { flag.pointee }

  /// Throws if a stop was asked for; long work in built-ins calls it now and then.
  public func check() throws {
    if isInterrupted { throw RuntimeError(.interrupted, "interrupted") }
  }
}
