import UptSyntax

extension Compiler {
  func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Code {
    let site = CallSite(arguments, at: span, compiler: self)
    switch callee.kind {
    case .member(let base, let name): return methodCall(base, name, site)
    case .name:
      if case .global(let cell)? = resolution.places[callee.span.lower], cell.isBuiltin,
        case .function(let function)? = cell.current, let builtin = function.builtin {
        if builtin.name == "assert", let code = assertion(arguments, site) { return code }
        return { frame in try site.call(builtin, nil, frame) }
      }
    default: break
    }
    let code = expression(callee)
    return { frame in try site.call(try code(frame), frame) }
  }

  func member(_ base: Expression, _ name: Identifier) -> Code {
    let code = expression(base)
    return { [self] frame in
      let value = try code(frame)
      do { return try Members.get(value, name.name) } catch {
        throw located(error, at: name.span)
      }
    }
  }

  private func methodCall(_ base: Expression, _ name: Identifier, _ site: CallSite) -> Code {
    let code = expression(base)
    let core = CoreMethods.lookUp(name.name)
    if core.mutating != nil, let path = path(base) {
      return mutatingCall(path, code, core, name, site)
    }
    return { [self] frame in
      try callMethod(of: try code(frame), core, name, site, frame)
    }
  }

  private func callMethod(
    of value: Value, _ core: CoreMethods.Methods, _ name: Identifier, _ site: CallSite,
    _ frame: Frame
  ) throws -> Value {
    if let method = core.method(of: value) { return try site.call(method, value, frame) }
    let callee: Value
    if case .object(let object) = value, let method = object.method(name.name) {
      return try site.call(method, value, frame)
    }
    do { callee = try Members.get(value, name.name) } catch {
      throw located(error, at: name.span)
    }
    return try site.call(callee, frame)
  }

  private func mutatingCall(
    _ path: VariablePath, _ code: @escaping Code, _ core: CoreMethods.Methods, _ name: Identifier,
    _ site: CallSite
  ) -> Code {
    let isFixed = path.isFixed
    return { [self] frame in
      let value = try code(frame)
      guard let method = core.mutatingMethod(of: value) else {
        return try callMethod(of: value, core, name, site, frame)
      }
      guard !isFixed else {
        throw located(
          RuntimeError(
            .type, "`\(name.name)` changes its variable, which is not a `var`",
            hint: "define it with `var`"), at: name.span)
      }
      return try mutate(path, method, value: consume value, site, frame)
    }
  }

  private func mutate(
    _ path: VariablePath, _ method: Builtin, value: consuming Value, _ site: CallSite,
    _ frame: Frame
  ) throws -> Value {
    value = .nothing
    let arguments = try site.evaluate(frame)
    var result = Value.nothing
    try path.update(frame) { result = try site.mutate(&$0, method, arguments) }
    return result
  }
}
