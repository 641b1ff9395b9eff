/// Methods of lists; all but the changing ones work on ranges, too.
enum ListMethods {
  static let properties = [
    Property("count", "The number of elements.") { (list: ListValue) in
      .int(list.elements.count)
    },
    Property("first", "The first element, or nil if there is none.") { (list: ListValue) in
      list.elements.first ?? .nothing
    },
    Property("last", "The last element, or nil if there is none.") { (list: ListValue) in
      list.elements.last ?? .nothing
    },
    Property("is_empty", "Whether there is no element.") { (list: ListValue) in
      .bool(list.elements.isEmpty)
    },
  ]

  static let all: [Builtin] = [
    Builtin(
      "map", [.required("function")],
      help: """
        The results of the function for every element.

            [1, 2].map { x in x * x }      # [1, 4]
        """
    ) { call in
      let function = try call.function(0)
      return .list(try call.transformed { try call.call(function, $0) })
    },
    Builtin(
      "flat_map", [.required("function")],
      help: """
        The elements of the lists that the function gives for every element.

            [1, 3].flat_map { x in [x, x + 1] }      # [1, 2, 3, 4]
        """
    ) { call in
      let function = try call.function(0)
      return .list(
        try call.joinedElements {
          let result = try call.call(function, $0)
          if let elements = try result.elements(check: call.interpreter.interrupt.check) {
            return elements
          }
          throw call.error(
            0, "the function given to `flat_map` must give a list, not \(result.typeWithArticle)",
            kind: .type)
        })
    },
    Builtin(
      "filter", [.required("test")],
      help: """
        The elements that pass the test.

            [1, 2].filter { x in x > 1 }      # [2]
        """
    ) { call in
      let passes = try call.test(0)
      return .list(try call.elements().filter(passes))
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
      return .list(try call.order(elements).map { elements[$0] })
    },
    Builtin(
      "reversed",
      help: "The elements from the last to the first.\n\n    [1, 2].reversed()      # [2, 1]"
    ) { .list(try $0.elements().reversed()) },
    Builtin(
      "contains", [.required("element")],
      help: "Whether an element is in the list.\n\n    [1, 2].contains(2)      # true"
    ) { call in
      if case .range(let range)? = call.receiver, case .int(let number) = call[0] {
        return .bool(range.contains(number))
      }
      return .bool(try call.firstPosition { $0.isEqual(to: call[0]) } != nil)
    },
    Builtin(
      "index", [.required("of")],
      help: """
        The position of the first element that equals `of`, or nil.

            ["a", "b"].index(of: "b")      # 1
        """
    ) { call in
      .position(try call.firstPosition { $0.isEqual(to: call[0]) })
    },
    Builtin(
      "first", [.required("test")],
      help: """
        The first element that passes the test, or nil.

            [1, 2, 3].first { x in x > 1 }      # 2
        """
    ) { call in
      let elements = try call.elements()
      return try call.firstPosition(where: call.test(0)).map { elements[$0] } ?? .nothing
    },
    Builtin(
      "count", [.required("test")],
      help: "How many elements pass the test.\n\n    [1, 2, 3].count { x in x > 1 }      # 2"
    ) { call in
      let passes = try call.test(0)
      return .int(try call.elements().reduce(0) { try $0 + (passes($1) ? 1 : 0) })
    },
    Builtin(
      "any", [.omissible("test", help: "what to ask; the elements themselves if left out")],
      help: "Whether some element passes the test.\n\n    [1, 2].any { x in x > 1 }      # true"
    ) { call in .bool(try call.firstPosition(where: call.test(0)) != nil) },
    Builtin(
      "all", [.omissible("test", help: "what to ask; the elements themselves if left out")],
      help: "Whether every element passes the test.\n\n    [1, 2].all { x in x > 1 }      # false"
    ) { call in
      let passes = try call.test(0)
      return .bool(try call.firstPosition { try !passes($0) } == nil)
    },
    Builtin(
      "joined", [.optional("separator", .text(""))],
      help: "The elements as one string.\n\n    [1, 2].joined(\", \")      # 1, 2"
    ) { call in
      let separator = try call.text(0)
      var text = ""
      for (position, element) in try call.elements().enumerated() {
        try call.poll(position)
        if position > 0 { text += separator }
        text += call.interpreter.display(element)
        try Value.checkText(text.utf8.count)
      }
      return .text(text)
    },
    Builtin("sum", help: "The sum of the elements.\n\n    [1, 2].sum()      # 3") {
      try $0.total(.add, from: 0)
    },
    Builtin("product", help: "The product of the elements.\n\n    [2, 3].product()      # 6") {
      try $0.total(.multiply, from: 1)
    },
    Builtin("mean", help: "The mean of the elements.\n\n    [1, 2].mean()      # 1.5") { call in
      let count = try call.elements().count
      if count == 0 { throw RuntimeError(.value, "an empty list has no mean") }
      return try Operations.binary(.divide, call.total(.add, from: 0), .int(count))
    },
    extreme("min", .less, "The smallest element.\n\n    [3, 1].min()      # 1"),
    extreme(
      "max", .greater,
      "The largest element.\n\n    [\"a\", \"ccc\"].max(by: { s in s.count })      # ccc"),
    Builtin(
      "enumerated",
      help: """
        Records `(index: ..., value: ...)` of the elements with their positions.

            ["a"].enumerated()      # [(index: 0, value: "a")]
        """
    ) { .list(try $0.elements().enumerated().map { Pairing.indexed($0.offset, $0.element) }) },
  ]

