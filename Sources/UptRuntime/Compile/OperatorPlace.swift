import UptSyntax

/// Where an operator and its operands stand, for its errors.
final class OperatorPlace {
  let span: Span
  private let left: Expression
  private let right: Expression
  private let isAssignment: Bool

  /// The place of `left op right`, or of `left op= right`.
  init(_ span: Span, _ left: Expression, _ right: Expression, isAssignment: Bool = false) {
    self.span = span
    self.left = left
    self.right = right
    self.isAssignment = isAssignment
  }

  /// The error of an operator at this place. Of shapes that do not fit it says what is known;
  /// `read` gives the value of a name.
  func located(
    _ error: any Error, _ op: BinaryOperator, _ a: Value, _ b: Value, _ host: Host,
    read: @escaping (Expression) -> Value?
  ) -> LocatedError {
    let located = host.located(error, at: span)
    guard located.error.kind == .shape, located.error.span == span else { return located }
    let (left, right) = (left, right)
    let failure = FailedOperation(
      span: span, operands: [(left, a), (right, b)],
      meaning: { operand in
        operand.position == 0
          ? .init(expression: left, words: "the left operand")
          : .init(expression: right, words: "the right operand")
      }, read: read, isAssignment: isAssignment)
    failure.explain(&located.error, misfit(op, a, b))
    return located
  }

  private func misfit(_ op: BinaryOperator, _ a: Value, _ b: Value) -> Misfit? {
    if case .object(let object) = a { return object.misfit(op, with: b, reversed: false) }
    if case .object(let object) = b { return object.misfit(op, with: a, reversed: true) }
    return nil
  }
}
