/// Methods that take lists apart and put them together.
extension ListMethods {
  static let grouping: [Builtin] = [
    Builtin(
      "flattened",
      help: """
        The elements of the list's lists, one level deep.

            [[1, 2], [3]].flattened()      # [1, 2, 3]
        """
    ) { call in
      .list(
        try call.joinedElements { element in
          if case .text = element { return [element] }
          return try element.elements(check: call.interpreter.interrupt.check) ?? [element]
        })
    },
    Builtin(
      "unique",
      help: """
        The elements without those that occurred before.

            [2, 1, 2].unique()      # [2, 1]
        """
    ) { call in
      var seen = SeenValues()
      return .list(
        try call.elements().enumerated().filter { position, element in
          try call.poll(position)
          return try seen.insert(element, check: call.interpreter.interrupt.check)
        }.map(\.element))
    },
    Builtin(
      "group", [.required("by", help: "what the elements of a group have in common")],
      help: """
        A dictionary from each result of `by` to the list of elements that give it.

            [1, 2, 3].group { x in x % 2 }      # [1: [1, 3], 0: [2]]
        """
    ) { call in
      let elements = try call.elements()
      return try call.grouped(call.keys(elements), elements).mapped { .list($0) }
    },
    Builtin(
      "tally",
      help: """
        A dictionary from each element to how often it occurs.

            ["a", "b", "a"].tally()      # ["a": 2, "b": 1]
        """
    ) { call in
      let elements = try call.elements()
      return try call.grouped(elements, elements).mapped { .int($0.count) }
    },
    Builtin(
      "partition", [.required("test")],
      help: """
        The elements that pass the test, and the others.

            [1, 2, 3].partition { x in x > 1 }      # (passed: [2, 3], failed: [1])
        """
    ) { call in
      let passes = try call.test(0)
      var parts: (passed: [Value], failed: [Value]) = ([], [])
      for element in try call.elements() {
        if try passes(element) {
          parts.passed.append(element)
        } else {
          parts.failed.append(element)
        }
      }
      return .record([("passed", .list(parts.passed)), ("failed", .list(parts.failed))])
    },
    Builtin(
      "chunks", [.required("size")],
      help: """
        The elements in lists of `size`; the last one may be shorter.

            (1...5).chunks(2)      # [[1, 2], [3, 4], [5]]
        """
    ) { call in
      let elements = try call.elements()
      let size = min(try call.size(0), max(1, elements.count))
      return .list(
        stride(from: 0, to: elements.count, by: size).map {
          .list(Array(elements[$0..<min($0 + size, elements.count)]))
        })
    },
    Builtin(
      "windows", [.required("size")],
      help: """
        All lists of `size` elements that stand side by side.

            [1, 2, 3].windows(2)      # [[1, 2], [2, 3]]
        """
    ) { call in
      let elements = try call.elements()
      let size = try call.size(0)
      guard size <= elements.count else { return .list([]) }
      let (total, overflow) = (elements.count - size + 1).multipliedReportingOverflow(by: size)
      try Value.checkList(overflow ? .max : total)
      return .list(
        try (0...elements.count - size).map {
          try call.poll($0)
          return .list(Array(elements[$0..<$0 + size]))
        })
    },
    Builtin(
      "repeated", [.required("times")],
      help: "The elements again and again.\n\n    [0].repeated(3)      # [0, 0, 0]"
    ) { call in
      let elements = try call.elements()
      let times = try call.times(0)
      let (total, overflow) = elements.count.multipliedReportingOverflow(by: times)
      try Value.checkList(overflow ? .max : total)
      var results: [Value] = []
      results.reserveCapacity(total)
      for position in 0..<total {
        try call.poll(position)
        results.append(elements[position % elements.count])
      }
      return .list(results)
    },
  ]

