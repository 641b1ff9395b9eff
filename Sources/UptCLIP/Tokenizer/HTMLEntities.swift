import UptTensor

/// HTML's character references, as browsers (and Python's `html.unescape`) read them.
struct HTMLEntities: Sendable {
  /// The characters of every name; the names end in a semicolon where it is not optional.
  private let named: [String: String]

  /// - Throws: `.file` or `.format` when the program's table is missing or damaged.
  init() throws {
    let path = try Resources.locate("html-entities.txt").path
    let table = try MappedFile.read(path)
    var named = [String: String](minimumCapacity: 2300)
    for line in table.split(separator: 0x0a) {
      let fields = line.split(separator: 0x09)
      let points = fields.last?.split(separator: 0x20).compactMap { digits in
        UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
      }
      guard fields.count == 2, let points, !points.isEmpty else {
        throw EngineError(.format, "the program's data file \(path) is damaged")
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: points)
      named[String(decoding: fields[0], as: UTF8.self)] = text
    }
    self.named = named
  }

  /// Replaces every reference, numeric or named, and the old names also without semicolon.
  func unescape(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return replaceReferences(in: text) { body, hasSemicolon in
      if body.first == "#" { return numeric(body.dropFirst()).map { ($0, 0) } }
      let name = String(String.UnicodeScalarView(body))
      if hasSemicolon, let text = named[name + ";"] { return (text, 0) }
      // The longest beginning that is a name on its own.
      for length in stride(from: body.count, through: 2, by: -1) {
        if let text = named[String(String.UnicodeScalarView(body.prefix(length)))] {
          return (text, body.count - length + (hasSemicolon ? 1 : 0))
        }
      }
      return nil
    }
  }

  /// Replaces references that end in a semicolon only, but also names written in capitals
  /// (`&EACUTE;`): what ftfy does.
  func unescapeStrictly(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return replaceReferences(in: text) { body, hasSemicolon in
      guard hasSemicolon, body.count <= 25 else { return nil }
      if body.first == "#" { return numeric(body.dropFirst()).map { ($0, 0) } }
      let name = String(String.UnicodeScalarView(body))
      if let text = named[name + ";"] { return (text, 0) }
      let lower = name.lowercased()
      guard name == name.uppercased(), let text = named[lower + ";"] else { return nil }
      return (text.uppercased(), 0)
    }
  }

  /// Calls `replacement` for every `&` with what follows it up to a character that cannot belong
  /// to a reference; it returns the text for it and how many of the characters remain after it.
  private func replaceReferences(
    in text: String,
    _ replacement: (ArraySlice<Unicode.Scalar>, _ hasSemicolon: Bool) -> (String, Int)?
  ) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      guard scalar == "&" else {
        result.append(scalar)
        continue
      }
      let body = referenceBody(scalars[position...])
      let hasSemicolon = body.endIndex < scalars.count && scalars[body.endIndex] == ";"
      if !body.isEmpty, let (text, rest) = replacement(body, hasSemicolon) {
        result.append(contentsOf: text.unicodeScalars)
        position = body.endIndex + (hasSemicolon ? 1 : 0) - rest
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// `#` and digits, `#x` and hexadecimal digits, or up to 32 other characters.
  private func referenceBody(_ rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    guard rest.first == "#" else {
      return rest.prefix(32).prefix { !"\t\n\u{c} <&#;".unicodeScalars.contains($0) }
    }
    let isHexadecimal = ["x", "X"].contains(rest.dropFirst().first)
    let marks = isHexadecimal ? 2 : 1
    let digits = rest.dropFirst(marks).prefix {
      $0.isASCII && (isHexadecimal ? $0.properties.isASCIIHexDigit : "0"..."9" ~= $0)
    }
    return digits.isEmpty ? rest.prefix(0) : rest.prefix(marks + digits.count)
  }

  /// The character of a number; windows-1252 where HTML says so, nothing for those that HTML
  /// forbids, and nil when there are no digits.
  private func numeric(_ digits: ArraySlice<Unicode.Scalar>) -> String? {
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let text = String(String.UnicodeScalarView(isHexadecimal ? digits.dropFirst() : digits))
    guard !text.isEmpty else { return nil }
    let value = UInt32(text, radix: isHexadecimal ? 16 : 10) ?? .max
    switch value {
    case 0: return "\u{fffd}"
    case 0x0d: return "\r"
    case 0x80...0x9f: return String(Windows1252.character(UInt8(value)))
    case 1...8, 0x0b, 0x0e...0x1f, 0x7f, 0xfdd0...0xfdef: return ""
    default:
      guard let scalar = Unicode.Scalar(value) else { return "\u{fffd}" }
      return value & 0xfffe == 0xfffe ? "" : String(scalar)
    }
  }
}
