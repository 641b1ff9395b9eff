/// Where a value lies that code changes. Generic code over it is specialised for slots.
protocol Storage {
  /// The memory of the value; it stays where it is while an expression is computed.
  func pointer(_ frame: Frame) -> UnsafeMutablePointer<Value>
}

extension SlotOperand: Storage {
  @inline(__always) func pointer(_ frame: Frame) -> UnsafeMutablePointer<Value> { frame + slot }
}

/// Where a variable's value lies.
enum VariableStorage: Storage {
  /// In a slot of the frame.
  case slot(Int)
  /// In the box that a slot refers to, because closures share it.
  case box(Int)
  case global(GlobalCell)

  /// The memory of the value, which holds nil as long as it has none.
  @inline(__always)
  func pointer(_ frame: Frame) -> UnsafeMutablePointer<Value> {
    switch self {
    case .slot(let slot): frame + slot
    case .box(let slot): frame.boxed(slot)
    case .global(let cell): cell.storage
    }
  }

  @inline(__always)
  func assign(_ value: consuming Value, _ frame: Frame) {
    if case .global(let cell) = self { return cell.set(value) }
    pointer(frame).assign(value)
  }
}
