import UptSyntax

extension Compiler {
  func statement(_ statement: Statement) -> Action {
    let outer = enter(statement)
    defer { place = outer }
    return action(statement)
  }

  private func action(_ statement: Statement) -> Action {
    switch statement.kind {
    case .declaration(let declaration):
      let value = expression(declaration.value)
      if let name = declaration.name { return defining(name, value) }
      let bind = binding(declaration.pattern)
      return { frame in
        try bind(frame, try value(frame))
        return .next
      }
    case .function(let literal): return function(literal)
    case .assignment(let target, let op, let value):
      return assignment(target, op, value, statement.span)
    case .expression(let expression): return effect(expression)
    case .loop(let pattern, let sequence, let body): return loop(pattern, sequence, body)
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
    case .throw(let value): return throwing(value, statement.span)
    case .import(let item): return importing(item)
    }
  }

  private func defining(_ name: Identifier, _ value: @escaping Code) -> Action {
    if case .local(let variable)? = resolution.places[name.span.lower], !variable.isCaptured {
      let slot = variable.slot
      return { frame in
        (frame + slot).assign(try value(frame))
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
      box.storage.assign(try make(frame))
      return .next
    }
  }

  private func effect(_ expression: Expression) -> Action {
    switch expression.kind {
    case .conditional(let conditional): return branches(conditional)
    case .match(let match): return self.match(match, expression.span, run: block)
    case .attempt(let attempt): return self.attempt(attempt, expression.span, run: block)
    default: break
    }
    let code = self.expression(expression)
    return { frame in
      _ = try code(frame)
      return .next
    }
  }

  private func branches(_ conditional: Conditional) -> Action {
    var branches = conditional.branches
    var result: Action
    if let otherwise = conditional.otherwise {
      result = block(otherwise)
    } else if let last = branches.popLast() {
      let condition = test(last.condition, of: "the condition of `if`")
      let action = block(last.body)
      result = { frame in try condition(frame) ? try action(frame) : .next }
    } else {
      return { _ in .next }
    }
    for branch in branches.reversed() {
      let condition = test(branch.condition, of: "the condition of `if`")
      let (action, next) = (block(branch.body), result)
      result = { frame in try condition(frame) ? try action(frame) : try next(frame) }
    }
    return result
  }

  private func importing(_ item: Import) -> Action {
    guard case .global(let cell)? = resolution.places[item.name.span.lower] else {
      return { _ in .next }
    }
    return { [self] _ in
      guard case .module(let module) = cell.origin else { return .next }
      do { cell.set(try interpreter.modules.run(module)) } catch {
        let error = located(error, at: item.pathSpan)
        error.error.trace.append(
          TraceFrame(function: "module \(module.name)", call: item.pathSpan))
        throw error
      }
      return .next
    }
  }
}