  static let mutating: [Builtin] = [
    Builtin(
      changing: "append", .required("element"),
      help: """
        Adds an element at the end of the variable's list.

            var list = [1]
            list.append(2)
            list      # [1, 2]
        """
    ) { receiver, element in
      guard let list = receiver.takeOwnList() else { return .nothing }
      defer { receiver.become(.list(list)) }
      list.elements.append(element)
      if list.elements.count & 0xFFF == 0 { try Value.checkList(list.elements.count) }
      return .nothing
    },
    Builtin(
      mutating: "pop", [],
      help: """
        Removes the last element of the variable's list and gives it.

            var list = [1, 2]
            list.pop()      # 2
        """
    ) { receiver, _ in
      if let last = receiver.withElements({ $0.popLast() }), let last { return last }
      throw RuntimeError(.index, "an empty list has no last element")
    },
    Builtin(
      mutating: "insert", [.required("element"), .required("at", help: "its position afterwards")],
      help: """
        Puts an element into the variable's list.

            var list = [1, 3]
            list.insert(2, at: 1)
            list      # [1, 2, 3]
        """
    ) { receiver, call in
      let at = try call.int(1)
      try receiver.withElements { elements in
        let count = elements.count
        try Value.checkList(count + 1)
        // There is one place more than elements, so that -1 means the one behind the last.
        guard let position = try? Subscript.position(at, count: count + 1) else {
          throw call.error(
            1, "a list of \(count) elements has no position \(at) to put one",
            kind: .index,
            hint: "positions run from 0 to \(count), or from -1 back to \(-count - 1)")
        }
        elements.insert(call[0], at: position)
      }
      return .nothing
    },
    Builtin(
      mutating: "remove", [.required("at", help: "a position; negative from the end")],
      help: """
        Removes an element of the variable's list and gives it.

            var list = ["a", "b"]
            list.remove(at: 0)      # a
        """
    ) { receiver, call in
      let at = try call.int(0)
      return try receiver.withElements { elements in
        elements.remove(at: try Subscript.position(at, count: elements.count))
      } ?? .nothing
    },
    Builtin(
      mutating: "sort",
      [.omissible("by", help: "what to sort by"), .optional("descending", .bool(false))],
      help: """
        Puts the elements of the variable's list in order; `sorted` gives a new list instead.

            var list = [3, 1, 2]
            list.sort()
            list      # [1, 2, 3]
        """
    ) { receiver, call in
      guard case .list(let list) = receiver else { return .nothing }
      receiver = .list(try call.order(list.elements).map { list.elements[$0] })
      return .nothing
    },
    Builtin(
      mutating: "reverse", [],
      help: """
        Turns the variable's list round; `reversed` gives a new list instead.

            var list = [1, 2]
            list.reverse()
            list      # [2, 1]
        """
    ) { receiver, _ in
      receiver.withElements { $0.reverse() }
      return .nothing
    },
  ]
}

extension Call {
  /// The integer at a position, which must be at least 1.
  fileprivate func size(_ position: Int) throws -> Int {
    let size = try int(position)
    if size >= 1 { return size }
    throw error(position, "the size must be at least 1, not \(size)")
  }

  /// The integer at a position, which must not be negative.
  func times(_ position: Int) throws -> Int {
    let times = try int(position)
    if times >= 0 { return times }
    throw error(position, "nothing can be repeated \(times) times")
  }

  /// The elements by their keys, in the order in which the keys occur.
  fileprivate func grouped(_ keys: [Value], _ elements: [Value]) throws -> Groups {
    var groups = Groups()
    for (position, (key, element)) in zip(keys, elements).enumerated() {
      try poll(position)
      guard let key = DictionaryValue.Key(key) else { throw RuntimeError.noKey(key) }
      groups.add(element, to: key)
    }
    return groups
  }
}

/// Lists of elements by key, before they are made into a dictionary.
private struct Groups {
  private var table = KeyTable()
  private var lists: [[Value]] = []

  mutating func add(_ element: Value, to key: DictionaryValue.Key) {
    let (position, isNew) = table.insert(key)
    if isNew { lists.append([element]) } else { lists[position].append(element) }
  }

  func mapped(_ value: ([Value]) -> Value) -> Value {
    let dictionary = DictionaryValue()
    for (key, list) in zip(table.keys, lists) { dictionary[key] = value(list) }
    return .dictionary(dictionary)
  }
}

/// The different values among those that were met.
private struct SeenValues {
  private var table = KeyTable()
  private var reals: Set<Double> = []
  /// What has no hash: each has to be compared.
  private var others: [Value] = []

  /// Adds a value; false if an equal one is there.
  mutating func insert(_ value: Value, check: () throws -> Void) throws -> Bool {
    if let key = DictionaryValue.Key(value) { return table.insert(key).isNew }
    if case .real(let number) = value { return reals.insert(number).inserted }
    try check()
    if others.contains(where: { $0.isEqual(to: value) }) { return false }
    others.append(value)
    return true
  }
}

extension RuntimeError {
  /// A value stands where a dictionary's key should.
  static func noKey(_ value: Value) -> RuntimeError {
    RuntimeError(
      .type, "a key must be a string, an int or a bool, not \(value.typeWithArticle)")
  }
}
