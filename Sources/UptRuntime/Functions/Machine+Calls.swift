import UptSyntax

extension Machine {
  /// Calls any function with arguments by position, from outside of compiled code.
  func call(
    _ function: FunctionValue, _ arguments: [Value], interpreter: Interpreter
  ) throws -> Value {
    switch function.kind {
    case .script(let code):
      if code.isPlain, arguments.count == code.slots.count {
        return try run(code, function, ManyValues(values: arguments))
      }
      let sources = try match(arguments.count, code.parameters, code.name)
      return try run(code, function, arguments, sources)
    case .builtin(let builtin):
      let sources = try match(arguments.count, builtin.parameters, builtin.name)
      do {
        return try builtin.run(
          Call(
            builtin: builtin, arguments: Machine.fill(builtin.parameters, sources, arguments),
            receiver: function.receiver, span: nil, path: state.pointee.path,
            interpreter: interpreter))
      } catch var error as RuntimeError {
        // The argument to blame is none of the script's.
        error.argument = nil
        throw error
      }
    }
  }

  /// Calls any function with one argument.
  func call(
    _ function: FunctionValue, _ argument: Value, interpreter: Interpreter
  ) throws -> Value {
    if case .script(let code) = function.kind, code.isPlain, code.slots.count == 1 {
      return try run(code, function, OneValue(first: argument))
    }
    return try call(function, [argument], interpreter: interpreter)
  }

  private func match(
    _ count: Int, _ parameters: [Parameter], _ name: String
  ) throws -> [ArgumentMatch.Source] {
    let shapes = Array(
      repeating: ArgumentMatch.Shape(label: nil, isTrailing: false), count: count)
    do {
      return try ArgumentMatch(shapes, to: parameters, of: name).sources
    } catch {
      throw RuntimeError(.call, error.message, hint: error.hint)
    }
  }

  // MARK: Script functions

  /// Runs a plain function, whose arguments lie in order in its first slots.
  @inline(__always)
  func run(
    _ code: FunctionCode, _ function: FunctionValue?,
    _ arguments: consuming some ArgumentValues
  ) throws -> Value {
    let frame = try push(code.frameSize)
    defer { pop(frame, code.frameSize) }
    arguments.place(in: frame)
    placeCaptures(of: function, code, frame)
    return try code.body(frame)
  }

  /// Runs a function with matched arguments: defaults are computed in its frame, and parameters
  /// that closures capture move into boxes.
  func run(
    _ code: FunctionCode, _ function: FunctionValue, _ arguments: [Value],
    _ sources: [ArgumentMatch.Source]
  ) throws -> Value {
    let frame = try push(code.frameSize)
    defer { pop(frame, code.frameSize) }
    placeCaptures(of: function, code, frame)
    for (position, slot) in code.slots.enumerated() {
      var value = Value.nothing
      if case .argument(let index) = sources[position] {
        value = arguments[index]
      } else if let computed = code.defaults[position] {
        value = try computed(frame)
      }
      frame[slot] = code.boxedSlots.contains(slot) ? .object(Box(value)) : value
    }
    return try code.body(frame)
  }

  @inline(__always)
  private func placeCaptures(
    of function: FunctionValue?, _ code: FunctionCode, _ frame: Frame
  ) {
    guard code.hasCaptures, let function else { return }
    for (slot, box) in zip(code.captureSlots, function.held) {
      (frame + slot).initialize(to: box)
    }
  }

  // MARK: Built-ins

  /// One value per parameter, with defaults filled in.
  static func fill(
    _ parameters: [Parameter], _ sources: [ArgumentMatch.Source], _ arguments: [Value]
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parameters.count)
    for (position, source) in sources.enumerated() {
      switch source {
      case .argument(let index): values.append(arguments[index])
      case .omitted:
        if case .optional(let value) = parameters[position].kind {
          values.append(value)
        } else {
          values.append(.nothing)
        }
      case .rest(let indices): values.append(.list(indices.map { arguments[$0] }))
      case .labelled(let list):
        values.append(.record(list.map { ($0.label, arguments[$0.argument]) }))
      }
    }
    return values
  }
}
