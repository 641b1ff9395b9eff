extension Parser {
  /// Parses an operand with the members, calls and subscripts behind it.
  mutating func parsePostfix() -> Expression {
    let lower = current.lower
    var expression = parsePrimary()
    while !isRecovering, case .symbol(let symbol) = current.kind {
      switch symbol {
      case .dot: expression = node(.member(expression, parseMember()), from: lower)
      case .leftParen:
        var arguments = parseArguments()
        parseTrailing(into: &arguments)
        expression = node(.call(expression, arguments), from: lower)
      case .leftBracket:
        expression = node(.index(expression, parseSubscript()), from: lower)
      case .leftBrace where allowsTrailing && followsName:
        var arguments: [Argument] = []
        parseTrailing(into: &arguments)
        expression = node(.call(expression, arguments), from: lower)
      default: return expression
      }
    }
    return expression
  }

  /// Whether a brace here can be the closure of a call without parentheses: it follows a name or
  /// a member.
  private var followsName: Bool {
    guard index > 0, case .identifier = tokens[index - 1].kind else { return false }
    return true
  }

  private mutating func parseMember() -> Identifier {
    advance()
    switch current.kind {
    case .identifier: return parseName(of: "a member")
    case .int, .real:
      expected("the name of a member", hint: "write x[0] for the first element")
    default: expected("the name of a member")
    }
    return Identifier(name: "_", span: here)
  }

  private mutating func parseTrailing(into arguments: inout [Argument]) {
    guard !isRecovering, allowsTrailing, at(.leftBrace) else { return }
    arguments.append(Argument(label: nil, value: parseClosure(), isTrailing: true))
  }

  /// Parses something between brackets, where a brace may begin a closure again.
  mutating func bracketed<Result>(_ body: (inout Parser) -> Result) -> Result {
    let outer = allowsTrailing
    allowsTrailing = true
    defer { allowsTrailing = outer }
    return body(&self)
  }

  /// The label before a colon, if there is one.
  mutating func parseLabel() -> Identifier? {
    guard peek() == .symbol(.colon) else { return nil }
    switch current.kind {
    case .identifier, .keyword:
      let span = Span(file, current.lower, current.upper)
      index += 2
      return Identifier(name: span.text, span: span)
    default: return nil
    }
  }

  private mutating func parseArguments() -> [Argument] {
    let opening = current.lower
    advance()
    return bracketed { parser in
      var arguments: [Argument] = []
      while !parser.at(.rightParen), !parser.isRecovering {
        let label = parser.parseLabel()
        let value = parser.parseExpression()
        if parser.at(.assign), case .name(let name) = value.kind {
          parser.expected("`,` or `)`", hint: "an argument's label is written \(name): value")
        }
        arguments.append(Argument(label: label, value: value, isTrailing: false))
        if !parser.take(.comma) { break }
      }
      parser.close(.rightParen, opening: opening)
      return arguments
    }
  }

  /// Takes a closing bracket or reports that it or a comma was expected.
  mutating func close(_ symbol: Symbol, opening: Int) {
    guard !take(symbol) else { return }
    expected(
      "`,` or `\(symbol.rawValue)`",
      notes: [Diagnostic.Note("this is still open", span: Span(file, opening, opening + 1))])
  }

  private mutating func parseSubscript() -> [SubscriptItem] {
    let opening = current.lower
    advance()
    return bracketed { parser in
      var items: [SubscriptItem] = []
      while !parser.at(.rightBracket), !parser.isRecovering {
        items.append(parser.parseSubscriptItem())
        if !parser.take(.comma) { break }
      }
      if items.isEmpty { parser.expected("an index") }
      parser.close(.rightBracket, opening: opening)
      return items
    }
  }

  private mutating func parseSubscriptItem() -> SubscriptItem {
    let lower = current.lower
    if take(.everything) {
      return .slice(low: nil, high: nil, isClosed: false, span(from: lower))
    }
    if at(.halfOpen) || at(.closed) {
      let isClosed = at(.closed)
      advance()
      let high = parseSum()
      return .slice(low: nil, high: high, isClosed: isClosed, span(from: lower))
    }
    let low = parseSum()
    if isOpenRange {
      let isClosed = at(.closed)
      advance()
      return .slice(low: low, high: nil, isClosed: isClosed, span(from: lower))
    }
    let value = parseExpression(after: low, from: lower)
    if case .range(let low, let high, let isClosed) = value.kind {
      return .slice(low: low, high: high, isClosed: isClosed, value.span)
    }
    return .value(value)
  }
}
