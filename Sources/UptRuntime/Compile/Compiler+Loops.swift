import UptSyntax

extension Compiler {
  func whileLoop(_ condition: Expression, _ body: Block, _ span: Span) -> Action {
    let condition = test(condition, of: "the condition of `while`")
    let action = block(body)
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

  func loop(_ pattern: Pattern, _ sequence: Expression, _ body: Block) -> Action {
    let code = expression(sequence)
    let bind = binding(pattern)
    let action = block(body)
    let span = sequence.span
    let turns = LoopTurns(pattern, body, resolution)
    if turns.areApart { return loop(of: turns, code, bind, action, span) }
    if case .name(let name) = pattern.kind, let slot = slot(at: name.span) {
      return { [self] frame in
        try iterate(try code(frame), at: span) { element in
          (frame + slot).assign(element)
          return try action(frame)
        }
      }
    }
    return { [self] frame in
      try iterate(try code(frame), at: span) { element in
        try bind(frame, element)
        return try action(frame)
      }
    }
  }

  /// A loop that goes on after a turn that was cut short for want of a result, and ends as that one
  /// did when all have had their chance.
  private func loop(
    of turns: LoopTurns, _ sequence: @escaping Code, _ bind: @escaping (Frame, Value) throws -> Void,
    _ action: @escaping Action, _ span: Span
  ) -> Action {
    return { [self] frame in
      var unfinished: (any Error)?
      let flow = try iterate(try sequence(frame), at: span) { element in
        try bind(frame, element)
        do { return try action(frame) } catch {
          guard isUnfinished(error), turns.mayGoOn() else { throw error }
          unfinished = unfinished ?? error
          return .next
        }
      }
      if let unfinished { throw unfinished }
      return flow
    }
  }

  /// Whether an error only says that a result has to come from another process.
  private func isUnfinished(_ error: any Error) -> Bool {
    guard !machine.interrupt.isInterrupted, interpreter.host.isUnfinished() else { return false }
    return (error as? LocatedError)?.error.kind == .interrupted
  }

  /// Runs `turn` for every element of a sequence, until it breaks or returns.
  @inline(__always)
  private func iterate(
    _ sequence: Value, at span: Span, _ turn: (Value) throws -> Flow
  ) throws -> Flow {
    switch sequence {
    case .range(let range):
      var number = range.lower
      while range.contains(number) {
        if machine.interrupt.isInterrupted { try poll(at: span) }
        let flow = try turn(.int(number))
        if flow == .break { break }
        if flow == .return { return flow }
        if number == Int.max { break }
        number += 1
      }
    case .object(let object):
      guard let count = object.count else { throw notIterable(sequence, at: span) }
      for position in 0..<max(0, count) {
        if machine.interrupt.isInterrupted { try poll(at: span) }
        let element: Value
        do { element = try object.element(at: position) } catch {
          throw located(error, at: span)
        }
        let flow = try turn(element)
        if flow == .break { break }
        if flow == .return { return flow }
      }
    default:
      guard let elements = try sequence.elements() else { throw notIterable(sequence, at: span) }
      for element in elements {
        if machine.interrupt.isInterrupted { try poll(at: span) }
        let flow = try turn(element)
        if flow == .break { break }
        if flow == .return { return flow }
      }
    }
    return .next
  }

  private func notIterable(_ value: Value, at span: Span) -> LocatedError {
    located(Operations.notIterable(value), at: span)
  }

  // MARK: Comprehensions

  /// What a comprehension has gathered so far.
  private final class Gathered {
    var elements: [Value] = []
    let dictionary = DictionaryValue()
  }

  func comprehension(_ comprehension: Comprehension) -> Code {
    typealias Step = (Frame, Gathered) throws -> Void
    let gather = gathering(comprehension)
    let steps = comprehension.clauses.reversed().reduce(gather) { inner, clause -> Step in
      switch clause {
      case .condition(let condition):
        let test = test(condition, of: "the condition of the comprehension")
        return { frame, gathered in if try test(frame) { try inner(frame, gathered) } }
      case .each(let pattern, let sequence):
        let code = expression(sequence)
        let bind = binding(pattern)
        let span = sequence.span
        return { [self] frame, gathered in
          _ = try iterate(try code(frame), at: span) { element in
            try bind(frame, element)
            try inner(frame, gathered)
            return .next
          }
        }
      }
    }
    let isDictionary = comprehension.key != nil
    return { frame in
      let gathered = Gathered()
      try steps(frame, gathered)
      return isDictionary ? .dictionary(gathered.dictionary) : .list(gathered.elements)
    }
  }

  private func gathering(
    _ comprehension: Comprehension
  ) -> (Frame, Gathered) throws -> Void {
    let value = expression(comprehension.value)
    let span = comprehension.value.span
    if let key = comprehension.key {
      let code = expression(key)
      return { [self] frame, gathered in
        let key = try self.key(try code(frame), at: key.span)
        gathered.dictionary[key] = try value(frame)
      }
    }
    return { [self] frame, gathered in
      gathered.elements.append(try value(frame))
      do { try Value.checkList(gathered.elements.count) } catch { throw located(error, at: span) }
    }
  }
}
