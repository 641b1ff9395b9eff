import UptSyntax

extension Interpreter {
  func resolve(_ program: Program) -> Resolution { Resolver(globals: globals).resolve(program) }

  /// Runs one cell and gives the value of its last expression, or nil if that has none.
  func evaluate(
    _ cell: Cell, resolution: Resolution, overrides: Overrides
  ) throws -> Value? {
    let compiler = Compiler(interpreter: self, resolution: resolution)
    var statements = cell.statements
    statements.sort { $0.isFunction && !$1.isFunction }
    let output = statements.last.flatMap { statement -> Expression? in
      if case .expression(let expression) = statement.kind { return expression }
      return nil
    }
    do {
      let frame = try machine.push(resolution.topLevel.size)
      defer { machine.pop(frame, resolution.topLevel.size) }
      for statement in statements.dropLast(output == nil ? 0 : 1) {
        if cell.kind == .parameters, override(statement, overrides, resolution) { continue }
        _ = try compiler.statement(statement)(frame)
      }
      guard let output else { return nil }
      let value = try compiler.expression(output)(frame)
      if case .nothing = value { return nil }
      return value
    } catch {
      throw failure(error)
    }
  }

  private func override(
    _ statement: Statement, _ overrides: Overrides, _ resolution: Resolution
  ) -> Bool {
    guard case .declaration(let declaration) = statement.kind,
      let value = overrides.values[declaration.name.name],
      case .global(let cell)? = resolution.places[declaration.name.span.lower]
    else { return false }
    cell.set(value)
    return true
  }

  private func failure(_ error: any Error) -> ScriptFailure {
    let runtime = (error as? LocatedError)?.error ?? error as? RuntimeError
    let final = runtime ?? host.translate(error) ?? RuntimeError(.host, "\(error)")
    return ScriptFailure([final.diagnostic], isInterruption: final.kind == .interrupted)
  }
}

extension Statement {
  var isFunction: Bool { if case .function = kind { true } else { false } }
}
