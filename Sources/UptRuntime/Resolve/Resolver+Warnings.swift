import UptSyntax

/// What is allowed and yet hardly meant.
extension Resolver {
  /// Warns of a name that hides one of an enclosing block. Functions may use names of the script
  /// for their own: there the two meanings are far apart.
  func warnIfHiding(_ name: Identifier) {
    guard name.name != "_" else { return }
    let outer = function.blocks.dropLast().compactMap { $0[name.name]?.span }.last
    let isDefined = defined.contains(name.name) || globals.findUser(name.name)?.isSet == true
    let isGlobal = outer == nil && isOutsideFunctions && isDefined
    guard outer != nil || isGlobal else { return }
    warn(
      "W0002", "`\(name.name)` hides another `\(name.name)` that is defined outside of this block",
      at: name.span,
      notes: outer.map { [Diagnostic.Note("the other one is defined here", span: $0)] } ?? [],
      hint: "to change that one, assign without `let`; otherwise choose another name")
  }

  /// Warns of names of a block that nothing reads.
  func warnOfUnused(_ block: [String: Variable]) {
    for variable in block.values where !variable.isRead {
      warn(
        "W0001", "`\(variable.name)` is never \(variable.isVariable ? "read" : "used")",
        at: variable.span,
        hint: "remove it, or begin its name with _ if that is meant")
    }
  }

  /// Warns of the first statement behind one that leaves the block.
  func warnOfUnreachable(_ statements: [Statement]) {
    guard let jump = statements.firstIndex(where: \.isJump), jump + 1 < statements.count else {
      return
    }
    warn(
      "W0003", "this is never reached", at: statements[jump + 1].span,
      notes: [Diagnostic.Note("the block is left here", span: statements[jump].span)])
  }

  /// Warns of a comparison with `nan`, which equals nothing, not even itself.
  func warnIfConstant(_ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span) {
    guard isNotANumber(left) || isNotANumber(right) else { return }
    warn(
      "W0004", "comparing with nan is always \(op == .notEqual)", at: span,
      hint: "is_nan(x) tells whether x is nan")
  }

  private func isNotANumber(_ expression: Expression) -> Bool {
    guard case .name("nan") = expression.kind,
      case .global(let cell)? = resolution.places[expression.span.lower]
    else { return false }
    return cell.isBuiltin
  }

  /// Warns of a value that is computed and dropped. A call may be there for what it does.
  func warnIfWithoutEffect(_ expression: Expression) {
    switch expression.kind {
    case .call, .conditional, .match, .attempt, .missing: return
    case .binary(.equal, _, _):
      warn(
        "W0005", "the result of this comparison is not used", at: expression.span,
        hint: "= assigns to a variable, == compares")
    default: warn("W0005", "this value is not used", at: expression.span)
    }
  }

  private func warn(
    _ code: String, _ message: String, at span: Span, notes: [Diagnostic.Note] = [],
    hint: String? = nil
  ) {
    report(code, message, at: span, severity: .warning, notes: notes, hint: hint)
  }
}
