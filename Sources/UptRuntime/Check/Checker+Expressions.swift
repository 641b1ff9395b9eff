import UptSyntax

extension Checker {
  /// What is known of the value of an expression.
  func evaluate(_ expression: Expression) -> Value {
    guard mayGoOn() else { return .unknown }
    if let constant = expression.constant { return constant }
    switch expression.kind {
    case .nothing, .bool, .int, .real, .text, .missing: return .nothing
    case .name: return value(at: expression.span)
    case .interpolation(let parts):
      for case .value(let value, _) in parts { _ = evaluate(value) }
      return .text("").forgotten
    case .list(let elements): return .list(elements.map(evaluate))
    case .record(let fields):
      return .record(
        RecordValue(labels: fields.map(\.label.name), values: fields.map { evaluate($0.value) }))
    case .dictionary(let entries): return dictionary(entries)
    case .comprehension(let comprehension): return self.comprehension(comprehension)
    case .member(let base, let name): return member(of: evaluate(base), name)
    case .call(let callee, let arguments): return call(callee, arguments, expression.span)
    case .index(let base, let items): return index(evaluate(base), items, expression.span)
    case .unary(.not, _), .logical: return truth(test(expression, of: ""))
    case .unary(.negate, let operand):
      let value = evaluate(operand)
      return perform(at: expression.span) { try Operations.negate(value) }
    case .binary(let op, let left, let right): return binary(op, left, right, expression.span)
    case .otherwise(let left, let right): return otherwise(left, right)
    case .range(let low, let high, let isClosed):
      let (low, high) = (evaluate(low), evaluate(high))
      return perform(at: expression.span) { try self.range(low, high, isClosed) }
    case .function(let literal): return closure(literal)
    case .conditional(let conditional): return branches(conditional).value
    case .match(let match): return branches(match).value
    case .attempt(let attempt): return branches(attempt).value
    }
  }

  private func dictionary(_ entries: [Entry]) -> Value {
    let result = DictionaryValue()
    var isCertain = true
    for entry in entries {
      let key = evaluate(entry.key)
      let value = evaluate(entry.value)
      if let known = DictionaryValue.Key(key) {
        result[known] = value
      } else {
        isCertain = false
      }
    }
    return isCertain ? .dictionary(result) : Value.dictionary(result).forgotten
  }

  func member(of value: Value, _ name: Identifier) -> Value {
    perform(at: name.span) { try Members.get(value, name.name).standIn(keepsScalars: true) }
  }

  private func otherwise(_ left: Expression, _ right: Expression) -> Value {
    let first = evaluate(left)
    if case .nothing = first { return evaluate(right) }
    guard first.isUnknown else { return first }
    _ = supposing(left) { self.evaluate(right) }
    return .unknown
  }

  // MARK: Elements

  private func index(_ base: Value, _ items: [SubscriptItem], _ span: Span) -> Value {
    guard let subscripts = subscripts(items) else { return .unknown }
    // Of a known list, too, an unknown position gives an unknown element.
    let holder = subscripts.contains(where: \.isStandIn) ? base.forgotten : base
    do { return try Elements.get(holder, subscripts) } catch {
      report(IndexPlace(span, items).located(error, interpreter.value.host.located), at: span)
      return .unknown
    }
  }

  /// The items between brackets; nil if a slice is not known.
  func subscripts(_ items: [SubscriptItem]) -> [Subscript]? {
    var result: [Subscript] = []
    for item in items {
      switch item {
      case .value(let expression):
        let value = evaluate(expression)
        if case .range(let range) = value {
          result.append(.slice(low: range.lower, high: range.bound, isClosed: range.isClosed))
        } else {
          result.append(.value(value))
        }
      case .slice(let low, let high, let isClosed, _):
        let bounds = [low, high].map { $0.map(evaluate) }
        guard let low = bound(bounds[0]), let high = bound(bounds[1]) else { return nil }
        result.append(.slice(low: low, high: high, isClosed: isClosed))
      }
    }
    return result
  }

  /// The bound of a slice if it is known: nil inside if there is none.
  private func bound(_ value: Value?) -> Int?? {
    guard let value else { return .some(nil) }
    if case .int(let number) = value { return number }
    return nil
  }
}
