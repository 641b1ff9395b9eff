import UptSyntax

extension Compiler {
  func statement(_ statement: Statement) -> Action {
    switch statement.kind {
    case .declaration(let declaration):
      let value = expression(declaration.value)
      return defining(declaration.name, value)
    case .function(let literal): return function(literal)
    case .assignment(let target, let op, let value):
      return assignment(target, op, value, statement.span)
    case .expression(let expression): return effect(expression)
    case .loop(let name, let sequence, let body): return loop(name, sequence, body)
    case .while(let condition, let body): return whileLoop(condition, body, statement.span)
    case .return(let value):
      guard let value else { return { _ in .return } }
      let code = expression(value)
      return { frame in
        frame[0] = try code(frame)
        return .return
      }
    case .break: return { _ in .break }
    case .continue: return { _ in .continue }
    }
  }

  private func defining(_ name: Identifier, _ value: @escaping Code) -> Action {
    if case .local(let variable)? = resolution.places[name.span.lower], !variable.isCaptured {
      let slot = variable.slot
      return { frame in
        frame[slot] = try value(frame)
        return .next
      }
    }
    let define = define(name)
    return { frame in
      define(frame, try value(frame))
      return .next
    }
  }

  private func function(_ literal: FunctionLiteral) -> Action {
    guard let name = literal.name else { return { _ in .next } }
    let make = closure(literal)
    let define = define(name)
    guard case .local(let variable)? = resolution.places[name.span.lower], variable.isCaptured
    else {
      return { frame in
        define(frame, try make(frame))
        return .next
      }
    }
    // A function that calls itself captures its own box, which must be there before it is made.
    let slot = variable.slot
    return { frame in
      let box = Box(.nothing)
      frame[slot] = .object(box)
      box.value = try make(frame)
      return .next
    }
  }

  private func effect(_ expression: Expression) -> Action {
    if case .conditional(let conditional) = expression.kind { return branches(conditional) }
    let code = self.expression(expression)
    return { frame in
      _ = try code(frame)
      return .next
    }
  }

  private func branches(_ conditional: Conditional) -> Action {
    let otherwise = conditional.otherwise.map { block($0.statements) } ?? { _ in .next }
    return conditional.branches.reversed().reduce(otherwise) { next, branch in
      let condition = test(branch.condition, of: "the condition of `if`")
      let action = block(branch.body.statements)
      return { frame in try condition(frame) ? try action(frame) : try next(frame) }
    }
  }

  // MARK: Loops

  private func whileLoop(_ condition: Expression, _ body: Block, _ span: Span) -> Action {
    let condition = test(condition, of: "the condition of `while`")
    let action = block(body.statements)
    let machine = machine
    return { [self] frame in
      while try condition(frame) {
        let flow = try action(frame)
        if flow == .break { break }
        if flow == .return { return flow }
        if machine.interrupt.isInterrupted { try poll(at: span) }
      }
      return .next
    }
  }

  private func poll(at span: Span) throws {
    do { try machine.poll() } catch { throw located(error, at: span) }
  }

  private func loop(_ name: Identifier, _ sequence: Expression, _ body: Block) -> Action {
    let code = expression(sequence)
    let define = define(name)
    let action = block(body.statements)
    let machine = machine
    let span = sequence.span
    func turn(_ frame: Frame, _ value: Value) throws -> Flow {
      define(frame, value)
      if machine.interrupt.isInterrupted { try poll(at: span) }
      return try action(frame)
    }
    return { [self] frame in
      switch try code(frame) {
      case .range(let range):
        var number = range.lower
        while range.contains(number) {
          let flow = try turn(frame, .int(number))
          if flow == .break { break }
          if flow == .return { return flow }
          if number == Int.max { break }
          number += 1
        }
      case .object(let object):
        guard let count = object.count else { throw notIterable(.object(object), at: span) }
        for position in 0..<max(0, count) {
          let element: Value
          do { element = try object.element(at: position) } catch {
            throw located(error, at: span)
          }
          let flow = try turn(frame, element)
          if flow == .break { break }
          if flow == .return { return flow }
        }
      case let value:
        guard let elements = try value.elements() else { throw notIterable(value, at: span) }
        for element in elements {
          let flow = try turn(frame, element)
          if flow == .break { break }
          if flow == .return { return flow }
        }
      }
      return .next
    }
  }

  private func notIterable(_ value: Value, at span: Span) -> LocatedError {
    var hint: String?
    if case .int(let number) = value { hint = "to count, write 0..<\(number)" }
    return located(
      RuntimeError(.type, "`for` cannot go through \(value.typeWithArticle)", hint: hint),
      at: span)
  }
}
