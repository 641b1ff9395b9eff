/// The storage of a variable that closures share; a slot refers to it as an object. The value has
/// memory of its own, as that of a global has.
final class Box: HostObject {
  let storage: UnsafeMutablePointer<Value>

  init(_ value: Value) {
    storage = .allocate(capacity: 1)
    storage.initialize(to: value)
  }

  deinit {
    if storage.pointee.ownsOthers {
      var values = [storage.take()]
      Nesting.release(&values)
    }
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  override func count(_ bytes: inout ByteCount) { bytes.add(storage.pointee) }
}

extension Frame {
  /// The memory of the captured variable whose box a slot holds.
  @inline(__always)
  func boxed(_ slot: Int) -> UnsafeMutablePointer<Value> {
    // The comparison is much quicker than `as?`, and no class inherits from this one.
    if case .object(let object) = self[slot], type(of: object) == Box.self {
      return unsafeDowncast(object, to: Box.self).storage
    }
    return makeBox(slot)
  }

  /// A variable that is used before it was defined holds nil.
  private func makeBox(_ slot: Int) -> UnsafeMutablePointer<Value> {
    let box = Box(.nothing)
    self[slot] = .object(box)
    return box.storage
  }
}
