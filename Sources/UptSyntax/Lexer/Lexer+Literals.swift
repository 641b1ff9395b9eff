extension Lexer {
  // MARK: Numbers

  mutating func lexNumber() {
    let start = position
    if byte() == UInt8(ascii: "0"), byte(1) == UInt8(ascii: "x") { return lexHexadecimal() }
    skipDigits()
    var isReal = false
    if byte() == UInt8(ascii: "."), Lexer.isDigit(byte(1)) {
      isReal = true
      position += 1
      skipDigits()
    }
    let exponent = byte() | 0x20 == UInt8(ascii: "e")
    let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
    if exponent, Lexer.isDigit(byte(sign ? 2 : 1)) {
      isReal = true
      position += sign ? 2 : 1
      skipDigits()
    }
    if Lexer.startsName(byte()) { return reportSuffix(from: start) }
    let digits = file.text(from: start, to: position).filter { $0 != "_" }
    if !isReal, let number = Int(digits) { return emit(.int(number), from: start) }
    // Only with a minus before it, which is for the parser to see.
    if !isReal, Int("-" + digits) == .min { return emit(.int(.min), from: start) }
    if isReal, let number = Double(digits), number.isFinite { return emit(.real(number), from: start) }
    reportTooLarge(from: start, isReal: isReal)
  }

  private mutating func lexHexadecimal() {
    let start = position
    position += 2
    guard Lexer.isHexDigit(byte()) else { return reportSuffix(from: start) }
    skipDigits(Lexer.isHexDigit)
    if Lexer.startsName(byte()) { return reportSuffix(from: start) }
    let digits = file.text(from: start + 2, to: position).filter { $0 != "_" }
    if let number = Int(digits, radix: 16) { return emit(.int(number), from: start) }
    reportTooLarge(from: start, isReal: false)
  }

  private mutating func reportSuffix(from start: Int) {
    while Lexer.startsName(byte()) || Lexer.isDigit(byte()) { position += 1 }
    report(
      "E0103", "`\(file.text(from: start, to: position))` is not a number", from: start,
      to: position, hint: "a name cannot begin with a digit; between a number and a name goes *")
    emit(.int(0), from: start)
  }

  /// What to do about an integer beyond the largest.
  static let largestIntegerHint =
    "the largest integer is \(Int.max); write a real number, for instance 1e30"

  private mutating func reportTooLarge(from start: Int, isReal: Bool) {
    report(
      "E0103", "the number is too large", from: start, to: position,
      hint: isReal ? "the largest real number is about 1.8e308" : Self.largestIntegerHint)
    emit(.int(0), from: start)
  }

  private mutating func skipDigits(_ isDigit: (UInt8) -> Bool = Lexer.isDigit) {
    while isDigit(byte()) || (byte() == UInt8(ascii: "_") && isDigit(byte(1))) { position += 1 }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  // MARK: Strings

  mutating func startString() {
    let start = position
    let quote = UInt8(ascii: "\"")
    var indentation: Int?
    position += 1
    if byte() == quote, byte(1) == quote {
      position += 2
      indentation = closingIndentation()
      let text = position
      while byte() == UInt8(ascii: " ") || byte() == UInt8(ascii: "\r") { position += 1 }
      if byte() == UInt8(ascii: "\n") {
        position += 1
        skipIndentation(indentation ?? 0)
      } else {
        position = text
      }
    }
    emit(.stringStart, from: start)
    openings.append(.string(start: start, indentation: indentation))
  }

  /// The indentation of the line that closes the multi-line string which begins here.
  private func closingIndentation() -> Int {
    var index = position
    var lineStart = position
    while index + 2 < file.bytes.count {
      let byte = file.bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\n") { lineStart = index + 1 }
      if file.bytes[index...(index + 2)].allSatisfy({ $0 == UInt8(ascii: "\"") }) {
        let isAlone = file.bytes[lineStart..<index].allSatisfy { $0 == UInt8(ascii: " ") }
        return isAlone ? index - lineStart : 0
      }
      index += 1
    }
    return 0
  }

  private mutating func skipIndentation(_ count: Int) {
    var left = count
    while left > 0, byte() == UInt8(ascii: " ") {
      position += 1
      left -= 1
    }
  }

  /// Reads a part of a string: text up to the closing quote or an interpolation.
  mutating func lexString(start: Int, indentation: Int?) {
    let from = position
    var text: [UInt8] = []
    func flush(_ lexer: inout Lexer) {
      guard !text.isEmpty else { return }
      lexer.emit(.stringText(String(decoding: text, as: UTF8.self)), from: from)
    }
    while !isAtEnd {
      switch byte() {
      case UInt8(ascii: "\"") where indentation == nil || isTripleQuote:
        if indentation != nil { Lexer.dropLastLine(&text) }
        flush(&self)
        let end = position
        position += indentation == nil ? 1 : 3
        openings.removeLast()
        return emit(.stringEnd, from: end)
      case UInt8(ascii: "\n") where indentation == nil:
        flush(&self)
        return closeStrings(atEnd: false)
      case UInt8(ascii: "\n"):
        text.append(byte())
        position += 1
        skipIndentation(indentation ?? 0)
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "("):
        flush(&self)
        let open = position
        position += 2
        openings.append(.interpolation)
        return emit(.interpolationStart, from: open)
      case UInt8(ascii: "\\"): lexEscape(into: &text)
      default:
        text.append(byte())
        position += 1
      }
    }
    flush(&self)
  }

  private var isTripleQuote: Bool {
    byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
  }

  private static func dropLastLine(_ text: inout [UInt8]) {
    guard let newline = text.lastIndex(of: UInt8(ascii: "\n")),
      text[newline...].dropFirst().allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return }
    text.removeSubrange(newline...)
  }

  private mutating func lexEscape(into text: inout [UInt8]) {
    let start = position
    let letter = byte(1)
    position += isAtEnd ? 0 : 2
    switch letter {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(letter)
    case UInt8(ascii: "u") where byte() == UInt8(ascii: "{"):
      position += 1
      let digits = position
      while Lexer.isHexDigit(byte()), position < digits + 8 { position += 1 }
      let code = UInt32(file.text(from: digits, to: position), radix: 16)
      guard byte() == UInt8(ascii: "}"), let scalar = code.flatMap(Unicode.Scalar.init) else {
        return report("E0104", "this is not the code of a character", from: start, to: position)
      }
      position += 1
      text.append(contentsOf: String(Character(scalar)).utf8)
    default:
      position = min(position, file.bytes.count)
      if letter == UInt8(ascii: "\n") || letter >= 0x80 { position = start + 1 }
      report(
        "E0104", "the escape is not known", from: start, to: start + 2,
        hint: "known are \\n, \\t, \\r, \\0, \\\\, \\\", \\u{1F600} and \\(value)")
    }
  }
}
