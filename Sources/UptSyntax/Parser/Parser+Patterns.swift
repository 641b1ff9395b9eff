extension Parser {
  /// Parses a pattern that only names things, as `let` and `for` have it.
  mutating func parseBinding(of what: String) -> Pattern {
    switch current.kind {
    case .symbol(.leftBracket), .symbol(.leftParen):
      let pattern = parsePattern()
      if !pattern.isBinding {
        fail(
          "E0115", "only names can stand here, not values", at: pattern.span,
          hint: "`match` compares with values")
      }
      return pattern
    default:
      let name = parseName(of: what)
      return Pattern(kind: .name(name), span: name.span)
    }
  }

  /// Parses a pattern.
  mutating func parsePattern() -> Pattern {
    let lower = current.lower
    let kind = nested { $0.parsePatternKind() }
    return Pattern(
      kind: kind ?? .name(Identifier(name: "_", span: here)), span: span(from: lower))
  }

  private mutating func parsePatternKind() -> Pattern.Kind {
    switch current.kind {
    case .symbol(.leftBracket): return parseListPattern()
    case .symbol(.leftParen): return parseRecordPattern()
    case .symbol(.closed), .symbol(.halfOpen):
      let isClosed = at(.closed)
      advance()
      return .range(low: nil, high: parseBound(), isClosed: isClosed)
    case .identifier: return .name(parseName(of: "what fits"))
    default: break
    }
    let literal = parsePatternLiteral()
    guard at(.closed) || at(.halfOpen) else { return .literal(literal) }
    checkBound(literal)
    let isClosed = at(.closed)
    advance()
    return .range(low: literal, high: startsNumber(0) ? parseBound() : nil, isClosed: isClosed)
  }

  private mutating func parseBound() -> Expression {
    let bound = parsePatternLiteral()
    checkBound(bound)
    return bound
  }

  private mutating func checkBound(_ bound: Expression) {
    switch bound.kind {
    case .int, .real, .missing: return
    default: fail("E0115", "the bounds of a span are numbers", at: bound.span)
    }
  }

  /// Whether a number, perhaps with a minus before it, begins so many tokens further on.
  private func startsNumber(_ distance: Int) -> Bool {
    switch peek(distance) {
    case .int, .real: true
    case .symbol(.minus):
      switch peek(distance + 1) {
      case .int, .real: true
      default: false
      }
    default: false
    }
  }

  private mutating func parsePatternLiteral() -> Expression {
    switch current.kind {
    case _ where startsNumber(0), .keyword(.true), .keyword(.false), .keyword(.nil), .stringStart:
      let literal = parseUnary()
      if !isRecovering, !literal.isLiteral {
        fail(
          "E0115", "a pattern is a literal, not something computed", at: literal.span,
          hint: "compare behind `if`: x if x == ... => ...")
      }
      return literal
    default:
      expected("a pattern", hint: "for instance 0, 1...3, \"text\", [first, ..], (label: x) or _")
      return Expression(.missing, here)
    }
  }

  private mutating func parseListPattern() -> Pattern.Kind {
    let opening = current.lower
    advance()
    var elements: [Pattern] = []
    var rest: Pattern.Rest?
    while !at(.rightBracket), !isRecovering {
      if at(.everything) || (at(.closed) && !startsNumber(1)) {
        if rest != nil { fail("E0115", "a pattern has at most one rest") }
        let isNamed = at(.closed)
        advance()
        rest = Pattern.Rest(
          position: elements.count, name: isNamed ? parseName(of: "the rest") : nil)
      } else {
        elements.append(parsePattern())
      }
      if !take(.comma) { break }
    }
    close(.rightBracket, opening: opening)
    return .list(elements, rest: rest)
  }

  private mutating func parseRecordPattern() -> Pattern.Kind {
    let opening = current.lower
    advance()
    var fields: [Pattern.Field] = []
    while !at(.rightParen), !isRecovering {
      if let label = parseLabel() {
        fields.append(Pattern.Field(label: label, pattern: parsePattern()))
      } else {
        let name = parseName(of: "a member")
        fields.append(
          Pattern.Field(label: name, pattern: Pattern(kind: .name(name), span: name.span)))
      }
      if !take(.comma) { break }
    }
    if fields.isEmpty { expected("a label", hint: "for instance (loss, accuracy: a)") }
    close(.rightParen, opening: opening)
    return .record(fields)
  }
}

extension Expression {
  /// Whether it is a literal number, string, bool or nil.
  var isLiteral: Bool {
    switch kind {
    case .nothing, .bool, .int, .real, .text: true
    default: false
    }
  }
}
