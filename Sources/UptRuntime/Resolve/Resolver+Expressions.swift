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
    case .name(let name): _ = use(name, at: expression.span)
    case .member(let base, _): resolve(base)
    case .call(let callee, let arguments):
      resolve(callee)
      arguments.forEach { resolve($0.value) }
      check(callee, arguments, expression.span)
    case .index(let base, let items):
      resolve(base)
      items.forEach(resolve)
    case .unary(_, let operand): resolve(operand)
    case .binary(_, let left, let right), .logical(_, let left, let right),
      .range(let left, let right, _):
      resolve(left)
      resolve(right)
    case .function(let literal): resolve(literal)
    case .conditional(let conditional): resolve(conditional, isValue: true)
    }
  }

  /// Resolves an expression that is a statement, where an `if` may hold jumps.
  func resolveStatement(_ expression: Expression) {
    if case .conditional(let conditional) = expression.kind {
      resolve(conditional, isValue: false)
    } else {
      resolve(expression)
    }
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
    if let format, FormatSpec(format.name) == nil {
      report(
        "E0114", "`\(format.name)` is not a format", at: format.span,
        hint: "for instance .3f, .1%, 8.2f, >10, e, g or d")
    }
  }

  private func resolve(_ conditional: Conditional, isValue: Bool) {
    function.values += isValue ? 1 : 0
    for branch in conditional.branches {
      resolve(branch.condition)
      resolve(branch.body)
    }
    if let otherwise = conditional.otherwise { resolve(otherwise) }
    function.values -= isValue ? 1 : 0
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
    for statement in literal.body.statements { resolve(statement) }
    for (_, variable) in inner.layout.captures {
      variable.slot = inner.layout.size
      inner.layout.size += 1
    }
    resolution.layouts[ObjectIdentifier(literal)] = inner.layout
    if let parent = inner.parent { function = parent }
  }

  // MARK: Calls

  private func check(_ callee: Expression, _ arguments: [Argument], _ span: Span) {
    guard case .name(let name) = callee.kind,
      let place = resolution.places[callee.span.lower],
      let parameters = knownParameters(place)
    else { return }
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
