import UptSyntax

extension Resolver {
  /// Which of a list's statements give a value that something uses.
  enum Shown {
    case all, last, none
  }

  /// Resolves the statements of a cell or block.
  func resolve(_ statements: [Statement], shows: Shown) {
    warnOfUnreachable(statements)
    for (position, statement) in statements.enumerated() {
      let isLast = position == statements.count - 1
      resolve(statement, isUsed: shows == .all || shows == .last && isLast)
    }
  }

  private func resolve(_ statement: Statement, isUsed: Bool) {
    switch statement.kind {
    case .declaration(let declaration):
      resolve(declaration.value)
      declare(declaration.pattern, isVariable: declaration.isVariable, isOptional: false)
    case .function(let literal):
      if let name = literal.name {
        declare(name, isVariable: false, function: literal, isOptional: false)
      }
      resolve(literal)
    case .assignment(let target, _, let value):
      resolve(value)
      resolveTarget(target)
    case .expression(let expression):
      resolveStatement(expression, isUsed: isUsed)
      if !isUsed { warnIfWithoutEffect(expression) }
    case .loop(let pattern, let sequence, let body):
      resolve(sequence)
      block {
        declare(pattern, isVariable: false)
        loop(body)
      }
    case .while(let condition, let body):
      resolve(condition)
      loop(body)
    case .return(let value):
      if let value { resolve(value) }
      if isOutsideFunctions {
        report("E0205", "`return` is only possible inside a function", at: statement.span)
      } else {
        checkJump("return", statement.span)
      }
    case .break: checkLoopJump("break", statement.span)
    case .continue: checkLoopJump("continue", statement.span)
    case .throw(let value): resolve(value)
    case .import(let item):
      if isTopLevel {
        declare(item.name, isVariable: false)
      } else {
        report(
          "E0209", "`import` is only possible at the top level of a script", at: statement.span)
      }
    }
  }

  /// Defines the names of a pattern.
  func declare(_ pattern: Pattern, isVariable: Bool, isOptional: Bool = true) {
    for name in pattern.names {
      declare(name, isVariable: isVariable, isOptional: isOptional)
    }
  }

  /// Resolves the statements of a block in a scope of their own.
  ///
  /// - Parameter isUsed: whether something uses the block's value.
  func resolve(_ body: Block, isUsed: Bool) {
    block { resolve(body.statements, shows: isUsed ? .last : .none) }
  }

  private func loop(_ body: Block) {
    let values = function.values
    function.values = 0
    function.loops += 1
    resolve(body, isUsed: false)
    function.loops -= 1
    function.values = values
  }

  private func checkLoopJump(_ word: String, _ span: Span) {
    if function.loops == 0 {
      report("E0205", "`\(word)` is only possible inside a loop", at: span)
    } else {
      checkJump(word, span)
    }
  }

  private func checkJump(_ word: String, _ span: Span) {
    guard function.values > 0 else { return }
    report(
      "E0206", "`\(word)` cannot leave something that is used as a value", at: span,
      hint: "write the `if`, `match` or `try` around it as a statement of its own")
  }

  private func resolveTarget(_ target: Expression) {
    switch target.kind {
    case .name(let name):
      guard let place = use(name, at: target.span, isTarget: true) else { return }
      if let reason = reasonNotAssignable(place) {
        report("E0204", "`\(name)` cannot be changed: it is \(reason.what)", at: target.span,
          notes: reason.notes, hint: reason.hint)
      }
    case .member(let base, _): resolveTarget(base)
    case .index(let base, let items):
      resolveTarget(base)
      for item in items { resolve(item) }
    default: resolve(target)
    }
  }

  private func reasonNotAssignable(
    _ place: Place
  ) -> (what: String, hint: String?, notes: [Diagnostic.Note])? {
    switch place {
    case .local(let variable):
      if variable.isVariable { return nil }
      let note = Diagnostic.Note("it is defined here", span: variable.span)
      if variable.function != nil { return ("a function", nil, [note]) }
      return ("not a `var`", "define it with `var`, or use another name", [note])
    case .global(let cell):
      switch planned[cell.name].map(\.origin) ?? cell.origin {
      case .variable: return nil
      case .constant: return ("a `let`", "define it with `var`", [])
      case .function: return ("a function", "choose another name for the variable", [])
      case .module: return ("a module", "a module's names are read, not changed", [])
      case .builtin: return ("a built-in", "define your own with `var \(cell.name) = ...`", [])
      }
    }
  }
}
