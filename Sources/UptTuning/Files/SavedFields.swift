import UptTensor

/// An object of a file's metadata, with the place it came from for messages.
struct SavedFields {
  /// For instance `prompts.safetensors: options`.
  let place: String
  let object: JSONObject

  init(_ value: JSONValue, _ place: String) throws {
    guard let object = value.object else {
      throw EngineError(.format, "\(place) is \(value.kindName) instead of an object")
    }
    self.place = place
    self.object = object
  }

  /// The whole of a metadata entry.
  init(_ file: SafetensorsFile, _ key: String) throws {
    try self.init(Self.value(file, key), "\(file.path): \(key)")
  }

  /// A metadata entry as JSON.
  static func value(_ file: SafetensorsFile, _ key: String) throws -> JSONValue {
    guard let text = file.metadata[key] else {
      throw EngineError(.format, "\(file.path): \(key) is missing from the metadata")
    }
    do {
      return try JSONValue(parsing: Array(text.utf8))
    } catch {
      throw EngineError(
        .format, "\(file.path): \(key) is not valid JSON: \(error.message), byte \(error.offset)")
    }
  }

  func integer(_ key: String) throws -> Int {
    let value = try self.value(key)
    guard let integer = value.integer else { throw wrong(key, value, "an integer") }
    return integer
  }

  func number(_ key: String) throws -> Double {
    let value = try self.value(key)
    guard let number = value.double else { throw wrong(key, value, "a number") }
    return number
  }

  func float(_ key: String) throws -> Float { Float(try number(key)) }

  func bool(_ key: String) throws -> Bool {
    let value = try self.value(key)
    guard let bool = value.bool else { throw wrong(key, value, "true or false") }
    return bool
  }

  func string(_ key: String) throws -> String {
    let value = try self.value(key)
    guard let string = value.string else { throw wrong(key, value, "a string") }
    return string
  }

  /// One of the names of an enumeration.
  func choice<T: RawRepresentable & CaseIterable>(_ key: String) throws -> T
  where T.RawValue == String {
    let name = try string(key)
    guard let choice = T(rawValue: name) else {
      let known = T.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw EngineError(.format, "\(place).\(key) is \"\(name)\" instead of one of \(known)")
    }
    return choice
  }

  func array(_ key: String) throws -> [JSONValue] {
    let value = try self.value(key)
    guard let array = value.array else { throw wrong(key, value, "a list") }
    return array
  }

  /// A hash, written as hexadecimal digits since JSON's integers are too small for it.
  func hash(_ key: String) throws -> UInt64 {
    let text = try string(key)
    guard let hash = UInt64(text, radix: 16) else {
      throw EngineError(.format, "\(place).\(key) is \"\(text.prefix(40))\" instead of a hash")
    }
    return hash
  }

  func fields(_ key: String) throws -> SavedFields {
    try SavedFields(value(key), "\(place).\(key)")
  }

  /// What `read` makes of a field; nil where it is null.
  func optional<T>(_ key: String, _ read: (String) throws -> T) throws -> T? {
    try value(key) == .null ? nil : read(key)
  }

  /// What `read` makes of a field that files of older programs lack; nil where it is missing or null.
  func added<T>(_ key: String, _ read: (String) throws -> T) throws -> T? {
    object[key] == nil ? nil : try optional(key, read)
  }

  private func value(_ key: String) throws -> JSONValue {
    guard let value = object[key] else {
      throw EngineError(.format, "\(place).\(key) is missing")
    }
    return value
  }

  private func wrong(_ key: String, _ value: JSONValue, _ wanted: String) -> EngineError {
    EngineError(.format, "\(place).\(key) is \(value.kindName) instead of \(wanted)")
  }
}

extension JSONValue {
  /// The fewest digits that read back as this `Float`.
  static func shortest(_ value: Float) -> JSONValue {
    let short = Double("\(value)") ?? Double(value)
    return .number(Float(short) == value ? short : Double(value))
  }

  static func hash(_ value: UInt64) -> JSONValue { .string(String(value, radix: 16)) }

  static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
}
