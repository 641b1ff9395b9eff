/// Cuts a source into tokens.
///
/// It decides where statements end: line breaks inside parentheses and brackets, after an
/// operator, or before a line that begins with one do not count. A `# %%` line and a line that
/// begins with a statement's keyword close whatever parentheses are still open, so that one
/// forgotten parenthesis costs one error.
struct Lexer {
  /// What is open around the current position.
  enum Opening: Equatable {
    case paren
    case bracket
    case brace
    case interpolation
    /// A string; the indentation that a multi-line string strips, nil for a single line.
    case string(start: Int, indentation: Int?)
  }

  let file: SourceFile
  var position = 0
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  var openings: [Opening] = []
  /// The comments with their `#`, but for `# %%` lines.
  private(set) var comments: [Span] = []
  /// Whether the text ended inside a multi-line string.
  var endsInsideString = false
  private var pendingNewline: Int?

  init(_ file: SourceFile) { self.file = file }

  /// The byte at a distance from the position; zero past the end.
  func byte(_ distance: Int = 0) -> UInt8 {
    let index = position + distance
    return index < file.bytes.count ? file.bytes[index] : 0
  }

  var isAtEnd: Bool { position >= file.bytes.count }

  mutating func report(
    _ code: String, _ message: String, from lower: Int, to upper: Int, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, span: Span(file, lower, upper), hint: hint))
  }

  /// Runs to the end of the file and closes what is open there.
  mutating func run() {
    scan()
    closeStrings(atEnd: true)
    emit(.newline, from: file.bytes.count)
    emit(.end, from: file.bytes.count)
  }

  /// Runs to the end of the file, whatever is open there.
  mutating func scan() {
    while !isAtEnd {
      if case .string(let start, let indentation)? = openings.last {
        lexString(start: start, indentation: indentation)
      } else {
        lexToken()
      }
    }
  }

  /// Appends a token that ends at the position, after the line break that waits before it.
  mutating func emit(_ kind: Token.Kind, from lower: Int) {
    if let newline = pendingNewline {
      pendingNewline = nil
      if !continuesLine(kind, at: lower) {
        tokens.append(Token(kind: .newline, lower: newline, upper: newline + 1))
      }
    }
    tokens.append(Token(kind: kind, lower: lower, upper: max(lower, position)))
  }

  private func continuesLine(_ kind: Token.Kind, at lower: Int) -> Bool {
    guard case .symbol(let symbol) = kind, symbol.continuesAtStart else { return false }
    guard symbol == .minus else { return true }
    let next = lower + 1 < file.bytes.count ? file.bytes[lower + 1] : 0
    return next == UInt8(ascii: " ")
  }

  private mutating func lexToken() {
    let start = position
    switch byte() {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
    case UInt8(ascii: "\n"):
      position += 1
      endLine(at: start)
    case UInt8(ascii: "#"): lexComment()
    case UInt8(ascii: "\""): startString()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
    case let first where Lexer.startsName(first): lexName()
    default: lexSymbol()
    }
  }

  private mutating func endLine(at offset: Int) {
    if openings.contains(where: { if case .string(_, nil) = $0 { true } else { false } }) {
      closeStrings(atEnd: false)
    }
    switch openings.last {
    case nil, .brace:
      if case .symbol(let symbol)? = tokens.last?.kind, symbol.continuesAtEnd { return }
      if pendingNewline == nil { pendingNewline = offset }
    default: break
    }
  }

  /// Reports the innermost open single-line string at a line's end, or any at the file's end.
  mutating func closeStrings(atEnd: Bool) {
    guard
      let index = openings.firstIndex(where: {
        if case .string(_, let indentation) = $0 { return atEnd || indentation == nil }
        return false
      }), case .string(let start, let indentation) = openings[index]
    else { return }
    if atEnd, indentation != nil { endsInsideString = true }
    let end = indentation == nil ? endOfLine(from: start) : start + 3
    report(
      "E0102", "the string is not closed", from: start, to: end,
      hint: indentation == nil
        ? "end it with \" on the same line, or use \"\"\" for several lines"
        : "end it with \"\"\"")
    while openings.count > index {
      switch openings.removeLast() {
      case .interpolation: emit(.interpolationEnd, from: position)
      case .string: emit(.stringEnd, from: position)
      default: break
      }
    }
  }

  private func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < file.bytes.count, file.bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  private mutating func lexComment() {
    let start = position
    let isAtLineStart = start == 0 || file.bytes[start - 1] == UInt8(ascii: "\n")
    position = endOfLine(from: start)
    guard isAtLineStart, Lexer.isCellMarker(file.text(from: start, to: position)) else {
      return comments.append(Span(file, start, position))
    }
    openings = []
    pendingNewline = pendingNewline ?? start
    emit(.cell, from: start)
  }

  /// Whether a line that begins with `#` begins a cell.
  static func isCellMarker(_ line: String) -> Bool {
    let text = line.drop { $0 == "#" }.drop { $0 == " " }
    return text.hasPrefix("%%") && line.hasPrefix("#") && !line.hasPrefix("##")
  }

  /// Whether a text is a name that a script can define.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, startsName(first), Keyword(rawValue: text) == nil else {
      return false
    }
    return text.utf8.allSatisfy { startsName($0) || ($0 >= 0x30 && $0 <= 0x39) }
  }

  static func startsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  private mutating func lexName() {
    let start = position
    while Lexer.startsName(byte()) || (byte() >= UInt8(ascii: "0") && byte() <= UInt8(ascii: "9")) {
      position += 1
    }
    let name = file.text(from: start, to: position)
    if let odd = name.unicodeScalars.first(where: { !$0.isASCII && !$0.properties.isXIDContinue }) {
      return report(
        "E0101", "the character `\(odd)` means nothing here", from: start, to: position,
        hint: Lexer.hint(for: odd))
    }
    guard let keyword = Keyword(rawValue: name) else {
      return emit(.identifier(name), from: start)
    }
    if case .symbol(.dot)? = tokens.last?.kind { return emit(.identifier(name), from: start) }
    // In a list, a line that begins with `for` is a comprehension's.
    let isClause = keyword == .for && openings.last == .bracket
    if keyword.startsStatement, !isClause, isFirstOnLine(start) { closeBrackets(before: start) }
    emit(.keyword(keyword), from: start)
  }

  private static func hint(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}": "write strings with the plain quote \""
    case "\u{2212}", "\u{2013}", "\u{2014}": "write minus as -"
    case "\u{D7}": "write times as *"
    case "\u{2026}": "write a range as ... with three dots"
    case "\u{A0}": "this is a no-break space; use an ordinary one"
    default: nil
    }
  }

  private func isFirstOnLine(_ offset: Int) -> Bool {
    var index = offset
    while index > 0 {
      index -= 1
      switch file.bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): continue
      case UInt8(ascii: "\n"): return true
      default: return false
      }
    }
    return true
  }

  /// Gives up on parentheses and brackets left open before a statement.
  private mutating func closeBrackets(before offset: Int) {
    guard let last = openings.last, last == .paren || last == .bracket else { return }
    while let last = openings.last, last == .paren || last == .bracket { openings.removeLast() }
    pendingNewline = pendingNewline ?? max(0, offset - 1)
  }

  private mutating func lexSymbol() {
    let start = position
    for (symbol, bytes) in Lexer.symbols[Int(byte())] where matches(bytes) {
      position += bytes.count
      return accept(symbol, at: start)
    }
    let character = file.text(from: start, to: start + 1)
    position += 1
    // What stands between single quotes is one mistake, not two.
    let rest = file.bytes[position..<endOfLine(from: start)]
    if character == "'", let end = rest.firstIndex(of: UInt8(ascii: "'")) { position = end + 1 }
    report(
      "E0101", "the character `\(character)` means nothing here", from: start, to: position,
      hint: character == "'" ? "write strings with double quotes" : character == ";"
        ? "begin a new line instead" : character == "&" ? "write && for `and`" : nil)
  }

  private func matches(_ bytes: [UInt8]) -> Bool {
    for distance in 1..<max(1, bytes.count) where byte(distance) != bytes[distance] {
      return false
    }
    return true
  }

  /// The symbols by their first byte, longer ones before those they begin with.
  private static let symbols: [[(symbol: Symbol, bytes: [UInt8])]] = {
    var table = Array(repeating: [(symbol: Symbol, bytes: [UInt8])](), count: 256)
    for symbol in Symbol.allCases {
      let bytes = Array(symbol.rawValue.utf8)
      table[Int(bytes[0])].append((symbol, bytes))
    }
    return table
  }()

  private mutating func accept(_ symbol: Symbol, at start: Int) {
    switch symbol {
    case .leftParen: openings.append(.paren)
    case .leftBracket: openings.append(.bracket)
    case .leftBrace: openings.append(.brace)
    case .rightParen where openings.last == .interpolation:
      openings.removeLast()
      return emit(.interpolationEnd, from: start)
    case .rightParen: if openings.last == .paren { openings.removeLast() }
    case .rightBracket: if openings.last == .bracket { openings.removeLast() }
    case .rightBrace: closeBrace()
    case .colon where openings.last == .interpolation: return lexFormat(from: start)
    default: break
    }
    emit(.symbol(symbol), from: start)
  }

  private mutating func closeBrace() {
    let index = openings.lastIndex { $0 == .brace }
    let string = openings.lastIndex { if case .string = $0 { true } else { false } }
    if let index, index > string ?? -1 { openings.removeSubrange(index...) }
  }

  private mutating func lexFormat(from start: Int) {
    while !isAtEnd, byte() != UInt8(ascii: ")"), byte() != UInt8(ascii: "\n"),
      byte() != UInt8(ascii: "\"") {
      position += 1
    }
    emit(.interpolationFormat(file.text(from: start, to: position)), from: start)
  }
}
