/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, Sendable {
  /// What is wrong, without the place.
  public let message: String
  /// The byte it was noticed at, counted from 0.
  public let offset: Int
}

extension JSONValue {
  /// How much a text may ask for before it is refused: protection against hostile files.
  public struct Limits: Sendable {
    /// How deeply arrays and objects may nest.
    public var depth = 100
    /// How many values there may be in all.
    public var values = 10_000_000

    public init() {}
  }

  /// Parses a whole text strictly by RFC 8259: UTF-8, one value, nothing after it but white space,
  /// no key twice in an object, no lone surrogates, no number beyond a `Double`.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) {
    if let offset = firstInvalidUTF8(bytes) {
      throw JSONError(message: "the text is not UTF-8", offset: offset)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    self = try parser.document()
  }

  /// Parses the text of a file, and names the file, the line and the column when it is not JSON.
  /// - Throws: `.format`.
  public init(parsing bytes: [UInt8], of path: String) throws {
    do {
      try self.init(parsing: bytes)
    } catch {
      let before = bytes.prefix(error.offset)
      let line = 1 + before.count { $0 == 0x0a }
      let column = 1 + before.reversed().prefix { $0 != 0x0a }.count
      throw EngineError(
        .format, "\(path) is not valid JSON: line \(line), column \(column): \(error.message)")
    }
  }
}

/// The offset of the first byte that is not part of valid UTF-8, or nil.
private func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  // Decoding repairs whatever is invalid, so the first difference is the first invalid byte.
  let repaired = String(decoding: bytes, as: UTF8.self)
  if repaired.utf8.count == bytes.count, repaired.utf8.elementsEqual(bytes) { return nil }
  return zip(repaired.utf8, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    ?? bytes.count
}

private struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONValue.Limits
  var position = 0
  var depth = 0
  var values = 0

  init(bytes: [UInt8], limits: JSONValue.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure("unexpected text after the value") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    values += 1
    guard values <= limits.values else { throw failure("more than \(limits.values) values") }
    guard let next = peek else { throw failure("the text ends where a value should be") }
    switch next {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("a value should be here")
    }
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    var object = JSONObject()
    try enter()
    if take("}") { return object }
    repeat {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw failure("a key in quotes should be here") }
      let key = try string()
      guard object[key] == nil else {
        throw JSONError(message: "the key \(quoted(key)) occurs twice", offset: start)
      }
      guard take(":") else { throw failure("a colon should follow the key \(quoted(key))") }
      object[key] = try value()
    } while take(",")
    guard take("}") else { throw failure("a comma or '}' should be here") }
    return object
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try enter()
    if take("]") { return elements }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw failure("a comma or ']' should be here") }
    return elements
  }

  /// Steps over an opening bracket; `take` of a closing one steps out again.
  private mutating func enter() throws(JSONError) {
    position += 1
    depth += 1
    guard depth <= limits.depth else { throw failure("nested more than \(limits.depth) deep") }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    if character == "}" || character == "]" { depth -= 1 }
    return true
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    let text = word.withUTF8Buffer { Array($0) }
    guard bytes[position...].prefix(length).elementsEqual(text) else {
      throw failure("a value should be here")
    }
    position += length
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    var isInteger = true
    if peek == UInt8(ascii: "-") { position += 1 }
    let first = peek
    let whole = try digits()
    guard whole == 1 || first != UInt8(ascii: "0") else {
      throw JSONError(message: "a number has a leading zero", offset: start)
    }
    if peek == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      _ = try digits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(message: "the number \(text.prefix(40)) is too large", offset: start)
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) -> Int {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw failure("a digit should be here") }
    return position - start
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw JSONError(message: "a control character in a string", offset: position - 1)
      default: text.append(byte)
      }
    }
    throw JSONError(message: "a string that does not end", offset: start)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = peek else { throw failure("the text ends inside a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw JSONError(message: "an unknown escape in a string", offset: position - 2)
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let start = position - 2
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xdc00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      position += 2
      let second = try hexadecimal()
      if 0xdc00..<0xe000 ~= second,
        let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
      {
        return scalar
      }
    }
    throw JSONError(message: "half a surrogate pair in a string", offset: start)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { throw failure("four hexadecimal digits should be here") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ message: String) -> JSONError {
    JSONError(message: message, offset: position)
  }

  private func quoted(_ key: String) -> String {
    key.count <= 80 ? "\"\(key)\"" : "\"\(key.prefix(80))…\""
  }
}
