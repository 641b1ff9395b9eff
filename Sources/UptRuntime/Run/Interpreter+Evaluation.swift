import UptSyntax

extension Interpreter {
  /// What the names of a program mean, and what is wrong with it as far as that can be told
  /// before it runs.
  func examine(
    _ program: Program, _ overrides: Overrides
  ) -> (resolution: Resolution, diagnostics: [Diagnostic], value: Value) {
    let outside = program.diagnostics + overrides.diagnostics
    guard program.isValid else { return (Resolution(), outside, .unknown) }
    let resolution = Resolver(globals: globals, modules: modules).resolve(program)
    let checked = Checker.check(program, resolution, overrides, self)
    return (resolution, outside + resolution.diagnostics + checked.diagnostics, checked.value)
  }

  /// Runs one cell and hands on the values of its top-level expressions, except nil.
  func evaluate(
    _ cell: Cell, _ compiler: Compiler, _ overrides: Overrides, output: (Value) throws -> Void
  ) throws {
    let resolution = compiler.resolution
    let frame: UnsafeMutablePointer<Value>
    do { frame = try machine.push(resolution.topLevel.size) } catch { throw failure(error) }
    defer { machine.pop(frame, resolution.topLevel.size) }
    for statement in cell.inRunningOrder {
      if cell.kind == .parameters, override(statement, overrides, resolution) { continue }
      if let value = try result(of: statement, compiler, frame) { try output(value) }
      try stopAtLimit(after: statement)
    }
  }

  /// Runs the statements of a module. The values of its expressions are not shown.
  func run(_ module: Module) throws {
    let compiler = Compiler(interpreter: self, resolution: module.resolution)
    let size = module.resolution.topLevel.size
    let frame = try machine.push(size)
    defer { machine.pop(frame, size) }
    for statement in module.program.cells.flatMap(\.inRunningOrder) {
      _ = try compiler.statement(statement)(frame)
    }
  }

  /// Throws if a statement passed a bound and gave what it had. An interruption ends the script
  /// before the next statement instead: after the last one there is nothing left to stop, but a
  /// run that was cut short by a bound has not succeeded.
  private func stopAtLimit(after statement: Statement) throws {
    guard interrupt.isInterrupted, let reason = interrupt.reason,
      reason.kind != .interrupted
    else { return }
    throw failure(host.located(reason, at: statement.span))
  }

  /// Runs a statement; the value if it is an expression and has one.
  private func result(
    of statement: Statement, _ compiler: Compiler, _ frame: UnsafeMutablePointer<Value>
  ) throws -> Value? {
    do {
      // A built-in that gave what it had when it was interrupted is the last thing that runs.
      do { try machine.poll() } catch { throw host.located(error, at: statement.span) }
      if case .expression(let expression) = statement.kind {
        let value = try compiler.value(expression, of: statement)(frame)
        if case .nothing = value { return nil }
        return value
      }
      _ = try compiler.statement(statement)(frame)
      return nil
    } catch {
      throw failure(error)
    }
  }

  private func override(
    _ statement: Statement, _ overrides: Overrides, _ resolution: Resolution
  ) -> Bool {
    guard case .declaration(let declaration) = statement.kind, let name = declaration.name,
      let value = overrides.values[name.name],
      case .global(let cell)? = resolution.places[name.span.lower]
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

extension Cell {
  /// Its functions, which may call each other in any order, and then the other statements.
  var inRunningOrder: [Statement] {
    statements.filter(\.isFunction) + statements.filter { !$0.isFunction }
  }
}

extension Statement {
  fileprivate var isFunction: Bool { if case .function = kind { true } else { false } }
}
