extension Parser {
  /// Parses `if … { … } else if … { … } else { … }`.
  mutating func parseConditional() -> Expression {
    let lower = current.lower
    var branches: [Conditional.Branch] = []
    var otherwise: Block?
    repeat {
      advance()
      let condition = parseCondition(of: "if")
      branches.append(
        Conditional.Branch(condition: condition, body: parseBlock(after: "the condition")))
      guard takeKeyword(.else) else { break }
      if at(.if) { continue }
      otherwise = parseBlock(after: "`else`")
      break
    } while !isRecovering
    return node(
      .conditional(Conditional(branches: branches, otherwise: otherwise)), from: lower)
  }

  /// Parses `match … { pattern => …, … }`.
  mutating func parseMatch() -> Expression {
    let lower = current.lower
    advance()
    let subject = parseCondition(of: "match")
    let opening = current.lower
    var arms: [Match.Arm] = []
    if expect(.leftBrace, hint: "the arms follow in braces: match x { 0 => ... }") {
      arms = nested { $0.parseArms() } ?? []
      if arms.isEmpty { expected("an arm", hint: "an arm is written pattern => value") }
      expect(.rightBrace, opening: opening)
    }
    return node(.match(Match(subject: subject, arms: arms)), from: lower)
  }

  private mutating func parseArms() -> [Match.Arm] {
    let outer = allowsTrailing
    allowsTrailing = true
    defer { allowsTrailing = outer }
    var arms: [Match.Arm] = []
    skipNewlines()
    while !isRecovering {
      switch current.kind {
      case .symbol(.rightBrace), .end, .cell: return arms
      default: arms.append(parseArm())
      }
      switch current.kind {
      case .newline, .symbol(.rightBrace): break
      default: expected("the end of the arm", hint: "every arm of a `match` has a line of its own")
      }
      if isRecovering {
        isRecovering = isAbandoned
        synchronize()
      }
      skipNewlines()
    }
    return arms
  }

  private mutating func parseArm() -> Match.Arm {
    var patterns = [parsePattern()]
    while take(.comma), !isRecovering { patterns.append(parsePattern()) }
    var condition: Expression?
    if at(.if) {
      advance()
      condition = parseExpression()
    }
    expect(.arrow, hint: "an arm is written pattern => value")
    return Match.Arm(patterns: patterns, condition: condition, body: parseArmBody())
  }

  /// Parses a block, or one statement in place of it.
  private mutating func parseArmBody() -> Block {
    if at(.leftBrace) { return parseBlock(after: "`=>`") }
    let lower = current.lower
    guard !isRecovering, let statement = nested({ $0.parseStatement() }) else {
      return Block([], here)
    }
    return Block([statement], span(from: lower))
  }

  /// Parses `try { … } catch name { … }`.
  mutating func parseAttempt() -> Expression {
    let lower = current.lower
    advance()
    let body = parseBlock(after: "`try`")
    guard takeKeyword(.catch) else {
      expected(
        "`catch`", hint: "what happens after an error follows: try { ... } catch error { ... }",
        mayFollow: true)
      return Expression(.missing, span(from: lower))
    }
    let name = at(.leftBrace) ? nil : parseName(of: "the error")
    let handler = parseBlock(after: "`catch`")
    return node(.attempt(Attempt(body: body, name: name, handler: handler)), from: lower)
  }

  /// Takes a keyword that may stand on the next line.
  private mutating func takeKeyword(_ keyword: Keyword) -> Bool {
    guard !isRecovering else { return false }
    var distance = 0
    while peek(distance) == .newline { distance += 1 }
    guard peek(distance) == .keyword(keyword) else { return false }
    index += distance + 1
    return true
  }

  /// Parses what follows the value in `[value for … in … if …]`.
  mutating func parseComprehension(key: Expression?, value: Expression, from lower: Int)
    -> Expression
  {
    var clauses: [Comprehension.Clause] = []
    while !isRecovering {
      if at(.for) {
        advance()
        let pattern = parseBinding(of: "the element")
        if at(.in) { advance() } else { expected("`in`") }
        clauses.append(.each(pattern, parseExpression()))
      } else if at(.if) {
        advance()
        clauses.append(.condition(parseExpression()))
      } else {
        break
      }
    }
    close(.rightBracket, opening: lower)
    return node(
      .comprehension(Comprehension(key: key, value: value, clauses: clauses)), from: lower)
  }

  /// Parses `import "path.upt"` or `import "path.upt" as name`.
  mutating func parseImport() -> Statement.Kind {
    advance()
    let lower = current.lower
    var path = ""
    if case .stringStart = current.kind, case .text(let text) = parsePrimary().kind {
      path = text
    } else {
      expected(
        "a path in quotes, without values in it", hint: "for instance import \"methods.upt\"")
    }
    let pathSpan = span(from: lower)
    if current.kind == .identifier("as") {
      advance()
      return .import(Import(path: path, pathSpan: pathSpan, name: parseName(of: "the module")))
    }
    let file = path.split(separator: "/").last ?? ""
    let stem = String(file.hasSuffix(".upt") ? file.dropLast(4) : file)
    if !isRecovering, !Lexer.isName(stem) {
      fail(
        "E0116", "\"\(path)\" gives no name for the module", at: pathSpan,
        hint: "choose one: import \"\(path)\" as name")
    }
    return .import(
      Import(path: path, pathSpan: pathSpan, name: Identifier(name: stem, span: pathSpan)))
  }
}
