import UptSyntax

extension Resolver {
  func resolve(_ expression: Expression) {
    switch expression.kind {
    case .nothing, .bool, .int, .real, .text, .missing: break
    case .interpolation(let parts): parts.forEach(resolve)
    case .list(let elements): elements.forEach(resolve)
    case .record(let fields): fields.forEach { resolve($0.value) }
    case .dictionary(let entries):
      for entry in entries {
        resolve(entry.key)
        resolve(entry.value)
      }
    case .comprehension(let comprehension): block { resolve(comprehension) }
    case .name(let name): _ = use(name, at: expression.span)
    case .member(let base, let name):
      resolve(base)
      check(member: name, of: base)
    case .call(let callee, let arguments):
      resolve(callee)
      arguments.forEach { resolve($0.value) }
      check(callee, arguments, expression.span)
    case .index(let base, let items):
      resolve(base)
      items.forEach(resolve)
    case .unary(_, let operand): resolve(operand)
    case .binary(let op, let left, let right) where op.isComparison:
      resolve(left)
      resolve(right)
      warnIfConstant(op, left, right, expression.span)
    case .binary(_, let left, let right), .logical(_, let left, let right),
      .otherwise(let left, let right), .range(let left, let right, _):
      resolve(left)
      resolve(right)
    case .function(let literal): resolve(literal)
    case .conditional, .match, .attempt:
      function.values += 1
      resolveBranches(expression, isUsed: true)
      function.values -= 1
    }
  }

  /// Resolves an expression that is a statement, where branches may hold jumps.
  func resolveStatement(_ expression: Expression, isUsed: Bool) {
    switch expression.kind {
    case .conditional, .match, .attempt: resolveBranches(expression, isUsed: isUsed)
    default: resolve(expression)
    }
  }

  private func resolveBranches(_ expression: Expression, isUsed: Bool) {
    switch expression.kind {
    case .conditional(let conditional):
      for branch in conditional.branches {
        resolve(branch.condition)
        resolve(branch.body, isUsed: isUsed)
      }
      if let otherwise = conditional.otherwise { resolve(otherwise, isUsed: isUsed) }
    case .match(let match):
      resolve(match.subject)
      for arm in match.arms { resolve(arm, isUsed: isUsed) }
    case .attempt(let attempt):
      resolve(attempt.body, isUsed: isUsed)
      block {
        if let name = attempt.name { declare(name, isVariable: false) }
        resolve(attempt.handler, isUsed: isUsed)
      }
    default: break
    }
  }

  private func resolve(_ arm: Match.Arm, isUsed: Bool) {
    block {
      let names = Set(arm.patterns[0].names.map(\.name))
      for pattern in arm.patterns.dropFirst() where Set(pattern.names.map(\.name)) != names {
        report(
          "E0211", "the patterns of one arm must have the same names", at: pattern.span,
          hint: "give each its own arm, or write _ for what is not used")
      }
      // The patterns of an arm fill the same variables: those of the first.
      declare(arm.patterns[0], isVariable: false)
      for pattern in arm.patterns.dropFirst() {
        for name in pattern.names {
          if let variable = find(name.name, in: function) {
            resolution.places[name.span.lower] = .local(variable)
          }
        }
      }
      if let condition = arm.condition { resolve(condition) }
      resolve(arm.body, isUsed: isUsed)
    }
  }

  private func resolve(_ comprehension: Comprehension) {
    for clause in comprehension.clauses {
      switch clause {
      case .each(let pattern, let sequence):
        resolve(sequence)
        declare(pattern, isVariable: false)
      case .condition(let condition): resolve(condition)
      }
    }
    if let key = comprehension.key { resolve(key) }
    resolve(comprehension.value)
  }

  func resolve(_ item: SubscriptItem) {
    switch item {
    case .value(let expression): resolve(expression)
    case .slice(let low, let high, _, _):
      if let low { resolve(low) }
      if let high { resolve(high) }
    }
  }

  private func resolve(_ part: StringPart) {
    guard case .value(let expression, let format) = part else { return }
    resolve(expression)
    guard let format else { return }
    do { _ = try FormatSpec(parsing: format.name) } catch {
      report("E0114", error.message, at: format.span, hint: error.hint)
    }
  }

  func resolve(_ literal: FunctionLiteral) {
    let inner = Function(parent: function)
    function = inner
    for parameter in literal.parameters {
      if let value = parameter.defaultValue { resolve(value) }
      if let variable = declare(parameter.name, isVariable: false) {
        inner.layout.parameters.append(variable)
      }
    }
    resolve(literal.body.statements, shows: .last)
    warnOfUnused(inner.blocks[0])
    for (_, variable) in inner.layout.captures {
      variable.slot = inner.layout.size
      inner.layout.size += 1
    }
    resolution.layouts[ObjectIdentifier(literal)] = inner.layout
    if let parent = inner.parent { function = parent }
  }

  // MARK: Calls

  private func check(_ callee: Expression, _ arguments: [Argument], _ span: Span) {
    guard let (name, parameters) = knownFunction(callee) else { return }
    let shapes = arguments.map {
      ArgumentMatch.Shape(label: $0.label?.name, isTrailing: $0.isTrailing)
    }
    do {
      _ = try ArgumentMatch(shapes, to: parameters, of: name)
    } catch {
      let place = error.argument.map { index in
        arguments[index].label?.span ?? arguments[index].value.span
      }
      report("E0301", error.message, at: place ?? span, hint: error.hint)
    }
  }

  /// The name and parameters of the function that an expression certainly is.
  private func knownFunction(_ callee: Expression) -> (name: String, parameters: [Parameter])? {
    switch callee.kind {
    case .name(let name):
      return resolution.places[callee.span.lower].flatMap(knownParameters).map { (name, $0) }
    case .member(let base, let name):
      guard case .function(let literal)? = module(base)?.origin(of: name.name) else { return nil }
      return (name.name, FunctionCode.parameters(of: literal))
    default: return nil
    }
  }

  /// The module that an expression certainly is.
  private func module(_ expression: Expression) -> Module? {
    guard case .name = expression.kind,
      case .global(let cell)? = resolution.places[expression.span.lower],
      case .module(let module) = planned[cell.name].map(\.origin) ?? cell.origin
    else { return nil }
    return module
  }

  private func check(member name: Identifier, of base: Expression) {
    guard let module = module(base), module.origin(of: name.name) == nil else { return }
    report(
      "E0403", "the module `\(module.name)` has no `\(name.name)`", at: name.span,
      hint: Suggestion.hint(for: name.name, among: module.names)
        ?? "it defines \(module.names.prefix(12).joined(separator: ", "))")
  }

  private func knownParameters(_ place: Place) -> [Parameter]? {
    switch place {
    case .local(let variable): return variable.function.map(FunctionCode.parameters)
    case .global(let cell):
      switch planned[cell.name].map(\.origin) ?? cell.origin {
      case .function(let literal): return FunctionCode.parameters(of: literal)
      case .builtin:
        guard case .function(let function)? = cell.current else { return nil }
        return function.parameters
      default: return nil
      }
    }
  }
}
