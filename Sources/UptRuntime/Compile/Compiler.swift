import UptSyntax

/// Turns resolved statements and expressions into closures, one per node. What can be decided
/// before running is decided here: the operator, where a variable lies, how arguments fill
/// parameters. Closures keep the span of what can fail.
final class Compiler {
  unowned(unsafe) let interpreter: Interpreter
  let machine: Machine
  let resolution: Resolution
  /// The place of the statement being compiled.
  var place = ProgramPlace()
  /// Who sees the values of expressions; nil for ordinary code.
  let observation: Observation?

  init(interpreter: Interpreter, resolution: Resolution, observation: Observation? = nil) {
    self.interpreter = interpreter
    machine = interpreter.machine
    self.resolution = resolution
    self.observation = observation
  }

  // MARK: Blocks

  /// The code of a block that is run for its effect.
  func block(_ block: Block) -> Action { self.block(block.statements) }

  /// The code of a block whose value is that of its last statement, or of `return`.
  func body(_ block: Block) -> Code { body(block.statements) }

  private func block(_ statements: [Statement]) -> Action {
    sequence(statements.map { HeldAction(run: statement($0)) })
  }

  /// One action after another, a few of them in one closure: a tree, so that no number of
  /// statements nests deep.
  private func sequence(_ actions: [HeldAction]) -> Action {
    switch actions.count {
    case 0: return { _ in .next }
    case 1: return actions[0].run
    case 2:
      let (first, second) = (actions[0].run, actions[1].run)
      return { frame in
        let flow = try first(frame)
        return flow == .next ? try second(frame) : flow
      }
    case 3:
      let (first, second, third) = (actions[0].run, actions[1].run, actions[2].run)
      return { frame in
        var flow = try first(frame)
        if flow == .next { flow = try second(frame) }
        return flow == .next ? try third(frame) : flow
      }
    default:
      return sequence(
        stride(from: 0, to: actions.count, by: 3).map { start in
          HeldAction(run: sequence(Array(actions[start..<min(start + 3, actions.count)])))
        })
    }
  }

  private func body(_ statements: [Statement]) -> Code {
    guard let last = statements.last, let held = tail(last) else {
      let action = block(statements)
      return { frame in try action(frame) == .return ? frame.take() : .nothing }
    }
    var tail = held.run
    var earlier = statements.dropLast()
    for _ in 0..<Self.mostChoices {
      guard let branches = earlier.last?.returningChoice else { break }
      let outer = enter(earlier.removeLast())
      tail = choice(branches, otherwise: tail)
      place = outer
    }
    if earlier.isEmpty { return tail }
    let (action, value) = (block(Array(earlier)), tail)
    return { frame in try action(frame) == .return ? frame.take() : try value(frame) }
  }

  /// How many statements `if … { return … }` are made part of the value below them, which lies
  /// one level deeper for each.
  private static let mostChoices = 16

  private func tail(_ statement: Statement) -> HeldCode? {
    switch statement.kind {
    case .expression(let expression) where !expression.isMissing:
      HeldCode(run: value(expression, of: statement))
    case .return(let result?): HeldCode(run: value(result, of: statement))
    case .return(nil): HeldCode { _ in .nothing }
    default: nil
    }
  }

  /// The code of the value of a statement.
  func value(_ expression: Expression, of statement: Statement) -> Code {
    let outer = enter(statement)
    defer { place = outer }
    return self.expression(expression)
  }

  /// Makes a statement the place of what is compiled; gives the place to return to.
  func enter(_ statement: Statement) -> ProgramPlace {
    defer { place = place.inside(statement) }
    return place
  }

  // MARK: Variables

  /// The code that stores a value under a name that is being defined.
  func define(_ name: Identifier) -> (Frame, Value) -> Void {
    switch resolution.places[name.span.lower] {
    case .local(let variable):
      let slot = variable.slot
      if variable.isCaptured { return { frame, value in frame[slot] = .object(Box(value)) } }
      return { frame, value in frame[slot] = value }
    case .global(let cell): return { _, value in cell.set(value) }
    case nil: return { _, _ in }
    }
  }

  /// The code that reads a variable.
  func load(_ name: String, at span: Span) -> Code {
    switch resolution.places[span.lower] {
    case .local(let variable):
      let slot = variable.slot
      return variable.isCaptured ? { frame in frame.boxed(slot).pointee } : { frame in frame[slot] }
    case .global(let cell):
      if cell.isBuiltin, let value = cell.current { return { _ in value } }
      let storage = cell.storage
      return { [self] _ in
        let value = storage.pointee
        if case .nothing = value, !cell.isSet { throw unset(cell.name, at: span) }
        return value
      }
    case nil: return { [self] _ in throw unset(name, at: span) }
    }
  }

  /// What a name holds, if it has a value; for errors.
  func peek(_ name: Expression, _ frame: Frame) -> Value? {
    switch resolution.places[name.span.lower] {
    case .local(let variable):
      return variable.isCaptured ? frame.boxed(variable.slot).pointee : frame[variable.slot]
    case .global(let cell): return cell.current
    case nil: return nil
    }
  }

  func unset(_ name: String, at span: Span) -> LocatedError {
    LocatedError(
      RuntimeError(
        .name, "`\(name)` has no value yet", hint: "its definition comes later in the script",
        span: span))
  }

  /// An error with its place, ready to be thrown.
  func located(_ error: any Error, at span: Span) -> LocatedError {
    interpreter.host.located(error, at: span)
  }
}

extension Statement {
  /// The branches of an `if` that all return: it chooses between their values and that of the
  /// statements below it.
  fileprivate var returningChoice: [Conditional.Branch]? {
    guard case .expression(let expression) = kind,
      case .conditional(let conditional) = expression.kind, conditional.otherwise == nil,
      conditional.branches.allSatisfy({ $0.body.returns })
    else { return nil }
    return conditional.branches
  }
}

extension Block {
  fileprivate var returns: Bool {
    if case .return? = statements.last?.kind { true } else { false }
  }
}

extension Expression {
  var isMissing: Bool { if case .missing = kind { true } else { false } }
}
