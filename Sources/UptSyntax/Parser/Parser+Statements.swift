extension Parser {
  /// Parses statements up to the end of the block or cell.
  mutating func parseStatements(isTopLevel: Bool) -> [Statement] {
    var statements: [Statement] = []
    while true {
      skipNewlines()
      switch current.kind {
      case .end, .cell: return statements
      case .symbol(.rightBrace):
        if !isTopLevel { return statements }
        fail("E0106", "there is no `{` that this `}` closes")
        isRecovering = false
        advance()
      default: parseTerminatedStatement(into: &statements)
      }
    }
  }

  private mutating func parseTerminatedStatement(into statements: inout [Statement]) {
    let start = index
    let statement = parseStatement()
    if !isRecovering { checkTerminator() }
    if isRecovering {
      isRecovering = false
      if index == start { advance() }
      synchronize()
    } else {
      statements.append(statement)
    }
  }

  private mutating func checkTerminator() {
    switch current.kind {
    case .newline, .end, .cell, .symbol(.rightBrace): return
    case .identifier("and"): expected("an operator", hint: "`and` is written &&")
    case .identifier("or"): expected("an operator", hint: "`or` is written ||")
    case .symbol(.assign): fail("E0107", "this cannot be assigned to")
    case .symbol(.everything), .symbol(.closed), .symbol(.halfOpen):
      fail("E0112", "a range without both bounds is only possible between the brackets of x[...]")
    default: expected("the end of the statement", hint: terminatorHint)
    }
  }

  private var terminatorHint: String {
    if case .symbol(.rightParen) = current.kind { return "there is no `(` that this closes" }
    if case .symbol(.rightBracket) = current.kind { return "there is no `[` that this closes" }
    return "one statement goes on one line; an operator may be missing"
  }

  mutating func parseStatement() -> Statement {
    let lower = current.lower
    let kind = parseStatementKind()
    return Statement(kind: kind, span: span(from: lower))
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    guard case .keyword(let keyword) = current.kind else { return parseSimpleStatement() }
    switch keyword {
    case .let, .var: return parseDeclaration(isVariable: keyword == .var)
    case .func: return parseFunction()
    case .for: return parseLoop()
    case .while:
      advance()
      let condition = parseCondition(of: "while")
      return .while(condition, parseBlock(after: "the condition"))
    case .return:
      advance()
      switch current.kind {
      case .newline, .end, .cell, .symbol(.rightBrace): return .return(nil)
      default: return .return(parseExpression())
      }
    case .break:
      advance()
      return .break
    case .continue:
      advance()
      return .continue
    case .throw:
      advance()
      return .throw(parseExpression())
    case .import: return parseImport()
    default: return parseSimpleStatement()
    }
  }

  private mutating func parseDeclaration(isVariable: Bool) -> Statement.Kind {
    advance()
    let pattern = parseBinding(of: "the variable")
    expect(
      .assign,
      hint: "a variable needs a value: \(isVariable ? "var" : "let") \(pattern.span.text) = ...")
    let value = parseExpression()
    return .declaration(Declaration(pattern: pattern, isVariable: isVariable, value: value))
  }

  private mutating func parseFunction() -> Statement.Kind {
    let lower = current.lower
    let documentation = commentsAbove(lower)
    advance()
    let name = parseName(of: "the function")
    let opening = current.lower
    var parameters: [ParameterDeclaration] = []
    if expect(.leftParen, hint: "write func \(name.name)(...) { ... }") {
      while !at(.rightParen), !isRecovering {
        let parameter = parseName(of: "a parameter")
        var value: Expression?
        if take(.colon) || at(.assign) {
          if at(.assign) { expected("`:`", hint: "a default is written \(parameter.name): value") }
          value = parseExpression()
        }
        parameters.append(ParameterDeclaration(name: parameter, defaultValue: value))
        if !take(.comma) { break }
      }
      expect(.rightParen, opening: opening)
    }
    let body = parseBlock(after: "the parameters")
    return .function(
      FunctionLiteral(
        name: name, parameters: parameters, body: body, span: span(from: lower),
        documentation: documentation))
  }

  /// The text of the comment lines that end right above an offset.
  private func commentsAbove(_ offset: Int) -> String {
    var line = file.line(at: offset)
    var lines: [String] = []
    for comment in comments.reversed() where comment.upper <= offset {
      guard file.line(at: comment.lower) == line - 1,
        file.text(from: file.start(ofLine: line - 1), to: comment.lower).allSatisfy(\.isWhitespace)
      else { break }
      let text = comment.text.dropFirst()
      lines.append(String(text.hasPrefix(" ") ? text.dropFirst() : text))
      line -= 1
    }
    return lines.reversed().joined(separator: "\n")
  }

  private mutating func parseLoop() -> Statement.Kind {
    advance()
    let pattern = parseBinding(of: "the loop's variable")
    if at(.in) {
      advance()
    } else {
      expected("`in`", hint: "write for \(pattern.span.text) in ... { ... }")
    }
    let sequence = parseCondition(of: "for")
    return .loop(pattern, sequence, parseBlock(after: "the sequence"))
  }

  mutating func parseSimpleStatement() -> Statement.Kind {
    let start = current.kind
    let target = parseExpression()
    guard !isRecovering, case .symbol(let symbol) = current.kind,
      symbol == .assign || symbol.compound != nil
    else { return .expression(target) }
    if start == .symbol(.leftParen) { refuseAssignment(to: target, symbol) }
    checkAssignable(target, symbol)
    advance()
    return .assignment(target: target, symbol.compound, value: parseExpression())
  }

  private mutating func checkAssignable(_ target: Expression, _ symbol: Symbol) {
    switch target.kind {
    case .name: return
    case .member(let base, _), .index(let base, _): checkAssignable(base, symbol)
    default: refuseAssignment(to: target, symbol)
    }
  }

  private mutating func refuseAssignment(to target: Expression, _ symbol: Symbol) {
    fail(
      "E0107", "this cannot be assigned to", at: target.span,
      hint: symbol == .assign ? "== compares; = assigns to a variable" : nil)
  }

  /// Parses an expression before a block, where `{` begins the block.
  mutating func parseCondition(of keyword: String) -> Expression {
    let outer = allowsTrailing
    allowsTrailing = false
    defer { allowsTrailing = outer }
    let condition = parseExpression()
    if at(.assign) {
      expected("`{`", hint: "== compares; = only assigns, as a statement of its own")
    }
    return condition
  }

  /// Parses `{ … }`.
  mutating func parseBlock(after what: String) -> Block {
    let lower = current.lower
    guard expect(.leftBrace, hint: "a block in braces follows \(what)") else {
      return Block([], here)
    }
    let statements = parseBody()
    expect(.rightBrace, opening: lower)
    return Block(statements, span(from: lower))
  }

  /// Parses the statements of a block or closure up to its brace.
  mutating func parseBody() -> [Statement] {
    let outer = allowsTrailing
    allowsTrailing = true
    defer { allowsTrailing = outer }
    return nested { $0.parseStatements(isTopLevel: false) } ?? []
  }

  /// Parses a name that is being defined.
  mutating func parseName(of what: String) -> Identifier {
    if case .identifier(let name) = current.kind {
      let span = Span(file, current.lower, current.upper)
      advance()
      return Identifier(name: name, span: span)
    }
    var hint: String?
    if case .keyword(let keyword) = current.kind { hint = "`\(keyword.rawValue)` is a keyword" }
    expected("the name of \(what)", hint: hint)
    return Identifier(name: "_", span: here)
  }
}
