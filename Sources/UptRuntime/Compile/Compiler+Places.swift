import UptSyntax

extension Compiler {
  func index(_ base: Expression, _ items: [SubscriptItem], _ span: Span) -> Code {
    let place = IndexPlace(span, items)
    if items.count == 1, case .value(let position) = items[0] {
      let (left, right) = (operand(base), operand(position))
      if !(left is CodeOperand), position.isArithmetic {
        return VariableIndexing(compiler: self, place: place).choose(left, right).run
      }
      return Indexing(compiler: self, place: place).choose(left, right).run
    }
    let code = expression(base)
    let subscripts = items.map(item)
    return { [self] frame in
      let value = try code(frame)
      do { return try Elements.get(value, try subscripts.map { try $0.evaluate(frame) }) } catch {
        throw place.located(error, located)
      }
    }
  }

  private func item(_ item: SubscriptItem) -> SubscriptCode {
    switch item {
    case .value(let expression): .value(self.expression(expression))
    case .slice(let low, let high, let isClosed, _):
      .slice(low: low.map(expression), high: high.map(expression), isClosed: isClosed)
    }
  }

  // MARK: Assignment

  func assignment(
    _ target: Expression, _ op: BinaryOperator?, _ value: Expression, _ span: Span
  ) -> Action {
    if case .name = target.kind { return variableAssignment(target, op, value, span) }
    let operation = OperatorPlace(span, target, value, isAssignment: true)
    guard case .index(let base, let items) = target.kind, items.count == 1,
      case .value(let index) = items[0], case .name = base.kind,
      let variable = path(base)?.variable
    else { return placeAssignment(target, op, expression(value), operation) }
    let place = IndexPlace(target.span, items)
    let (right, position) = (operand(value), operand(index))
    if case .slot(let slot) = variable {
      return elementAssignment(SlotOperand(slot: slot), op, right, position, place, operation)
    }
    return elementAssignment(variable, op, right, position, place, operation)
  }

  private func elementAssignment(
    _ variable: some Storage, _ op: BinaryOperator?, _ value: any Operand, _ index: any Operand,
    _ place: IndexPlace, _ operation: OperatorPlace
  ) -> Action {
    guard let op else {
      return ElementAssignment(compiler: self, variable: variable, place: place)
        .choose(value, index).run
    }
    let change = ElementChange(
      compiler: self, variable: variable, op: op, place: place, operation: operation)
    return change.choose(value, index).run
  }

  /// Assignment to fields, and to places with several subscripts.
  private func placeAssignment(
    _ target: Expression, _ op: BinaryOperator?, _ code: @escaping Code,
    _ operation: OperatorPlace
  ) -> Action {
    guard let path = path(target), let last = path.steps.last else { return { _ in .next } }
    if let op {
      return { [self] frame in
        let operand = try code(frame)
        try path.update(frame) { try combine(op, &$0, operand, operation, frame) }
        return .next
      }
    }
    var holder = path
    holder.steps.removeLast()
    return { [self, holder] frame in
      let new = try code(frame)
      switch last {
      case .field(let name):
        try holder.update(frame) { base in
          do { try Elements.set(&base, field: name.name, to: new) } catch {
            throw located(error, at: name.span)
          }
        }
      case .index(let items, let place):
        do {
          let subscripts = try items.map { try $0.evaluate(frame) }
          try holder.update(frame) { base in
            do { try Elements.set(&base, subscripts, to: new) } catch {
              throw place.located(error, located)
            }
          }
        } catch { throw place.located(error, located) }
      }
      return .next
    }
  }

  private func variableAssignment(
    _ target: Expression, _ op: BinaryOperator?, _ value: Expression, _ span: Span
  ) -> Action {
    guard let variable = path(target)?.variable else { return { _ in .next } }
    let operation = OperatorPlace(span, target, value, isAssignment: true)
    if op == .add {
      let operand = operand(value)
      if case .slot(let slot) = variable {
        return Increase(compiler: self, variable: SlotOperand(slot: slot), operation: operation)
          .choose(operand).run
      }
      return Increase(compiler: self, variable: variable, operation: operation)
        .choose(operand).run
    }
    let code = if let op { binary(op, target, value, operation) } else { expression(value) }
    if case .slot(let slot) = variable {
      return { frame in
        (frame + slot).assign(try code(frame))
        return .next
      }
    }
    return { frame in
      variable.assign(try code(frame), frame)
      return .next
    }
  }

  /// Changes a value by an operator and its right operand. A list or a string grows in place.
  func combine(
    _ op: BinaryOperator, _ value: inout Value, _ operand: Value, _ place: OperatorPlace,
    _ frame: Frame
  ) throws {
    if op == .add {
      switch operand {
      case .int(let b):
        if case .int(let a) = value, let sum = Addition.apply(a, b) { return value = sum }
      case .list(let more):
        let added: Void? = value.withElements { $0 += more.elements }
        if added != nil { return }
      case .text(let more):
        let added: Void? = value.withText { $0 += more.string }
        if added != nil { return }
      default: break
      }
    }
    value = try general(op, value, operand, place, frame)
  }

  /// The path that an expression describes, if it begins at a variable.
  func path(_ expression: Expression) -> VariablePath? {
    switch expression.kind {
    case .name: return root(expression)
    case .member(let base, let name): return path(base)?.extended(by: .field(name))
    case .index(let base, let items):
      return path(base)?.extended(by: .index(items.map(item), IndexPlace(expression.span, items)))
    default: return nil
    }
  }

  private func root(_ name: Expression) -> VariablePath? {
    let locate: (any Error, Span) -> LocatedError = { [self] in located($0, at: $1) }
    switch resolution.places[name.span.lower] {
    case .local(let variable):
      let slot = variable.slot
      return VariablePath(
        isFixed: !variable.isVariable, variable: variable.isCaptured ? .box(slot) : .slot(slot),
        locate: locate)
    case .global(let cell):
      return VariablePath(
        isFixed: !resolution.isVariable(cell), variable: .global(cell), locate: locate)
    case nil: return nil
    }
  }
}
