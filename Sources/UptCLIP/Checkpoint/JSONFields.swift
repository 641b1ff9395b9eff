import UptTensor

/// A JSON object of a configuration, with the place it came from for messages.
struct JSONFields {
  /// For instance `config.json: vision_config`.
  let place: String
  let object: JSONObject

  init(_ value: JSONValue, _ place: String) throws {
    guard let object = value.object else {
      throw EngineError(.format, "\(place) is \(value.kindName) instead of an object")
    }
    self.place = place
    self.object = object
  }

  /// An object inside this one; nil when it is missing or null.
  func fields(_ key: String) throws -> JSONFields? {
    guard let value = present(key) else { return nil }
    return try JSONFields(value, path(key))
  }

  /// - Throws: `.format` when the field is missing and has no default, or is no integer.
  func integer(_ key: String, default: Int? = nil) throws -> Int {
    guard let value = present(key) else { return try unless(`default`, key) }
    if let integer = value.integer { return integer }
    // Some writers turn integers into 64.0.
    if let integer = value.double.flatMap(Int.init(exactly:)) { return integer }
    throw wrong(key, value, "an integer")
  }

  func number(_ key: String, default: Double? = nil) throws -> Double {
    guard let value = present(key) else { return try unless(`default`, key) }
    guard let number = value.double else { throw wrong(key, value, "a number") }
    return number
  }

  func bool(_ key: String) throws -> Bool? {
    guard let value = present(key) else { return nil }
    guard let bool = value.bool else { throw wrong(key, value, "true or false") }
    return bool
  }

  func string(_ key: String) throws -> String? {
    guard let value = present(key) else { return nil }
    guard let string = value.string else { throw wrong(key, value, "a string") }
    return string
  }

  func floats(_ key: String) throws -> [Float]? {
    guard let value = present(key) else { return nil }
    guard let array = value.array else { throw wrong(key, value, "a list of numbers") }
    return try array.map {
      guard let number = $0.double else { throw wrong(key, $0, "a number") }
      return Float(number)
    }
  }

  /// Refuses fields outside `known`, unless they say that something is off or as it always is here.
  func refuseUnknown(_ known: Set<String>, usual: [String: JSONValue] = [:]) throws {
    for (key, value) in object.members where !known.contains(key) {
      if value == .null || value == .bool(false) || value == usual[key] { continue }
      throw EngineError(
        .format, "\(place) asks for \"\(key)\": \(value.text().prefix(60)), "
          + "which is not supported", hint: CLIPConfiguration.readable)
    }
  }

  func path(_ key: String) -> String {
    place + (place.contains(": ") ? "." : ": ") + key
  }

  private func present(_ key: String) -> JSONValue? {
    object[key].flatMap { $0 == .null ? nil : $0 }
  }

  private func unless<T>(_ fallback: T?, _ key: String) throws -> T {
    guard let fallback else { throw EngineError(.format, "\(path(key)) is missing") }
    return fallback
  }

  private func wrong(_ key: String, _ value: JSONValue, _ wanted: String) -> EngineError {
    EngineError(.format, "\(path(key)) is \(value.kindName) instead of \(wanted)")
  }
}
