import UptSyntax

extension Compiler {
  func expression(_ expression: Expression) -> Code {
    if let constant = expression.constant { return { _ in constant } }
    let code = unobserved(expression)
    guard let observation else { return code }
    return observation.watching(code, at: expression.span)
  }

  private func unobserved(_ expression: Expression) -> Code {
    switch expression.kind {
    case .nothing, .bool, .int, .real, .text, .missing: return { _ in .nothing }
    case .name(let name): return load(name, at: expression.span)
    case .interpolation(let parts): return interpolation(parts)
    case .list(let elements):
      let codes = elements.map(self.expression)
      return { frame in .list(try codes.map { try $0(frame) }) }
    case .record(let fields):
      let labels = fields.map(\.label.name)
      let codes = fields.map { self.expression($0.value) }
      return { frame in
        .record(RecordValue(labels: labels, values: try codes.map { try $0(frame) }))
      }
    case .dictionary(let entries): return dictionary(entries)
    case .comprehension(let comprehension): return self.comprehension(comprehension)
    case .member(let base, let name): return member(base, name)
    case .call(let callee, let arguments): return call(callee, arguments, expression.span)
    case .index(let base, let items): return index(base, items, expression.span)
    case .unary(let op, let operand): return unary(op, operand, expression.span)
    case .binary(let op, let left, let right):
      return binary(op, left, right, OperatorPlace(expression.span, left, right))
    case .logical:
      let test = test(expression, of: "")
      return { frame in .bool(try test(frame)) }
    case .otherwise(let left, let right):
      let first = self.expression(left)
      let second = self.expression(right)
      return { frame in
        let value = try first(frame)
        if case .nothing = value { return try second(frame) }
        return value
      }
    case .range(let low, let high, let isClosed):
      return range(low, high, isClosed, expression.span)
    case .function(let literal): return closure(literal)
    case .conditional(let conditional): return conditionalValue(conditional)
    case .match(let match): return self.match(match, expression.span, run: body)
    case .attempt(let attempt): return self.attempt(attempt, expression.span, run: body)
    }
  }

  /// The code of a condition; `what` names it in errors.
  func test(_ expression: Expression, of what: String) -> Test {
    switch expression.kind {
    case .logical(let op, let left, let right):
      let first = test(left, of: "the left side of `\(op.rawValue)`")
      let second = test(right, of: "the right side of `\(op.rawValue)`")
      if op == .and { return { frame in try first(frame) && second(frame) } }
      return { frame in try first(frame) || second(frame) }
    case .unary(.not, let operand):
      let inner = test(operand, of: "the operand of `!`")
      return { frame in try !inner(frame) }
    case .binary(let op, let left, let right) where op.isComparison:
      return comparison(op, left, right, expression.span, of: what)
    default:
      let code = self.expression(expression)
      let span = expression.span
      return { [self] frame in
        let value = try code(frame)
        if case .bool(let flag) = value { return flag }
        do { return try Operations.truth(value, of: what) } catch {
          throw located(error, at: span)
        }
      }
    }
  }

  private func unary(_ op: UnaryOperator, _ operand: Expression, _ span: Span) -> Code {
    if op == .not {
      let test = test(operand, of: "the operand of `!`")
      return { frame in .bool(try !test(frame)) }
    }
    let code = expression(operand)
    return { [self] frame in
      let value = try code(frame)
      if case .real(let number) = value { return .real(-number) }
      do { return try Operations.negate(value) } catch { throw located(error, at: span) }
    }
  }

  private func range(
    _ low: Expression, _ high: Expression, _ isClosed: Bool, _ span: Span
  ) -> Code {
    let low = expression(low)
    let high = expression(high)
    return { [self] frame in
      let lower = try low(frame)
      let upper = try high(frame)
      do { return try Operations.range(lower, upper, isClosed: isClosed) } catch {
        throw located(error, at: span)
      }
    }
  }

  private func dictionary(_ entries: [Entry]) -> Code {
    let codes = entries.map { (expression($0.key), expression($0.value), $0.key.span) }
    return { [self] frame in
      let result = DictionaryValue()
      for (key, value, span) in codes {
        let keyValue = try key(frame)
        result[try self.key(keyValue, at: span)] = try value(frame)
      }
      return .dictionary(result)
    }
  }

  /// The key that a value is.
  func key(_ value: Value, at span: Span) throws -> DictionaryValue.Key {
    if let key = DictionaryValue.Key(value) { return key }
    throw located(
      RuntimeError(
        .type, "a key must be a string, an int or a bool, not \(value.typeWithArticle)"),
      at: span)
  }

  private func conditionalValue(_ conditional: Conditional) -> Code {
    guard let otherwise = conditional.otherwise else {
      return choice(conditional.branches) { _ in .nothing }
    }
    return choice(conditional.branches, otherwise: body(otherwise))
  }

  /// The code of the value of the first branch whose condition holds.
  func choice(_ branches: [Conditional.Branch], otherwise: @escaping Code) -> Code {
    var result = otherwise
    for branch in branches.reversed() {
      let condition = test(branch.condition, of: "the condition of `if`")
      let (value, next) = (body(branch.body), result)
      result = { frame in try condition(frame) ? try value(frame) : try next(frame) }
    }
    return result
  }

  private func interpolation(_ parts: [StringPart]) -> Code {
    var write: (Frame, inout String) throws -> Void = { _, _ in }
    let interpreter = Unowned(interpreter)
    for part in parts {
      let before = write
      switch part {
      case .text(let text):
        write = { frame, result in
          try before(frame, &result)
          result += text
        }
      case .value(let expression, let format):
        let code = self.expression(expression)
        let span = expression.span
        let spec = format.flatMap { FormatSpec($0.name) }
        write = { [self] frame, result in
          try before(frame, &result)
          let value = try code(frame)
          guard let spec else { return result += interpreter.value.display(value) }
          do { result += try value.formatted(spec) } catch { throw located(error, at: span) }
        }
      }
    }
    return { frame in
      var result = ""
      try write(frame, &result)
      return .text(result)
    }
  }

  /// The code that makes a function value, with the boxes of the variables it captures.
  func closure(_ literal: FunctionLiteral) -> Code {
    let code = function(literal)
    let sources = resolution.layout(of: literal).captures.map(\.outer.slot)
    return { frame in .function(FunctionValue(code, captures: sources.map { frame[$0] })) }
  }

  /// The compiled function.
  func function(_ literal: FunctionLiteral) -> FunctionCode {
    let defaults = literal.parameters.map { $0.defaultValue.map(expression) }
    return FunctionCode(literal, self, defaults: defaults, body: body(literal.body))
  }
}

/// A reference without ownership, for closures that the referenced object outlives.
struct Unowned<Object: AnyObject> {
  unowned(unsafe) let value: Object
  init(_ value: Object) { self.value = value }
}

extension Expression {
  /// Its value if it is a literal of a scalar or a string.
  var constant: Value? {
    switch kind {
    case .nothing: .nothing
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .real(let number): .real(number)
    case .text(let text): .text(text)
    default: nil
    }
  }
}
