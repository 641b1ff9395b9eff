import Foundation
import UptSyntax

/// The slots of one call: local variables from slot 1, the value of `return` in slot 0.
typealias Frame = UnsafeMutablePointer<Value>

/// The memory a program runs in: one stack of values for the variables of all active calls.
///
/// This file and `GlobalCell` are the only places that handle raw memory.
final class Machine {
  /// What changes with every call; in memory of its own, so that it is reached without
  /// exclusivity checks.
  struct State {
    var top: Frame
    var depth = 0
    /// The places of the active calls, mixed into one number.
    var path: UInt64 = 0
  }

  let state: UnsafeMutablePointer<State>
  let interrupt: InterruptToken
  private let base: Frame
  private let end: Frame
  private let callDepth: Int
  private let capacity: Int
  /// The lowest address that the native stack of the running thread may reach.
  private var stackFloor: UInt = 0
  /// Bytes of native stack kept free for built-ins and for reporting errors.
  private static let reserve: UInt = 512 << 10

  init(limits: Limits, interrupt: InterruptToken) {
    self.interrupt = interrupt
    callDepth = limits.callDepth
    capacity = max(1024, limits.stackValues)
    base = .allocate(capacity: capacity)
    end = base + capacity
    state = .allocate(capacity: 1)
    state.initialize(to: State(top: base))
  }

  deinit {
    state.deallocate()
    base.deallocate()
  }

  /// Prepares for evaluation on the current thread.
  func enter() {
    stackFloor = NativeStack.lowestAddress() + Machine.reserve
  }

  /// Throws if a stop was asked for; called at loop back edges.
  @inline(__always)
  func poll() throws { try interrupt.check() }

  /// Makes a frame of `size` slots, all nil.
  @inline(__always)
  func push(_ size: Int) throws -> Frame {
    let frame = state.pointee.top
    let top = frame + size
    guard top <= end, state.pointee.depth < callDepth, NativeStack.address() > stackFloor
    else { throw tooDeep() }
    try poll()
    frame.initialize(repeating: .nothing, count: size)
    state.pointee.top = top
    state.pointee.depth += 1
    return frame
  }

  /// Gives the newest frame back.
  @inline(__always)
  func pop(_ frame: Frame, _ size: Int) {
    frame.clear(size)
    state.pointee.top = frame
    state.pointee.depth -= 1
  }

  /// Notes that the call at a place begins; gives what `leaveCall` needs.
  @inline(__always)
  func enterCall(at place: UInt64) -> UInt64 {
    let path = state.pointee.path
    state.pointee.path = ProgramPlace.mixed(path, place)
    return path
  }

  @inline(__always)
  func leaveCall(to path: UInt64) { state.pointee.path = path }

  @inline(never)
  private func tooDeep() -> RuntimeError {
    let depth = state.pointee.depth
    let message =
      depth >= callDepth
      ? "the call depth passed \(callDepth)" : "the calls need too much memory at depth \(depth)"
    return RuntimeError(
      .limit, message, hint: "does the function call itself without an end?")
  }
}

/// The native stack of the current thread.
enum NativeStack {
  /// An address on the stack near the caller's frame.
  @inline(__always)
  static func address() -> UInt {
    var marker: UInt8 = 0
    // Nothing is written through the pointer that a guard on the stack would have to notice.
    return _withUnprotectedUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }

  /// The lowest address that the current thread's stack may reach: known inside
  /// `runOnBigStack`, elsewhere a cautious guess.
  static func lowestAddress() -> UInt {
    if let known = Thread.current.threadDictionary[key] as? UInt { return known }
    return address() - (768 << 10)
  }

  /// Notes that the current thread, just started, has a stack of this many bytes.
  static func register(bytes: Int) {
    Thread.current.threadDictionary[key] = address() - UInt(bytes) + (64 << 10)
  }

  private static let key = "upt.stack.lowest"
}
