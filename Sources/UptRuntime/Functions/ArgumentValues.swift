/// The values of a call's arguments on their way into the slots of a plain function.
///
/// Calls with few arguments need no array for them.
protocol ArgumentValues {
  /// Moves them into the slots 1, 2, … of a new frame, which hold nil.
  consuming func place(in frame: Frame)
}

struct NoValues: ArgumentValues {
  @inline(__always) consuming func place(in frame: Frame) {}
}

struct OneValue: ArgumentValues {
  let first: Value
  @inline(__always) consuming func place(in frame: Frame) { (frame + 1).initialize(to: first) }
}

struct TwoValues: ArgumentValues {
  let first: Value
  let second: Value

  @inline(__always)
  consuming func place(in frame: Frame) {
    (frame + 1).initialize(to: first)
    (frame + 2).initialize(to: second)
  }
}

struct ManyValues: ArgumentValues {
  let values: [Value]

  consuming func place(in frame: Frame) {
    for (index, value) in values.enumerated() { (frame + index + 1).initialize(to: value) }
  }
}

/// The code of a call's arguments without labels.
protocol ArgumentCodes {
  associatedtype Values: ArgumentValues
  var count: Int { get }
  func evaluate(_ frame: Frame) throws -> Values
}

struct NoArguments: ArgumentCodes {
  var count: Int { 0 }
  @inline(__always) func evaluate(_ frame: Frame) throws -> NoValues { NoValues() }
}

struct OneArgument: ArgumentCodes {
  let first: Code
  var count: Int { 1 }

  @inline(__always)
  func evaluate(_ frame: Frame) throws -> OneValue { OneValue(first: try first(frame)) }
}

struct TwoArguments: ArgumentCodes {
  let first: Code
  let second: Code
  var count: Int { 2 }

  @inline(__always)
  func evaluate(_ frame: Frame) throws -> TwoValues {
    let value = try first(frame)
    return TwoValues(first: value, second: try second(frame))
  }
}

struct ManyArguments: ArgumentCodes {
  let codes: [HeldCode]
  var count: Int { codes.count }

  func evaluate(_ frame: Frame) throws -> ManyValues {
    ManyValues(values: try codes.map { try $0.run(frame) })
  }
}