  private static func extreme(_ name: String, _ op: BinaryOperator, _ help: String) -> Builtin {
    Builtin(name, [.omissible("by", help: "what to compare")], help: help) { call in
      let elements = try call.elements()
      guard call.has("by"), !elements.isEmpty else { return try Sorting.extreme(elements, op) }
      return try call.order(elements, descending: op == .greater).first.map { elements[$0] }
        ?? .nothing
    }
  }
}

/// Properties of ranges; their methods are those of lists.
enum RangeMethods {
  static let properties = [
    Property("count", "The number of integers.") { (range: RangeValue) in .int(range.count) },
    Property("first", "The first integer, or nil if there is none.") { (range: RangeValue) in
      range.count == 0 ? .nothing : .int(range.lower)
    },
    Property("last", "The last integer, or nil if there is none.") { (range: RangeValue) in
      range.count == 0 ? .nothing : .int(range.isClosed ? range.bound : range.bound - 1)
    },
    Property("is_empty", "Whether there is no integer.") { (range: RangeValue) in
      .bool(range.count == 0)
    },
  ]
}

/// Pairs as the language shows them.
enum Pairing {
  static func indexed(_ index: Int, _ value: Value) -> Value {
    .record([("index", .int(index)), ("value", value)])
  }

  static func entry(_ key: DictionaryValue.Key, _ value: Value) -> Value {
    .record([("key", key.value), ("value", value)])
  }
}

/// Ordering of values.
enum Sorting {
  /// Whether one value comes before another; numbers and strings have an order, nan comes last.
  static func precedes(_ left: Value, _ right: Value) throws -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): return a < b
    case (.real(let a), .real(let b)): return a < b || (!a.isNaN && b.isNaN)
    case (.int(let a), .real(let b)): return Double(a) < b || b.isNaN
    case (.real(let a), .int(let b)): return a < Double(b)
    case (.text(let a), .text(let b)): return a.string < b.string
    default:
      return try Operations.truth(
        Operations.binary(.less, left, right), of: "the comparison of two elements")
    }
  }

  /// The positions of the keys in ascending or descending order, stably.
  static func order(_ keys: [Value], descending: Bool) throws -> [Int] {
    switch keys.first {
    case .int:
      let numbers = keys.compactMap { if case .int(let number) = $0 { number } else { nil } }
      if numbers.count == keys.count { return order(numbers, descending: descending) }
    case .real:
      let numbers = keys.compactMap { if case .real(let number) = $0 { number } else { nil } }
      if numbers.count == keys.count, !numbers.contains(where: \.isNaN) {
        return order(numbers, descending: descending)
      }
    case .text:
      let texts = keys.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
      if texts.count == keys.count { return order(texts, descending: descending) }
    default: break
    }
    return try keys.indices.sorted { left, right in
      let isBefore = try precedes(keys[left], keys[right])
      let isAfter = try precedes(keys[right], keys[left])
      if isBefore == isAfter { return left < right }
      return descending ? isAfter : isBefore
    }
  }

  /// The same for keys of one type without nan.
  private static func order<Key: Comparable>(_ keys: [Key], descending: Bool) -> [Int] {
    keys.indices.sorted { left, right in
      if keys[left] == keys[right] { return left < right }
      return (keys[left] < keys[right]) != descending
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
