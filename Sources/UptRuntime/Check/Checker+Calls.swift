import UptSyntax

extension Checker {
  /// A call that is being gone through: where it stands and its arguments.
  struct Site {
    let place: CallPlace
    let shapes: [ArgumentMatch.Shape]
    let values: [Value]

    var span: Span { place.span }
  }

  func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Value {
    func site() -> Site {
      Site(
        place: CallPlace(span: span, callee: callee, arguments: arguments),
        shapes: arguments.map { .init(label: $0.label?.name, isTrailing: $0.isTrailing) },
        values: arguments.map { evaluate($0.value) })
    }
    guard case .member(let base, let name) = callee.kind else {
      let value = evaluate(callee)
      return call(value, site())
    }
    let receiver = evaluate(base)
    let core = CoreMethods.lookUp(name.name)
    if core.mutating != nil, let root = base.root,
      receiver.isUnknown || core.mutatingMethod(of: receiver.example ?? receiver) != nil {
      set(root.span, to: .unknown)
      _ = site()
      return .unknown
    }
    if let method = method(name.name, of: receiver, core) {
      return call(method, receiver: receiver, site())
    }
    let value = member(of: receiver, name)
    return call(value, site())
  }

  /// The method that a call means, if it is one.
  private func method(_ name: String, of receiver: Value, _ core: CoreMethods.Methods) -> Builtin? {
    if let method = core.method(of: receiver) { return method }
    if case .object(let object) = receiver { return object.method(name) }
    return nil
  }

  /// Calls whatever `callee` is.
  private func call(_ callee: Value, _ site: Site) -> Value {
    switch callee {
    case .function(let function):
      guard let builtin = function.builtin else { return .unknown }
      if let script = functions[ObjectIdentifier(builtin)] { return call(script, site) }
      return call(builtin, receiver: function.receiver, site)
    case .object(let object):
      if let function = object.callable { return call(.function(function), site) }
      guard let example = callee.example, !callee.isUnknown else { return .unknown }
      if case .function = example { return .unknown }
    default: break
    }
    report(
      RuntimeError(.type, "\(callee.typeWithArticle) cannot be called as a function"),
      at: site.span)
    return .unknown
  }

  private func match(
    _ site: Site, _ parameters: [Parameter], _ name: String
  ) -> [ArgumentMatch.Source]? {
    do { return try ArgumentMatch(site.shapes, to: parameters, of: name).sources } catch {
      let place = error.argument.map(site.place.label)
      report(RuntimeError(.call, error.message, hint: error.hint), at: place ?? site.span)
      return nil
    }
  }

  // MARK: Functions of the host

  /// Lets the rehearsal of a built-in answer.
  private func call(_ builtin: Builtin, receiver: Value?, _ site: Site) -> Value {
    guard let sources = match(site, builtin.parameters, builtin.name),
      let rehearsal = CoreRehearsals.find(builtin, receiver)
    else { return .unknown }
    let call = Call(
      builtin: builtin, arguments: Machine.fill(builtin.parameters, sources, site.values),
      receiver: receiver, span: site.span, path: 0, interpreter: interpreter.value)
    calls.append(TraceFrame(function: builtin.name, call: site.span))
    let result = Result { try rehearsal(call) }
    calls.removeLast()
    do { return try result.get() } catch {
      let located = site.place.located(error, of: call, site.values, sources) { [self] in
        value(at: $0.span)
      }
      report(located, at: site.span)
      return .unknown
    }
  }

  // MARK: Functions of the script

  private func call(_ function: ScriptFunction, _ site: Site) -> Value {
    guard let sources = match(site, function.parameters, function.name) else { return .unknown }
    calls.append(TraceFrame(function: function.name, call: site.span))
    defer { calls.removeLast() }
    return apply(
      function,
      sources.map { if case .argument(let index) = $0 { site.values[index] } else { nil } })
  }
}
