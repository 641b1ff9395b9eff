/// Methods of lists; all but the changing ones work on ranges, too.
enum ListMethods {
  static let all: [Builtin] = [
    Builtin(
      "map", [.required("function")],
      help: "The results of the function for every element.\n\n    [1, 2].map { x in x * x }      # [1, 4]"
    ) { call in
      let function = try call.function(0)
      return .list(try call.elements().map { try call.call(function, [$0]) })
    },
    Builtin(
      "filter", [.required("test")],
      help: "The elements that pass the test.\n\n    [1, 2].filter { x in x > 1 }      # [2]"
    ) { call in
      let function = try call.function(0)
      return .list(
        try call.elements().filter {
          try Operations.truth(call.call(function, [$0]), of: "the result of the test")
        })
    },
    Builtin(
      "reduce", [.required("initial"), .required("combine")],
      help: """
        Combines the elements from left to right.

            [1, 2, 3].reduce(0) { a, b in a + b }      # 6
        """
    ) { call in
      let function = try call.function(1)
      return try call.elements().reduce(call[0]) { try call.call(function, [$0, $1]) }
    },
    Builtin(
      "sorted", [.omissible("by", help: "what to sort by"), .optional("descending", .bool(false))],
      help: """
        The elements in order; equal ones keep their order.

            [3, 1].sorted()                                  # [1, 3]
            ["bb", "a"].sorted(by: { s in s.count })         # ["a", "bb"]
        """
    ) { call in
      let elements = try call.elements()
      let keys = try call.has("by")
        ? elements.map { [function = try call.function(0)] in try call.call(function, [$0]) }
        : elements
      return .list(
        try Sorting.order(keys, descending: call.bool("descending")).map { elements[$0] })
    },
    Builtin("reversed", help: "The elements from the last to the first.") {
      .list(try $0.elements().reversed())
    },
    Builtin("contains", [.required("element")], help: "Whether an element is in the list.") {
      let element = $0[0]
      return .bool(try $0.elements().contains { $0.isEqual(to: element) })
    },
    Builtin(
      "joined", [.optional("separator", .text(""))],
      help: "The elements as one string.\n\n    [1, 2].joined(\", \")      # 1, 2"
    ) { call in
      .text(
        try call.elements().map(call.interpreter.display).joined(separator: try call.text(0)))
    },
    Builtin("sum", help: "The sum of the elements.\n\n    [1, 2].sum()      # 3") {
      try $0.elements().reduce(.int(0)) { try Operations.binary(.add, $0, $1) }
    },
    Builtin("mean", help: "The mean of the elements.\n\n    [1, 2].mean()      # 1.5") { call in
      let elements = try call.elements()
      if elements.isEmpty { throw RuntimeError(.value, "an empty list has no mean") }
      let sum = try elements.reduce(.int(0)) { try Operations.binary(.add, $0, $1) }
      return try Operations.binary(.divide, sum, .int(elements.count))
    },
    Builtin("min", help: "The smallest element.\n\n    [3, 1].min()      # 1") {
      try Sorting.extreme($0.elements(), .less)
    },
    Builtin("max", help: "The largest element.\n\n    [3, 1].max()      # 3") {
      try Sorting.extreme($0.elements(), .greater)
    },
    Builtin(
      "enumerated",
      help: "Records `(index: ..., value: ...)` of the elements with their positions."
    ) { .list(try $0.elements().enumerated().map { Pairing.indexed($0.offset, $0.element) }) },
  ]

  static let mutating: [Builtin] = [
    Builtin(
      mutating: "append", [.required("element")],
      help: "Adds an element at the end of the variable's list."
    ) { receiver, call in
      try receiver.withElements { elements in
        try Value.checkList(elements.count + 1)
        elements.append(call[0])
      }
      return .nothing
    },
    Builtin(
      mutating: "pop", [], help: "Removes the last element of the variable's list and gives it."
    ) { receiver, _ in
      if let last = receiver.withElements({ $0.popLast() }), let last { return last }
      throw RuntimeError(.index, "an empty list has no last element")
    },
  ]
}

extension Call {
  /// The elements of the list or range a method is called on.
  func elements() throws -> [Value] {
    if let elements = try receiver?.elements(check: interpreter.interrupt.check) { return elements }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of lists")
  }
}

/// Pairs as the language shows them.
enum Pairing {
  static func indexed(_ index: Int, _ value: Value) -> Value {
    .record([("index", .int(index)), ("value", value)])
  }
}

/// Ordering of values.
enum Sorting {
  /// Whether one value comes before another; numbers and strings have an order.
  static func precedes(_ left: Value, _ right: Value) throws -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b
    case (.real(let a), .real(let b)): return a < b || (!a.isNaN && b.isNaN)
    case (.text(let a), .text(let b)): return a.string < b.string
    default:
      return try Operations.truth(
        Operations.binary(.less, left, right), of: "the comparison of two elements")
    }
  }

  /// The positions of the keys in ascending or descending order, stably.
  static func order(_ keys: [Value], descending: Bool) throws -> [Int] {
    try keys.indices.sorted { left, right in
      let isBefore = try precedes(keys[left], keys[right])
      let isAfter = try precedes(keys[right], keys[left])
      if isBefore == isAfter { return left < right }
      return descending ? isAfter : isBefore
    }
  }

  /// The first element that no other beats.
  static func extreme(_ elements: [Value], _ op: BinaryOperator) throws -> Value {
    guard var best = elements.first else {
      throw RuntimeError(.value, "there is no element to choose from")
    }
    for element in elements.dropFirst() {
      let beats = try op == .less ? precedes(element, best) : precedes(best, element)
      if beats { best = element }
    }
    return best
  }
}
