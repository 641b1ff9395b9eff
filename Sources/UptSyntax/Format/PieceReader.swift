/// Turns a program's text into pieces.
struct PieceReader {
  private let file: SourceFile
  private let tokens: [Token]
  private var comments: ArraySlice<Span>
  /// The markdown cells that are still to come.
  private var markdown: ArraySlice<Cell>
  private var pieces: [Piece] = []
  /// The open brackets.
  private var openings: [Int] = []
  /// Where the last piece ends in the text.
  private var position = 0
  /// Whether a statement or an element begins with the next piece.
  private var isBeginning = true
  /// Whether what follows the last `{` so far can be the parameters of a closure.
  private var maybeParameters = false

  /// The pieces of a program without errors.
  static func read(_ program: Program) -> [Piece] {
    var reader = PieceReader(program)
    reader.run()
    return reader.pieces
  }

  private init(_ program: Program) {
    var lexer = Lexer(program.source)
    lexer.run()
    file = program.source
    tokens = lexer.tokens
    comments = lexer.comments[...]
    markdown = program.cells.filter { $0.kind == .markdown }[...]
  }

  private mutating func run() {
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      takeComments(before: token.lower)
      switch token.kind {
      case .newline: isBeginning = true
      case .end: return
      case .cell: readMark(token)
      case .stringStart:
        let last = endOfString(from: index)
        add(.operand, from: token.lower, to: tokens[last].upper)
        index = last
      default:
        let next = index + 1 < tokens.count ? tokens[index + 1].kind : .end
        add(role(of: token, before: next), from: token.lower, to: token.upper)
      }
      index += 1
    }
  }

  // MARK: Pieces

  private mutating func add(_ role: Piece.Role, from lower: Int, to upper: Int) {
    append(role, file.text(from: lower, to: upper), from: lower, to: upper)
  }

  private mutating func append(_ role: Piece.Role, _ text: String, from lower: Int, to upper: Int) {
    let gap = file.bytes[position..<max(position, lower)]
    let newline = gap.lastIndex(of: UInt8(ascii: "\n"))
    let column = newline.map { lower - $0 - 1 } ?? (pieces.last?.end ?? 0) + gap.count
    if case .close = role, let opening = openings.popLast() {
      pieces[opening].partner = pieces.count
    }
    pieces.append(
      Piece(
        role, text, isBeginning: isBeginning, parent: openings.last,
        depth: openings.count, breaks: gap.count { $0 == UInt8(ascii: "\n") }, column: column))
    position = upper
    if role != .comment { follow(role) }
  }

  /// Notes what the last piece means for the next.
  private mutating func follow(_ role: Piece.Role) {
    isBeginning = false
    switch role {
    case .open(let symbol, _):
      openings.append(pieces.count - 1)
      isBeginning = true
      maybeParameters = symbol == .leftBrace
    case .comma where !isInBraces: isBeginning = true
    case .operand, .comma: break
    case .keyword(.in) where maybeParameters:
      if let opening = openings.last { pieces[opening].body = pieces.count }
      isBeginning = true
      maybeParameters = false
    default: maybeParameters = false
    }
  }

  private mutating func takeComments(before offset: Int) {
    while let comment = comments.first, comment.lower < offset {
      comments.removeFirst()
      // What looks like a comment inside a string belongs to a value there.
      guard comment.lower >= position else { continue }
      let text = Parser.strip(comment.text[...])
      append(.comment, text, from: comment.lower, to: comment.upper)
    }
  }

  private mutating func readMark(_ token: Token) {
    let line = file.text(from: token.lower, to: token.upper)
    let rest = line.drop { $0 == "#" }.drop { $0 == " " }.dropFirst(2)
    var title = Parser.strip(rest)
    var words = ["# %%"]
    let kinds = Cell.Kind.allCases.map { "[\($0.rawValue)]" }
    if let kind = kinds.first(where: title.hasPrefix) {
      words.append(kind)
      title = Parser.strip(title.dropFirst(kind.count))
    }
    if !title.isEmpty { words.append(title) }
    append(.mark, words.joined(separator: " "), from: token.lower, to: token.upper)
    isBeginning = true
    guard let cell = markdown.first, cell.span.lower == token.lower else { return }
    markdown.removeFirst()
    let first = file.line(at: cell.body.lower)
    let lines = (first...max(first, file.line(at: cell.body.upper))).map(file.lineText)
    let body = lines.joined(separator: "\n")
    while let comment = comments.first, comment.lower < cell.span.upper { comments.removeFirst() }
    guard cell.body.lower > token.upper, !Parser.strip(body[...]).isEmpty else { return }
    append(.markdown, body, from: cell.body.lower, to: cell.body.upper)
    isBeginning = true
  }

  // MARK: Roles

  /// The place of the token that ends the string which begins at one.
  private func endOfString(from start: Int) -> Int {
    var depth = 0
    for index in start..<tokens.count {
      switch tokens[index].kind {
      case .stringStart: depth += 1
      case .stringEnd:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return start
  }

  private mutating func role(of token: Token, before next: Token.Kind) -> Piece.Role {
    switch token.kind {
    case .keyword(let keyword): return role(of: keyword, before: next)
    case .symbol(let symbol): return role(of: symbol, at: token.lower)
    default: return .operand
    }
  }

  private mutating func role(of keyword: Keyword, before next: Token.Kind) -> Piece.Role {
    switch keyword {
    case .true, .false, .nil: return .operand
    case _ where next == .symbol(.colon): return .operand
    case .for, .if:
      // The clause of a comprehension.
      if !isInBraces, followsOperand { isBeginning = true }
      return .keyword(keyword)
    default: return .keyword(keyword)
    }
  }

  private func role(of symbol: Symbol, at offset: Int) -> Piece.Role {
    switch symbol {
    case .leftParen, .leftBracket: return .open(symbol, isAttached: followsOperand)
    case .leftBrace: return .open(symbol, isAttached: false)
    case .rightParen, .rightBracket, .rightBrace: return .close(symbol)
    case .dot: return .dot
    case .comma: return .comma
    case .colon: return .colon
    case .everything, .closed, .halfOpen: return .range
    case .not: return .prefix
    case .minus: return followsOperand || joinsLines(at: offset) ? .infix(.minus) : .prefix
    default: return .infix(symbol)
    }
  }

  private var isInBraces: Bool { openings.last.map { pieces[$0].isBrace } ?? true }

  private var followsOperand: Bool {
    !isBeginning && pieces.last { !$0.isComment }?.endsOperand ?? false
  }

  /// Whether only the space behind a sign, as in `return` and `- x` on the next line, keeps its
  /// line from being a statement of its own; then that space has to stay.
  private func joinsLines(at offset: Int) -> Bool {
    guard !isBeginning, file.bytes[position..<offset].contains(UInt8(ascii: "\n")),
      isInBraces
    else { return false }
    switch pieces.last(where: { !$0.isComment })?.role {
    case .infix, .comma, .colon, .dot: return false
    default: return true
    }
  }
}
