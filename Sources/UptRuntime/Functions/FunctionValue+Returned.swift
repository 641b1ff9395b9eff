import UptSyntax

extension FunctionValue {
  /// Where the value stands that a function of the script returns; of a record that is written out
  /// there, the value of its field called `label`. nil for a built-in, and for a function with
  /// loops or branches before its end, which may return elsewhere.
  public func returnedPlace(_ label: String? = nil) -> Span? {
    let literal: FunctionLiteral? =
      switch kind {
      case .script(let code): code.literal
      case .builtin(let builtin): builtin.literal
      }
    guard let statements = literal?.body.statements, let last = statements.last,
      statements.dropLast().allSatisfy(\.isStraight)
    else { return nil }
    let result: Expression
    switch last.kind {
    case .return(let value?), .expression(let value): result = value
    default: return nil
    }
    if case .record(let fields) = result.kind,
      let field = fields.first(where: { $0.label.name == label }) {
      return field.value.span
    }
    return result.span
  }
}

extension Statement {
  /// Whether it runs from its beginning to its end.
  fileprivate var isStraight: Bool {
    switch kind {
    case .declaration(let declaration): declaration.value.isStraight
    case .assignment(_, _, let value): value.isStraight
    case .expression(let value): value.isStraight
    case .function: true
    default: false
    }
  }
}

extension Expression {
  fileprivate var isStraight: Bool {
    switch kind {
    case .conditional, .match, .attempt: false
    default: true
    }
  }
}
