import UptSyntax

extension Checker {
  /// What came of going through statements.
  struct Outcome {
    /// The value of the last one, if it is an expression.
    var value: Value = .nothing
    /// Whether control certainly goes elsewhere, so that nothing behind them runs.
    var hasLeft = false
  }

  /// Goes through the statements of a block.
  func run(_ block: Block) -> Outcome {
    var outcome = Outcome()
    for statement in block.statements {
      outcome = run(statement)
      if outcome.hasLeft { break }
    }
    return outcome
  }

  /// Goes through a statement.
  func run(_ statement: Statement) -> Outcome {
    guard mayGoOn() else { return Outcome(value: .unknown, hasLeft: true) }
    switch statement.kind {
    case .declaration(let declaration):
      let value = evaluate(declaration.value)
      bind(declaration.pattern, value)
    case .function(let literal):
      if let name = literal.name { set(name, to: closure(literal)) }
    case .assignment(let target, let op, let value):
      assign(target, op, value, statement.span)
    case .expression(let expression): return outcome(of: expression)
    case .loop(let pattern, let sequence, let body): loop(pattern, sequence, body)
    case .while(let condition, let body): loop(while: condition, body)
    case .return(let value):
      let value = value.map(evaluate) ?? .nothing
      returned = returned.map { $0.joined(with: value) } ?? value
      return Outcome(hasLeft: true)
    case .throw(let value):
      _ = evaluate(value)
      return Outcome(hasLeft: true)
    case .break, .continue: return Outcome(hasLeft: true)
    case .import(let item): set(item.name, to: .unknown)
    }
    return Outcome()
  }

  /// Goes through an expression that may hold branches with jumps.
  private func outcome(of expression: Expression) -> Outcome {
    switch expression.kind {
    case .conditional(let conditional): branches(conditional)
    case .match(let match): branches(match)
    case .attempt(let attempt): branches(attempt)
    default: Outcome(value: evaluate(expression))
    }
  }

  // MARK: Assignment

  private func assign(
    _ target: Expression, _ op: BinaryOperator?, _ value: Expression, _ span: Span
  ) {
    var new = evaluate(value)
    if let op {
      let old = evaluate(target)
      do { new = try operate(op, old, new) } catch {
        let place = OperatorPlace(span, target, value, isAssignment: true)
        report(located(error, op, old, new, place), at: span)
        new = .unknown
      }
    }
    store(new, in: target)
  }

  /// Notes that a place in a variable holds a value, and reports a place that there cannot be.
  private func store(_ value: Value, in target: Expression) {
    switch target.kind {
    case .name: set(target.span, to: value)
    case .member(let base, let name):
      var holder = evaluate(base)
      if case .object(let object) = holder, object.isStandIn { return }
      do { try Elements.set(&holder, field: name.name, to: value) } catch {
        return report(error, at: name.span)
      }
      store(holder, in: base)
    case .index(let base, let items):
      var holder = evaluate(base)
      let subscripts = self.subscripts(items)
      guard let subscripts, !subscripts.contains(where: \.isStandIn) else {
        return store(holder.forgotten, in: base)
      }
      do { try Elements.set(&holder, subscripts, to: value) } catch {
        let place = IndexPlace(target.span, items)
        return report(place.located(error, interpreter.value.host.located), at: target.span)
      }
      store(holder, in: base)
    default: break
    }
  }
}
