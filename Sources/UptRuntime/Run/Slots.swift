/// The memory of variables. Most values are scalars, and what they need is done without a call.
extension UnsafeMutablePointer<Value> {
  /// Replaces the value.
  @inline(__always)
  func assign(_ value: consuming Value) {
    if pointee.isScalar { initialize(to: value) } else { pointee = value }
  }

  /// Takes the value out and leaves nil.
  @inline(__always)
  func take() -> Value {
    let value = move()
    initialize(to: .nothing)
    return value
  }

  /// Ends the life of so many values from here on.
  @inline(__always)
  func clear(_ count: Int) {
    var slot = self
    let end = self + count
    while slot < end {
      if !slot.pointee.isScalar { slot.deinitialize(count: 1) }
      slot += 1
    }
  }
}

extension Value {
  /// Gives way to another value.
  @inline(__always)
  mutating func become(_ value: consuming Value) { Value.assign(value, at: &self) }

  @inline(__always)
  private static func assign(_ value: consuming Value, at place: UnsafeMutablePointer<Value>) {
    place.assign(value)
  }

  /// Whether nothing is counted for it.
  @inline(__always)
  var isScalar: Bool {
    switch self {
    case .nothing, .bool, .int, .real: true
    default: false
    }
  }
}
