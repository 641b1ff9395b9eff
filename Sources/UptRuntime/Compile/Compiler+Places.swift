import UptSyntax

extension Compiler {
  func index(_ base: Expression, _ items: [SubscriptItem], _ span: Span) -> Code {
    let code = expression(base)
    let subscripts = items.map(item)
    if subscripts.count == 1, case .value(let position) = subscripts[0] {
      return { [self] frame in
        let value = try code(frame)
        let index = try position(frame)
        if case .list(let list) = value, case .int(let number) = index, number >= 0,
          number < list.elements.count {
          return list.elements[number]
        }
        do {
          return try Elements.get(value, [try SubscriptCode.value({ _ in index }).evaluate(frame)])
        } catch { throw located(error, at: span) }
      }
    }
    return { [self] frame in
      let value = try code(frame)
      do { return try Elements.get(value, try subscripts.map { try $0.evaluate(frame) }) } catch {
        throw located(error, at: span)
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
    let code = expression(value)
    guard let path = path(target) else { return { _ in .next } }
    if let op {
      return { [self] frame in
        let operand = try code(frame)
        try path.update(frame) { $0 = try general(op, $0, operand, span) }
        return .next
      }
    }
    guard let last = path.steps.last else { return { _ in .next } }
    let holder = VariablePath(
      isFixed: path.isFixed, exchange: path.exchange, steps: Array(path.steps.dropLast()),
      locate: path.locate)
    return { [self] frame in
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
          try holder.update(frame) { try Elements.set(&$0, subscripts, to: new) }
        } catch { throw located(error, at: place) }
      }
      return .next
    }
  }

  private func variableAssignment(
    _ target: Expression, _ op: BinaryOperator?, _ value: Expression, _ span: Span
  ) -> Action {
    let isList = op == .add
    let code = op.map { isList ? expression(value) : binary($0, target, value, span) }
      ?? expression(value)
    guard let place = resolution.places[target.span.lower] else { return { _ in .next } }
    if case .local(let variable) = place, !variable.isCaptured {
      let slot = variable.slot
      if !isList {
        return { frame in
          frame[slot] = try code(frame)
          return .next
        }
      }
    }
    guard let path = path(target) else { return { _ in .next } }
    guard isList else {
      return { frame in
        _ = path.exchange(frame, try code(frame))
        return .next
      }
    }
    // `+=` takes the old value out first, so that a list or a string grows in place.
    return { [self] frame in
      let operand = try code(frame)
      var old = path.exchange(frame, .nothing)
      do { try add(operand, to: &old, span) } catch {
        _ = path.exchange(frame, old)
        throw error
      }
      _ = path.exchange(frame, old)
      return .next
    }
  }

  private func add(_ operand: Value, to value: inout Value, _ span: Span) throws {
    if case .int(let a) = value, case .int(let b) = operand, let sum = Addition.apply(a, b) {
      return value = sum
    }
    if case .list(let more) = operand {
      let added: Void? = value.withElements { $0 += more.elements }
      if added != nil { return }
    }
    if case .text(let more) = operand, var text = value.takeText() {
      if !isKnownUniquelyReferenced(&text) { text = TextValue(text.string) }
      text.string += more.string
      return value = .text(text)
    }
    value = try general(.add, value, operand, span)
  }

  /// The path that an expression describes, if it begins at a variable.
  func path(_ expression: Expression) -> VariablePath? {
    switch expression.kind {
    case .name: return root(expression)
    case .member(let base, let name): return path(base).map { extend($0, .field(name)) }
    case .index(let base, let items):
      return path(base).map { extend($0, .index(items.map(item), expression.span)) }
    default: return nil
    }
  }

  private func extend(_ path: VariablePath, _ step: VariablePath.Step) -> VariablePath {
    VariablePath(
      isFixed: path.isFixed, exchange: path.exchange, steps: path.steps + [step],
      locate: path.locate)
  }

  private func root(_ name: Expression) -> VariablePath? {
    let locate: (any Error, Span) -> LocatedError = { [self] in located($0, at: $1) }
    switch resolution.places[name.span.lower] {
    case .local(let variable):
      let slot = variable.slot
      let exchange: (Frame, Value) -> Value =
        variable.isCaptured
        ? { frame, value in
          let box = frame[slot].box
          let old = box.value
          box.value = value
          return old
        }
        : { frame, value in
          let old = frame[slot]
          frame[slot] = value
          return old
        }
      return VariablePath(
        isFixed: !variable.isVariable, exchange: exchange, steps: [], locate: locate)
    case .global(let cell):
      let origin = resolution.globals.first { $0.cell === cell }?.origin ?? cell.origin
      let isVariable = if case .variable = origin { true } else { false }
      return VariablePath(
        isFixed: !isVariable,
        exchange: { _, value in
          let old = cell.storage.pointee
          cell.set(value)
          return old
        }, steps: [], locate: locate)
    case nil: return nil
    }
  }
}
