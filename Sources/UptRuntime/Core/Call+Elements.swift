/// The elements of the list or range that a method is called on, and what methods do with them.
/// Wherever the work grows with the elements, the interrupt is read now and then.
extension Call {
  /// The elements of the receiver.
  func elements() throws -> [Value] {
    if let elements = try receiver?.elements(check: interpreter.interrupt.check) { return elements }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of lists")
  }

  /// Reads the interrupt at some of the positions of long work.
  func poll(_ position: Int) throws {
    if position & 0xFFF == 0 { try interpreter.interrupt.check() }
  }

  /// What a function gives for every element.
  func transformed(_ transform: (Value) throws -> Value) throws -> [Value] {
    let elements = try elements()
    var results: [Value] = []
    results.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      try poll(position)
      results.append(try transform(element))
    }
    return results
  }

  /// The elements of what a function gives for every element, in one list.
  func joinedElements(_ parts: (Value) throws -> [Value]) throws -> [Value] {
    var results: [Value] = []
    for (position, element) in try elements().enumerated() {
      try poll(position)
      let part = try parts(element)
      try Value.checkList(results.count + part.count)
      results += part
    }
    return results
  }

  /// The position of the first element that fulfils a condition.
  func firstPosition(where condition: (Value) throws -> Bool) throws -> Int? {
    for (position, element) in try elements().enumerated() {
      try poll(position)
      if try condition(element) { return position }
    }
    return nil
  }

  /// The argument at a position as a condition; without it, the elements must be bools.
  func test(_ position: Int) throws -> (Value) throws -> Bool {
    if case .nothing = self[position] {
      return { try Operations.truth($0, of: "an element") }
    }
    let function = try function(position)
    return { try Operations.truth(call(function, $0), of: "the result of the test") }
  }

  /// What is compared in place of the elements: the results of the argument `by`, if it is given.
  func keys(_ elements: [Value]) throws -> [Value] {
    guard has("by") else { return elements }
    let function = try function("by")
    return try elements.map { try call(function, $0) }
  }

  /// The positions of elements in the order that the arguments `by` and `descending` ask for.
  func order(_ elements: [Value], descending: Bool? = nil) throws -> [Int] {
    try Sorting.order(keys(elements), descending: descending ?? bool("descending"))
  }

  /// All elements joined by an operator.
  func total(_ op: BinaryOperator, from start: Int) throws -> Value {
    var total = Value.int(start)
    for (position, element) in try elements().enumerated() {
      try poll(position)
      total = try Operations.binary(op, total, element)
    }
    return total
  }
}

extension Value {
  /// A position, or nil.
  static func position(_ position: Int?) -> Value { position.map(Value.int) ?? .nothing }
}
