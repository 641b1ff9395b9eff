/// Methods of dictionaries.
enum DictionaryMethods {
  static let all: [Builtin] = [
    Builtin("contains", [.required("key")], help: "Whether the dictionary has the key.") { call in
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
  ]

  static let mutating: [Builtin] = [
    Builtin(
      mutating: "remove", [.required("key")],
      help: "Removes a key from the variable and gives its value, or nil."
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
}
