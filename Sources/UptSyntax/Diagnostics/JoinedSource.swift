/// A stretch of a script on one line: line breaks and comments are spaces, of several spaces one
/// stays, and what is of several lines by nature is shortened: `{…}`.
public struct JoinedSource {
  /// Text without a break, and the bytes it stands for, counted from the start of the stretch.
  struct Piece {
    let lower: Int
    let upper: Int
    let text: String
    /// Whether a space stands before it.
    let isApart: Bool

    var columns: Int { VisibleText.columns(text) }
  }

  private(set) var pieces: [Piece] = []
  /// The widest piece; what is wider is cut.
  private static let widest = 40

  /// The stretch of a script that a span covers.
  public init(_ span: Span) {
    let source = SourceFile(name: span.file.name, text: span.text)
    var lexer = Lexer(source)
    lexer.run()
    var rest = lexer.tokens.filter { ![.newline, .cell, .end].contains($0.kind) }[...]
    while let first = rest.first {
      let length = Self.length(of: rest, in: source)
      let upper = rest.prefix(length).last?.upper ?? first.upper
      append(source.text(from: first.lower, to: upper), first.lower, upper)
      rest = rest.dropFirst(length)
    }
  }

  /// The line.
  public var text: String {
    pieces.enumerated().map { $0 > 0 && $1.isApart ? " " + $1.text : $1.text }.joined()
  }

  /// How many tokens make the next piece: a string is one, and so is a block of several lines.
  private static func length(of tokens: ArraySlice<Token>, in source: SourceFile) -> Int {
    guard let first = tokens.first else { return 1 }
    let (opening, closing): (Token.Kind, Token.Kind)
    switch first.kind {
    case .stringStart: (opening, closing) = (.stringStart, .stringEnd)
    case .symbol(.leftBrace): (opening, closing) = (first.kind, .symbol(.rightBrace))
    default: return 1
    }
    var depth = 0
    for (position, token) in tokens.enumerated() {
      if token.kind == opening { depth += 1 }
      if token.kind == closing { depth -= 1 }
      guard depth == 0 else { continue }
      let isString = first.kind == .stringStart
      let isLong = source.line(at: first.lower) < source.line(at: token.upper)
      return isString || isLong ? position + 1 : 1
    }
    return 1
  }

  private mutating func append(_ text: String, _ lower: Int, _ upper: Int) {
    let isTight =
      [")", "]", ",", "."].contains(text) || ["(", "["].contains(pieces.last?.text)
    pieces.append(
      Piece(
        lower: lower, upper: upper, text: Self.shortened(text),
        isApart: lower > pieces.last?.upper ?? lower && !isTight))
  }

  private static func shortened(_ text: String) -> String {
    guard text.contains("\n") else {
      return VisibleText.beginning(VisibleText.of(text), width: widest)
    }
    return text.hasPrefix("{") ? "{…}" : "\"\"\"…\"\"\""
  }

  /// Puts the pieces of a stretch together, in at most so many columns.
  mutating func join(_ range: ClosedRange<Int>, width: Int) {
    var part = self
    part.pieces = Array(pieces[range])
    guard let first = part.pieces.first, let last = part.pieces.last else { return }
    let isBracket = [")", "]"].contains(last.text) && VisibleText.columns(part.text) > width
    let end = isBracket ? last.text : ""
    pieces.replaceSubrange(
      range,
      with: [
        Piece(
          lower: first.lower, upper: last.upper,
          text: VisibleText.beginning(part.text, width: max(1, width - end.count)) + end,
          isApart: first.isApart)
      ])
  }
}
