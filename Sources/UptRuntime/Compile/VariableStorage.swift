/// Where a variable's value lies.
enum VariableStorage {
  /// In a slot of the frame.
  case slot(Int)
  /// In the box that a slot refers to, because closures share it.
  case box(Int)
  case global(GlobalCell)

  /// The value; nil if it has none yet.
  @inline(__always)
  func read(_ frame: Frame) -> Value {
    switch self {
    case .slot(let slot): frame[slot]
    case .box(let slot): frame[slot].box.value
    case .global(let cell): cell.storage.pointee
    }
  }

  @inline(__always)
  func assign(_ value: consuming Value, _ frame: Frame) {
    switch self {
    case .slot(let slot): (frame + slot).assign(value)
    case .box(let slot): frame[slot].box.value = value
    case .global(let cell): cell.set(value)
    }
  }

  /// Lets `body` change the value where it lies.
  @inline(__always)
  func update<Result>(
    _ frame: Frame, _ body: (inout Value) throws -> Result
  ) rethrows -> Result {
    switch self {
    case .slot(let slot): return try body(&frame[slot])
    case .global(let cell): return try body(&cell.storage.pointee)
    case .box(let slot):
      let box = frame[slot].box
      var value = Value.nothing
      swap(&value, &box.value)
      defer { swap(&value, &box.value) }
      return try body(&value)
    }
  }
}
