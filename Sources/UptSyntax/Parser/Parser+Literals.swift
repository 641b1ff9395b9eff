extension Parser {
  /// Parses an operand: a literal, a name, or something in brackets.
  mutating func parsePrimary() -> Expression {
    let lower = current.lower
    switch current.kind {
    case .int(.min): fail("E0103", "the number is too large", hint: Lexer.largestIntegerHint)
    case .int(let number): return literal(.int(number))
    case .real(let number): return literal(.real(number))
    case .keyword(.true): return literal(.bool(true))
    case .keyword(.false): return literal(.bool(false))
    case .keyword(.nil): return literal(.nothing)
    case .keyword(.if): return parseConditional()
    case .keyword(.match): return parseMatch()
    case .keyword(.try): return parseAttempt()
    case .identifier(let name): return literal(.name(name))
    case .stringStart: return parseString()
    case .symbol(.leftParen): return parseParenthesized()
    case .symbol(.leftBracket): return parseList()
    case .symbol(.leftBrace) where allowsTrailing: return parseClosure()
    case .symbol(.everything), .symbol(.halfOpen), .symbol(.closed):
      fail("E0112", "a range without both bounds is only possible between the brackets of x[...]")
    case .symbol(.plus): expected("a value", hint: "a number needs no + before it")
    case .keyword(.catch): expected("a value", hint: "`catch` follows the block of a `try`")
    case .keyword(.func):
      expected("a value", hint: "a function without a name is written { x in ... }")
    default: expected("a value")
    }
    return Expression(.missing, span(from: lower))
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let lower = current.lower
    advance()
    return node(kind, from: lower)
  }

  private mutating func parseString() -> Expression {
    let lower = current.lower
    var parts: [StringPart] = []
    advance()
    while !isRecovering {
      switch current.kind {
      case .stringText(let text):
        parts.append(.text(text))
        advance()
      case .interpolationStart: parts.append(parseInterpolation())
      default:
        if current.kind == .stringEnd { advance() } else { expected("the end of the string") }
        return string(parts, from: lower)
      }
    }
    return Expression(.missing, span(from: lower))
  }

  private mutating func string(_ parts: [StringPart], from lower: Int) -> Expression {
    var whole = ""
    for part in parts {
      guard case .text(let text) = part else { return node(.interpolation(parts), from: lower) }
      whole += text
    }
    return node(.text(whole), from: lower)
  }

  private mutating func parseInterpolation() -> StringPart {
    advance()
    let value = bracketed { $0.parseExpression() }
    var format: Identifier?
    if case .interpolationFormat(let text) = current.kind {
      format = Identifier(
        name: String(text.dropFirst()), span: Span(file, current.lower + 1, current.upper))
      advance()
    }
    if current.kind == .interpolationEnd {
      advance()
    } else {
      expected("`)` after the value in the string")
    }
    return .value(value, format: format)
  }

  private mutating func parseParenthesized() -> Expression {
    let lower = current.lower
    advance()
    return bracketed { parser in
      // A bracket with a colon behind it is an empty dictionary.
      if parser.peek() == .symbol(.colon), !parser.at(.leftBracket) {
        return parser.parseRecord(from: lower)
      }
      if parser.at(.rightParen) {
        parser.expected("a value", hint: "an empty list is [], an empty dictionary [:]")
      }
      let inner = parser.parseExpression()
      if parser.at(.comma) {
        parser.expected("`)`", hint: "a list is written [a, b], a record (a: 1, b: 2)")
      }
      parser.close(.rightParen, opening: lower)
      if case .name = inner.kind { return inner }
      return inner.widened(to: parser.span(from: lower))
    }
  }

  private mutating func parseRecord(from lower: Int) -> Expression {
    var fields: [Field] = []
    while !at(.rightParen), !isRecovering {
      guard let label = parseLabel() else {
        expected("a label", hint: "every value of a record has one: (a: 1, b: 2)")
        break
      }
      if fields.contains(where: { $0.label.name == label.name }) {
        fail("E0109", "the record has the label `\(label.name)` twice", at: label.span)
      }
      fields.append(Field(label: label, value: parseExpression()))
      if !take(.comma) { break }
    }
    close(.rightParen, opening: lower)
    return node(.record(fields), from: lower)
  }

  private mutating func parseList() -> Expression {
    let lower = current.lower
    advance()
    return bracketed { parser in
      if parser.at(.colon), parser.peek() == .symbol(.rightBracket) {
        parser.index += 2
        return parser.node(.dictionary([]), from: lower)
      }
      var elements: [Expression] = []
      var entries: [Entry] = []
      while !parser.at(.rightBracket), !parser.isRecovering {
        let first = parser.parseExpression()
        if parser.at(.colon), elements.isEmpty {
          parser.advance()
          entries.append(Entry(key: first, value: parser.parseExpression()))
        } else {
          elements.append(first)
          if !entries.isEmpty { parser.expected("`:` and the value of the key") }
        }
        if parser.at(.for), elements.count + entries.count == 1 {
          return parser.parseComprehension(
            key: entries.first?.key, value: entries.first?.value ?? first, from: lower)
        }
        if !parser.take(.comma) { break }
      }
      parser.close(.rightBracket, opening: lower)
      return parser.node(entries.isEmpty ? .list(elements) : .dictionary(entries), from: lower)
    }
  }

  /// Parses `{ a, b in … }`.
  mutating func parseClosure() -> Expression {
    let lower = current.lower
    advance()
    skipNewlines()
    var parameters: [ParameterDeclaration] = []
    if hasClosureParameters {
      while !at(.in), !isRecovering {
        parameters.append(
          ParameterDeclaration(name: parseName(of: "a parameter"), defaultValue: nil))
        if !take(.comma) { break }
      }
      advance()
    }
    let bodyStart = current.lower
    let statements = parseBody()
    let body = Block(statements, span(from: bodyStart))
    expect(.rightBrace, opening: lower)
    let literal = FunctionLiteral(
      name: nil, parameters: parameters, body: body, span: span(from: lower))
    return node(.function(literal), from: lower)
  }

  private var hasClosureParameters: Bool {
    var distance = 0
    while case .identifier = peek(distance) {
      switch peek(distance + 1) {
      case .keyword(.in): return true
      case .symbol(.comma): distance += 2
      default: return false
      }
    }
    return false
  }
}
