/// A JSON text as a value: what configurations, file headers and stored results are read into.
///
/// - Objects keep their members in the order they were written.
/// - A number without fraction and exponent that fits an `Int` is an `integer`, any other one a
///   `number`; ``double`` reads both.
public indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The truth value, if this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The whole number, if this is one.
  public var integer: Int? {
    if case .integer(let value) = self { return value }
    return nil
  }

  /// The number, whole or not, if this is one.
  public var double: Double? {
    switch self {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    default: return nil
    }
  }

  /// The text, if this is one.
  public var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  /// The elements, if this is an array.
  public var array: [JSONValue]? {
    if case .array(let value) = self { return value }
    return nil
  }

  /// The members, if this is an object.
  public var object: JSONObject? {
    if case .object(let value) = self { return value }
    return nil
  }

  /// A member of an object; nil when this is no object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// What an error message calls this kind of value.
  public var kindName: String {
    switch self {
    case .null: return "null"
    case .bool: return "true or false"
    case .integer: return "an integer"
    case .number: return "a number"
    case .string: return "a string"
    case .array: return "an array"
    case .object: return "an object"
    }
  }
}

/// The members of a JSON object, in order, no key twice.
///
/// Keys are Swift strings, so two spellings of the same characters (composed and decomposed) are
/// one key.
public struct JSONObject: Equatable, Sendable {
  /// The keys in the order they were added.
  public private(set) var keys: [String] = []
  private var values: [String: JSONValue] = [:]

  public init() {}

  /// The members in order; the last value of a key given twice wins.
  public init(_ members: [(String, JSONValue)]) {
    for (key, value) in members { self[key] = value }
  }

  /// The number of members.
  public var count: Int { keys.count }

  /// The members in order.
  public var members: [(key: String, value: JSONValue)] {
    keys.map { ($0, values[$0] ?? .null) }
  }

  /// Reads, replaces, appends or (with nil) removes a member.
  public subscript(key: String) -> JSONValue? {
    get { values[key] }
    set {
      if let newValue {
        if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if values.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
