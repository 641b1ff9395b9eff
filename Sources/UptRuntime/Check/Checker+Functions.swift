import UptSyntax

/// A function of a script as a check knows it.
final class ScriptFunction {
  let literal: FunctionLiteral
  let name: String
  let parameters: [Parameter]
  /// What was known of the variables it captured when it was made.
  let captured: [ObjectIdentifier: Value]

  init(_ literal: FunctionLiteral, captured: [ObjectIdentifier: Value]) {
    self.literal = literal
    name = literal.name?.name ?? "closure"
    parameters = FunctionCode.parameters(of: literal)
    self.captured = captured
  }
}

extension Checker {
  /// The function that a literal makes: as a value, a built-in that goes through its body.
  func closure(_ literal: FunctionLiteral) -> Value {
    var captured: [ObjectIdentifier: Value] = [:]
    for (outer, inner) in resolution.layouts[ObjectIdentifier(literal)]?.captures ?? [] {
      captured[ObjectIdentifier(inner)] = values[ObjectIdentifier(outer)]
    }
    let function = ScriptFunction(literal, captured: captured)
    let builtin = Builtin(function.name, function.parameters) { [weak self] call in
      let arguments = zip(function.parameters, call.arguments).map { parameter, value -> Value? in
        // A default is left to the function.
        if case .computed = parameter.kind, case .nothing = value { return nil }
        return value
      }
      return self?.apply(function, arguments) ?? .unknown
    }.rehearsed { try $0.performed() }.standing(for: literal)
    functions[ObjectIdentifier(builtin)] = function
    met.append(function)
    return .function(builtin)
  }

  /// What a function gives for these arguments; those that are nil have defaults.
  func apply(_ function: ScriptFunction, _ arguments: [Value?]) -> Value {
    let id = ObjectIdentifier(function.literal)
    visited.insert(id)
    guard mayGoOn(), active.count < Checker.depthLimit, !active.contains(id) else {
      return .unknown
    }
    active.append(id)
    let outer = returned
    returned = nil
    defer {
      active.removeLast()
      returned = outer
    }
    values.merge(function.captured) { $1 }
    for (parameter, value) in zip(function.literal.parameters, arguments) {
      set(parameter.name, to: value ?? parameter.defaultValue.map(evaluate) ?? .unknown)
    }
    let outcome = run(function.literal.body)
    guard let returned else { return outcome.hasLeft ? .unknown : outcome.value }
    return outcome.hasLeft ? returned : returned.joined(with: outcome.value)
  }
}
