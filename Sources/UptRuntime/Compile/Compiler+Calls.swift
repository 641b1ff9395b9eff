import UptSyntax

extension Compiler {
  func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Code {
    let site = CallSite(callee, arguments, at: span, compiler: self)
    switch callee.kind {
    case .member(let base, let name): return methodCall(base, name, site)
    case .name:
      guard case .global(let cell)? = resolution.places[callee.span.lower] else { break }
      if !cell.isBuiltin { return globalCall(cell, expression(callee), site) }
      if case .function(let function)? = cell.current, let builtin = function.builtin {
        if builtin.name == "assert", let code = assertion(arguments, site) { return code }
        return { frame in try site.call(builtin, nil, frame) }
      }
    default: break
    }
    let code = expression(callee)
    return { frame in try site.call(try code(frame), frame) }
  }

  private func globalCall(
    _ cell: GlobalCell, _ callee: @escaping Code, _ site: CallSite
  ) -> Code {
    guard site.isPositional, observation == nil else {
      return { frame in try site.call(try callee(frame), frame) }
    }
    let codes = site.codes
    switch codes.count {
    case 0: return directCall(cell, callee, site, NoArguments())
    case 1: return directCall(cell, callee, site, OneArgument(first: codes[0].run))
    case 2:
      return directCall(
        cell, callee, site, TwoArguments(first: codes[0].run, second: codes[1].run))
    default: return directCall(cell, callee, site, ManyArguments(codes: codes))
    }
  }

  /// The code of a call that looks first whether the global holds a plain function.
  @inline(__always)
  private func directCall(
    _ cell: GlobalCell, _ callee: @escaping Code, _ site: CallSite,
    _ arguments: some ArgumentCodes
  ) -> Code {
    { frame in
      guard let direct = cell.direct, direct.parameters == arguments.count else {
        return try site.call(try callee(frame), frame)
      }
      return try direct.code._withUnsafeGuaranteedRef { code in
        try site.run(code, nil, arguments, frame)
      }
    }
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
    let variable = path.variable
    let isWhole = path.steps.isEmpty
    let other: Code = { [self] frame in
      try callMethod(of: try code(frame), core, name, site, frame)
    }
    // No binding may hold the value while it is changed, or it would be copied.
    let whole: Code = { [self] frame in
      guard let method = core.mutatingMethod(of: variable.pointer(frame).pointee) else {
        return try other(frame)
      }
      guard !isFixed else { throw fixed(name) }
      return try site.mutate(variable.pointer(frame), method, frame)
    }
    let part: Code = { [self] frame in
      // A variable without a value yet: `other` knows how to say it.
      if case .nothing = variable.pointer(frame).pointee { return try other(frame) }
      let subscripts = try path.subscripts(frame)
      guard let method = core.mutatingMethod(of: try path.value(frame, at: subscripts)) else {
        return try callMethod(of: try path.value(frame, at: subscripts), core, name, site, frame)
      }
      guard !isFixed else { throw fixed(name) }
      let arguments = try site.evaluate(frame)
      var result = Value.nothing
      try path.update(frame, at: subscripts) {
        result = try site.mutate(&$0, method, arguments, frame)
      }
      return result
    }
    let general = isWhole ? whole : part
    // Most often a list grows, and its method is known.
    guard isWhole, !isFixed, site.hasOneArgument, let ofList = core.mutating?.list,
      let change = ofList.change
    else { return general }
    return site.change(variable, ofList, change, general)
  }

  private func fixed(_ method: Identifier) -> LocatedError {
    located(
      RuntimeError(
        .type, "`\(method.name)` changes its variable, which is not a `var`",
        hint: "define it with `var`"), at: method.span)
  }
}
