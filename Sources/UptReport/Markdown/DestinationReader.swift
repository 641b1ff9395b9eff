/// Reads what follows a link's text: `(address "title")`.
struct DestinationReader {
  private let text: [Unicode.Scalar]
  /// Behind what was read.
  private(set) var position: Int
  private static let nestingLimit = 32

  init(_ text: [Unicode.Scalar], from position: Int) {
    self.text = text
    self.position = position
  }

  /// The address; nil if there is none. The title is read and dropped.
  mutating func read() -> String? {
    guard take("(") else { return nil }
    skipSpace()
    guard let address = current == "<" ? bracketed() : bare() else { return nil }
    let end = position
    skipSpace()
    if position > end, let quote = current, quote == "\"" || quote == "'" {
      guard skipTitle(quote) else { return nil }
      skipSpace()
    }
    return take(")") ? address : nil
  }

  private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let scalar = current, scalar == " " || scalar == "\n" || scalar == "\t" { position += 1 }
  }

  private mutating func skipTitle(_ quote: Unicode.Scalar) -> Bool {
    position += 1
    while let scalar = current {
      position += scalar == "\\" ? 2 : 1
      if scalar == quote { return true }
    }
    return false
  }

  private mutating func bracketed() -> String? {
    position += 1
    var address = String.UnicodeScalarView()
    while let scalar = current, scalar != "\n", scalar != "<" {
      position += 1
      if scalar == ">" { return String(address) }
      address.append(escaped(scalar))
    }
    return nil
  }

  private mutating func bare() -> String? {
    var address = String.UnicodeScalarView()
    var depth = 0
    while let scalar = current, scalar.value > 0x20 {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth < 0 { break }
      guard depth <= Self.nestingLimit else { return nil }
      position += 1
      address.append(escaped(scalar))
    }
    return depth <= 0 ? String(address) : nil
  }

  /// The character, or the one behind it if it is a backslash before a mark.
  private mutating func escaped(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar == "\\", let next = current, next.isASCII, next.isMark else { return scalar }
    position += 1
    return next
  }
}
