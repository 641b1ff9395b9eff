/// Properties and methods of dictionaries.
enum DictionaryMethods {
  static let properties = [
    Property("count", "The number of entries.") { (dictionary: DictionaryValue) in
      .int(dictionary.count)
    },
    Property("keys", "The keys in order of insertion.") { (dictionary: DictionaryValue) in
      .list(dictionary.keys.map(\.value))
    },
    Property("values", "The values in the order of their keys.") { (dictionary: DictionaryValue) in
      .list(dictionary.values)
    },
    Property("is_empty", "Whether there is no entry.") { (dictionary: DictionaryValue) in
      .bool(dictionary.count == 0)
    },
  ]

  static let all: [Builtin] = [
    Builtin(
      "contains", [.required("key")],
      help: "Whether the dictionary has the key.\n\n    [\"a\": 1].contains(\"a\")      # true"
    ) { call in
      guard let key = DictionaryValue.Key(call[0]) else { return .bool(false) }
      return .bool(try call.dictionary()[key] != nil)
    },
    Builtin(
      "get", [.required("key"), .optional("default", .nothing)],
      help: "The value of a key, or the default.\n\n    [\"a\": 1].get(\"b\", 0)      # 0"
    ) { call in
      guard let key = DictionaryValue.Key(call[0]) else { return call[1] }
      return try call.dictionary()[key] ?? call[1]
    },
    Builtin(
      "map_values", [.required("function")],
      help: """
        The same keys with the results of the function for every value.

            ["a": 1].map_values { x in x * 10 }      # ["a": 10]
        """
    ) { call in
      let function = try call.function(0)
      return .dictionary(
        try call.entries().map { ($0.key, try call.call(function, [$0.value])) })
    },
    Builtin(
      "filter", [.required("test")],
      help: """
        The entries that pass the test, which sees records `(key: ..., value: ...)`.

            ["a": 1, "b": 2].filter { entry in entry.value > 1 }      # ["b": 2]
        """
    ) { call in
      let passes = try call.test(0)
      return .dictionary(
        try call.entries().filter { try passes(Pairing.entry($0.key, $0.value)) })
    },
    Builtin(
      "sorted",
      [
        .omissible("by", help: "what to sort by, of records (key:, value:); the key if left out"),
        .optional("descending", .bool(false)),
      ],
      help: """
        The entries in another order.

            ["b": 1, "a": 2].sorted()                                      # ["a": 2, "b": 1]
            ["b": 2, "a": 1].sorted(by: { entry in entry.value })          # ["a": 1, "b": 2]
        """
    ) { call in
      let entries = try call.entries()
      let keys =
        call.has("by")
        ? try call.keys(entries.map(Pairing.entry)) : entries.map(\.key.value)
      let order = try Sorting.order(keys, descending: call.bool("descending"))
      return .dictionary(order.map { entries[$0] })
    },
    Builtin(
      "merged", [.required("other")],
      help: """
        The entries of both dictionaries; where both have a key, the value of `other`.

            ["a": 1, "b": 2].merged(["b": 3])      # ["a": 1, "b": 3]
        """
    ) { call in
      guard case .dictionary(let other) = call[0] else { throw call.mismatch(0, "a dictionary") }
      return .dictionary(try call.entries() + zip(other.keys, other.values))
    },
    Builtin(
      "to_record",
      help: """
        The entries as a record, if all keys are strings.

            ["a": 1].to_record().a      # 1
        """
    ) { call in
      .record(
        try call.entries().map { key, value in
          if case .text(let label) = key { return (label.string, value) }
          throw RuntimeError(
            .type, "the labels of a record are strings, and the key \(key.value.summary) is not")
        })
    },
  ]

  static let mutating: [Builtin] = [
    Builtin(
      mutating: "remove", [.required("key")],
      help: """
        Removes a key from the variable and gives its value, or nil.

            var ages = ["a": 1]
            ages.remove("a")      # 1
        """
    ) { receiver, call in
      guard let key = DictionaryValue.Key(call[0]) else { return .nothing }
      return receiver.withDictionary { dictionary in
        defer { dictionary[key] = nil }
        return dictionary[key] ?? .nothing
      } ?? .nothing
    }
  ]
}

extension Call {
  func dictionary() throws -> DictionaryValue {
    if case .dictionary(let dictionary)? = receiver { return dictionary }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of dictionaries")
  }

  fileprivate func entries() throws -> [(key: DictionaryValue.Key, value: Value)] {
    let dictionary = try dictionary()
    return Array(zip(dictionary.keys, dictionary.values))
  }
}

extension Value {
  /// A dictionary value of these entries in this order; of equal keys the last one counts.
  static func dictionary(_ entries: [(DictionaryValue.Key, Value)]) -> Value {
    let dictionary = DictionaryValue()
    for (key, value) in entries { dictionary[key] = value }
    return .dictionary(dictionary)
  }
}
