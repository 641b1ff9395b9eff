import UptSyntax

extension Interpreter {
  /// What is known of an expression's value without running anything: names have the values that
  /// they have, members and elements are read, and for calls of built-in functions their rehearsals
  /// answer. nil if nothing is known.
  package func foreseen(_ expression: Expression) -> Value? {
    let wasChecking = isChecking
    isChecking = true
    defer { isChecking = wasChecking }
    guard let value = try? foresee(expression), !value.isUnknown else { return nil }
    return value
  }

  private func foresee(_ expression: Expression) throws -> Value {
    switch expression.kind {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .real(let number): .real(number)
    case .text(let text): .text(text)
    case .interpolation: Value.text("").forgotten
    case .name(let name): value(of: name) ?? .unknown
    case .list(let elements): .list(try elements.map(foresee))
    case .record(let fields): .record(try fields.map { ($0.label.name, try foresee($0.value)) })
    case .unary(.negate, let operand): try Operations.negate(foresee(operand))
    case .member(let base, let name): try foresee(base).member(name.name)
    case .index(let base, let items): try Elements.get(foresee(base), items.map(subscription))
    case .call(let callee, let arguments): try foresee(callOf: callee, arguments)
    default: .unknown
    }
  }

  private func subscription(_ item: SubscriptItem) throws -> Subscript {
    switch item {
    case .value(let index): Subscript(try foresee(index))
    case .slice(let low, let high, let isClosed, _):
      .slice(
        low: try low.flatMap(foreseenInteger), high: try high.flatMap(foreseenInteger),
        isClosed: isClosed)
    }
  }

  private func foreseenInteger(_ expression: Expression) throws -> Int? {
    if case .int(let number) = try foresee(expression) { return number }
    return nil
  }

  private func foresee(callOf callee: Expression, _ arguments: [Argument]) throws -> Value {
    let function: FunctionValue
    switch try foresee(callee) {
    case .function(let value): function = value
    case .object(let object):
      guard let value = object.callable else { return .unknown }
      function = value
    default: return .unknown
    }
    return try rehearse(
      function, arguments.map { try foresee($0.value) }, labels: arguments.map(\.label?.name))
  }
}
