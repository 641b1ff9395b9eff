/// The tokens of a text that may end anywhere, and which of their brackets belong together.
struct OpenTokens {
  let file: SourceFile
  let list: [Token]
  /// The part of a name that the text ends with.
  let typed: String
  /// The quote of the string that the text ends in.
  let openString: Int?
  /// Whether the text ends in a comment.
  let isInComment: Bool

  init(_ text: String) {
    file = SourceFile(name: "input", text: text)
    var lexer = Lexer(file)
    lexer.scan()
    list = lexer.tokens
    let end = file.bytes.count
    isInComment = end > 0 && lexer.comments.last?.upper == end
    guard case .string(let start, _)? = lexer.openings.last else {
      openString = nil
      typed = OpenTokens.name(lexer.tokens.last, endingAt: end, of: file)
      return
    }
    openString = lexer.tokens.lastIndex { $0.lower == start }
    typed = ""
  }

  private static func name(_ last: Token?, endingAt end: Int, of file: SourceFile) -> String {
    guard let last, last.upper == end else { return "" }
    switch last.kind {
    case .identifier, .keyword: return file.text(from: last.lower, to: end)
    default: return ""
    }
  }

  /// The number of tokens without the name that is being typed.
  var endOfWhole: Int { typed.isEmpty ? list.count : list.count - 1 }

  /// 1 for what opens, -1 for what closes.
  func nesting(_ kind: Token.Kind) -> Int {
    switch kind {
    case .symbol(.leftParen), .symbol(.leftBracket), .symbol(.leftBrace), .stringStart,
      .interpolationStart:
      1
    case .symbol(.rightParen), .symbol(.rightBracket), .symbol(.rightBrace), .stringEnd,
      .interpolationEnd:
      -1
    default: 0
    }
  }

  /// The innermost bracket, brace or quote that is open before a token.
  func openBracket(before end: Int) -> Int? {
    var closed = 0
    for index in list[..<end].indices.reversed() {
      closed -= nesting(list[index].kind)
      if closed < 0 { return index }
    }
    return nil
  }

  /// The expression that ends with a token: a name or literal with the members, calls and
  /// subscripts behind it.
  func expression(endingAt last: Int) -> Expression? {
    guard let first = start(ofExpressionEndingAt: last) else { return nil }
    let text = file.text(from: list[first].lower, to: list[last].upper)
    let program = Parser.parse(text: text, name: file.name)
    let statements = program.cells.flatMap(\.statements)
    guard program.isValid, statements.count == 1,
      case .expression(let expression)? = statements.first?.kind
    else { return nil }
    return expression
  }

  private func start(ofExpressionEndingAt last: Int) -> Int? {
    var index = last
    while list.indices.contains(index) {
      switch list[index].kind {
      case .identifier:
        guard index > 0, list[index - 1].kind == .symbol(.dot) else { return index }
        index -= 2
      case .int, .real, .keyword(.true), .keyword(.false), .keyword(.nil): return index
      case .stringEnd: return openBracket(before: index)
      case .symbol(.rightParen), .symbol(.rightBracket), .symbol(.rightBrace):
        guard let open = openBracket(before: index) else { return nil }
        guard open > 0, endsExpression(list[open - 1].kind) else {
          return list[index].kind == .symbol(.rightBrace) ? nil : open
        }
        index = open - 1
      default: return nil
      }
    }
    return nil
  }

  private func endsExpression(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .identifier, .stringEnd, .symbol(.rightParen), .symbol(.rightBracket),
      .symbol(.rightBrace):
      true
    default: false
    }
  }
}
