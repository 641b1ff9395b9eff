import UptRuntime
import UptTensor

/// JSON as values, from texts and files.
extension FileLibrary {
  static let json: [Builtin] = [
    Builtin(
      "read_json", [path],
      help: """
        The value in a JSON file: objects become dictionaries, null becomes nil.

            write_text("settings.json", to_json((shots: 4, seeds: [1, 2])))
            read_json("settings.json")["seeds"]      # [1, 2]
        """
    ) { call in
      try call.reading("path") {
        .init(json: try JSONValue(parsing: MappedFile.read($0, limit: TextFile.largest), of: $0))
      }
    },
    Builtin(
      "parse_json", [.required("text")],
      help: """
        The value that a JSON text means: objects become dictionaries, null becomes nil.

            parse_json("[1, 2.5, true, null]")      # [1, 2.5, true, nil]
        """
    ) { call in
      let text = try call.text(0)
      return try call.blaming("text") {
        .init(json: try JSONValue(parsing: Array(text.utf8), of: "the text"))
      }
    },
    Builtin(
      "to_json",
      [
        .required("value"),
        .omissible("indent", help: "spaces for every level; without it, all is on one line"),
      ],
      help: """
        A value as JSON text. Records and dictionaries become objects, tensors nested arrays;
        what is infinite or not a number becomes null, which is all that JSON has for it.

            to_json((name: "upt", rate: 0.5))      # {"name":"upt","rate":0.5}
        """
    ) { call in
      let value = try call.blaming("value") { try JSONValue(call[0]) }
      guard call.has("indent") else { return .text(value.text()) }
      let indent = try call.int("indent")
      guard (0...16).contains(indent) else {
        throw call.error(1, "`indent` of `to_json` is \(indent), but it goes from 0 to 16")
      }
      return .text(value.text(indent: indent))
    },
  ]
}

extension Value {
  /// What a JSON value means; how deep it nests is bounded by the parser.
  /// - Parameter asRecords: makes objects records, whose members can be named, and not dictionaries.
  init(json: JSONValue, asRecords: Bool = false) {
    switch json {
    case .null: self = .nothing
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .int(number)
    case .number(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .array(let elements):
      self = .list(elements.map { Value(json: $0, asRecords: asRecords) })
    case .object(let object) where asRecords:
      self = .record(object.members.map { ($0.key, Value(json: $0.value, asRecords: true)) })
    case .object(let object):
      let dictionary = DictionaryValue()
      for (key, value) in object.members { dictionary[.text(key)] = Value(json: value) }
      self = .dictionary(dictionary)
    }
  }
}

extension JSONValue {
  /// How deep values may nest; the parser takes no more.
  private static let deepestNesting = Limits().depth

  /// - Throws: what cannot be written as JSON, and where it is.
  fileprivate init(_ value: Value, place: String = "", level: Int = 0) throws {
    func inside(_ part: String, _ value: Value) throws -> JSONValue {
      try JSONValue(value, place: place + part, level: level + 1)
    }
    guard level <= JSONValue.deepestNesting else {
      throw RuntimeError(
        .value, "the value nests deeper than \(JSONValue.deepestNesting) levels")
    }
    switch value {
    case .nothing: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .integer(number)
    case .real(let number): self = .number(number)
    case .text(let text): self = .string(text.string)
    case .list, .range:
      let elements = try value.elements() ?? []
      self = .array(try elements.enumerated().map { try inside("[\($0)]", $1) })
    case .record(let record):
      self = .object(JSONObject(try record.fields.map { ($0, try inside(".\($0)", $1)) }))
    case .dictionary(let dictionary):
      let members = try zip(dictionary.keys, dictionary.values).map { key, value in
        (key.label, try inside("[\(key.value.summary)]", value))
      }
      self = .object(JSONObject(members))
    case .object(let tensor as TensorObject):
      self = try JSONValue(TensorMethods.nested(tensor.value), place: place, level: level)
    case .function, .object:
      let place = place.isEmpty ? "" : ", which is at `\(place)`"
      throw RuntimeError(.type, "JSON has nothing for \(value.typeWithArticle)\(place)")
    }
  }
}

extension DictionaryValue.Key {
  /// The key as the text that JSON has for all of them.
  fileprivate var label: String {
    switch self {
    case .text(let text): text.string
    case .int(let number): String(number)
    case .bool(let flag): String(flag)
    }
  }
}
