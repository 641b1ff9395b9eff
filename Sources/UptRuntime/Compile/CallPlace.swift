import UptSyntax

/// Where a call and its arguments stand, for its errors.
struct CallPlace {
  let span: Span
  let callee: Expression
  let arguments: [Argument]

  /// Where the label of an argument stands, or the argument if it has none.
  func label(_ index: Int) -> Span { arguments[index].label?.span ?? arguments[index].value.span }

  /// The error of a built-in: at the argument it blames, or at the call. Of shapes that do not fit
  /// it says what is known: `values` are those of the arguments in the script's order, and `read`
  /// gives the value of a name.
  func located(
    _ error: any Error, of call: Call, _ values: [Value], _ sources: [ArgumentMatch.Source],
    read: @escaping (Expression) -> Value?
  ) -> LocatedError {
    let located = call.interpreter.host.located(error, at: span)
    if let position = located.error.argument {
      let argument = argument(position, part: located.error.part ?? 0, sources)
      located.error.span = argument?.value.span ?? span
    }
    explain(&located.error, of: call, values, sources, read)
    return located
  }

  private func explain(
    _ error: inout RuntimeError, of call: Call, _ values: [Value],
    _ sources: [ArgumentMatch.Source], _ read: @escaping (Expression) -> Value?
  ) {
    guard error.kind == .shape else { return }
    var operands = zip(arguments, values).map { ($0.value, $1) }
    if let receiver, let value = call.receiver { operands.insert((receiver, value), at: 0) }
    let failure = FailedOperation(
      span: span, operands: operands,
      meaning: { meaning($0, call.builtin.parameters, sources) }, read: read)
    failure.explain(&error, call.builtin.advice?(call))
  }

  private var receiver: Expression? {
    if case .member(let base, _) = callee.kind { return base }
    return nil
  }

  /// The argument of a parameter, `part` being that of a parameter that collects several; nil
  /// where it was left out.
  private func argument(
    _ position: Int, part: Int, _ sources: [ArgumentMatch.Source]
  ) -> Argument? {
    guard sources.indices.contains(position) else { return nil }
    switch sources[position] {
    case .argument(let index): return arguments[index]
    case .rest(let indices):
      return indices.indices.contains(part) ? arguments[indices[part]] : nil
    case .labelled(let list):
      return list.indices.contains(part) ? arguments[list[part].argument] : nil
    case .omitted: return nil
    }
  }

  private func meaning(
    _ operand: OperandText.Operand, _ parameters: [Parameter], _ sources: [ArgumentMatch.Source]
  ) -> FailedOperation.Meaning {
    guard parameters.indices.contains(operand.position), sources.indices.contains(operand.position)
    else {
      return .init(expression: receiver, words: "the tensor")
    }
    let name = parameters[operand.position].name
    let argument = argument(operand.position, part: operand.part ?? 0, sources)
    guard case .argument = sources[operand.position] else {
      return .init(expression: argument?.value, words: "`\(name)`")
    }
    return .init(
      expression: argument?.value, part: operand.part,
      words: "`\(name)\(operand.part.map { "[\($0)]" } ?? "")`")
  }
}
