extension Parser {
  /// The precedences of operators between operands, from loose to tight.
  enum Precedence: Int {
    case or = 1
    case and, comparison, otherwise, range, sum, product

    static func of(_ symbol: Symbol) -> Precedence? {
      switch symbol {
      case .or: .or
      case .and: .and
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: .comparison
      case .otherwise: .otherwise
      case .closed, .halfOpen: .range
      case .plus, .minus: .sum
      case .times, .divide, .floorDivide, .remainder, .matmul: .product
      default: nil
      }
    }
  }

  /// Parses an expression.
  mutating func parseExpression() -> Expression {
    nested { $0.parseBinary(from: Precedence.or.rawValue) } ?? Expression(.missing, here)
  }

  /// Parses an expression that binds as tightly as a sum, such as a bound of a slice.
  mutating func parseSum() -> Expression {
    nested { $0.parseBinary(from: Precedence.sum.rawValue) } ?? Expression(.missing, here)
  }

  /// Parses the rest of an expression that begins with a sum at `lower`.
  mutating func parseExpression(after sum: Expression, from lower: Int) -> Expression {
    parseBinary(from: Precedence.or.rawValue, after: sum, at: lower)
  }

  private mutating func parseBinary(from lowest: Int) -> Expression {
    let lower = current.lower
    return parseBinary(from: lowest, after: parseUnary(), at: lower)
  }

  private mutating func parseBinary(
    from lowest: Int, after first: Expression, at lower: Int
  ) -> Expression {
    var left = first
    while !isRecovering, case .symbol(let symbol) = current.kind,
      let precedence = Precedence.of(symbol), precedence.rawValue >= lowest, !isOpenRange {
      let place = Span(file, current.lower, current.upper)
      advance()
      let right = parseBinary(from: precedence.rawValue + 1)
      left = node(combine(symbol, left, right), from: lower)
      if precedence == .comparison || precedence == .range {
        checkChain(symbol, precedence, after: place)
      }
    }
    return left
  }

  /// Whether the current `...` ends its expression, as in `x[n..., 0]`.
  var isOpenRange: Bool {
    guard at(.closed) || at(.halfOpen) else { return false }
    switch peek() {
    case .symbol(.comma), .symbol(.rightBracket), .symbol(.rightParen), .newline, .end: return true
    default: return false
    }
  }

  private func combine(
    _ symbol: Symbol, _ left: Expression, _ right: Expression
  ) -> Expression.Kind {
    if let op = symbol.binary { return .binary(op, left, right) }
    switch symbol {
    case .and: return .logical(.and, left, right)
    case .or: return .logical(.or, left, right)
    case .otherwise: return .otherwise(left, right)
    default: return .range(left, right, isClosed: symbol == .closed)
    }
  }

  private mutating func checkChain(_ symbol: Symbol, _ precedence: Precedence, after place: Span) {
    guard case .symbol(let next) = current.kind, Precedence.of(next) == precedence else { return }
    let isRange = precedence == .range
    fail(
      "E0108", isRange ? "ranges cannot be chained" : "comparisons cannot be chained",
      notes: [Diagnostic.Note("the first one is here", span: place)],
      hint: isRange ? nil : "write a \(symbol.rawValue) b && b \(next.rawValue) c")
  }

  mutating func parseUnary() -> Expression {
    let lower = current.lower
    let op: UnaryOperator
    switch current.kind {
    case .symbol(.minus): op = .negate
    case .symbol(.not): op = .not
    case .identifier("not") where startsOperand(peek()):
      fail("E0105", "expected an operator", hint: "`not` is written !")
      return Expression(.missing, here)
    default: return parsePower()
    }
    advance()
    if op == .negate, current.kind == .int(.min), !bindsTighterThanMinus(peek()) {
      advance()
      return node(.int(.min), from: lower)
    }
    let operand = nested { $0.parseUnary() } ?? Expression(.missing, here)
    if op == .negate {
      switch operand.kind {
      case .int(let number) where number > .min: return node(.int(-number), from: lower)
      case .real(let number): return node(.real(-number), from: lower)
      default: break
      }
    }
    return node(.unary(op, operand), from: lower)
  }

  private func bindsTighterThanMinus(_ kind: Token.Kind) -> Bool {
    [.power, .dot, .leftParen, .leftBracket].contains { kind == .symbol($0) }
  }

  private func startsOperand(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .identifier, .int, .real, .stringStart: true
    case .keyword(let keyword): keyword == .true || keyword == .false
    default: false
    }
  }

  private mutating func parsePower() -> Expression {
    let lower = current.lower
    let base = parsePostfix()
    guard !isRecovering, take(.power) else { return base }
    let exponent = nested { $0.parseUnary() } ?? Expression(.missing, here)
    return node(.binary(.power, base, exponent), from: lower)
  }
}
