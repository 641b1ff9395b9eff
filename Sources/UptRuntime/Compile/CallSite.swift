import UptSyntax

/// One call in a script: its arguments and how they filled the parameters of the function that
/// was called last, so that a loop matches them only once.
final class CallSite {
  var span: Span { source.span }
  let codes: [HeldCode]
  let shapes: [ArgumentMatch.Shape]
  let isPositional: Bool
  /// Where in the program it is.
  private let place: UInt64
  private let source: CallPlace
  private let compiler: Compiler
  private let machine: Machine
  /// The first two arguments, which most calls have no more than.
  private let first: Code
  private let second: Code
  private var lastCallee: AnyObject?
  private var lastMatch: ArgumentMatch?

  init(_ callee: Expression, _ arguments: [Argument], at span: Span, compiler: Compiler) {
    source = CallPlace(span: span, callee: callee, arguments: arguments)
    self.compiler = compiler
    place = compiler.place.nextCall()
    codes = arguments.map { HeldCode(run: compiler.expression($0.value)) }
    shapes = arguments.map {
      ArgumentMatch.Shape(label: $0.label?.name, isTrailing: $0.isTrailing)
    }
    machine = compiler.machine
    first = codes.isEmpty ? { _ in .nothing } : codes[0].run
    second = codes.count > 1 ? codes[1].run : { _ in .nothing }
    isPositional = arguments.allSatisfy { $0.label == nil }
  }

  var hasOneArgument: Bool { codes.count == 1 && isPositional }

  /// The arguments' values, in the order of the script.
  func evaluate(_ frame: Frame) throws -> [Value] {
    switch codes.count {
    case 0: return []
    case 1: return [try first(frame)]
    default: return try codes.map { try $0.run(frame) }
    }
  }

  // MARK: Calling

  /// Calls whatever `callee` is.
  func call(_ callee: Value, _ frame: Frame) throws -> Value {
    switch callee {
    case .function(let function): return try call(function, frame)
    case .object(let object):
      if let function = object.callable { return try call(function, frame) }
    default: break
    }
    throw compiler.located(
      RuntimeError(.type, "\(callee.typeWithArticle) cannot be called as a function"), at: span)
  }

  private func call(_ function: FunctionValue, _ frame: Frame) throws -> Value {
    switch function.kind {
    case .builtin(let builtin): return try call(builtin, function.receiver, frame)
    case .script(let code): return try call(code, function, frame)
    }
  }

  private func call(
    _ code: FunctionCode, _ function: FunctionValue, _ frame: Frame
  ) throws -> Value {
    guard code.isPlain, isPositional, codes.count == code.slots.count else {
      let match = try match(code, code.parameters, code.name)
      let path = machine.enterCall(at: place)
      defer { machine.leaveCall(to: path) }
      let arguments = try evaluate(frame)
      do { return try machine.run(code, function, arguments, match.sources) } catch {
        throw traced(error, code.name)
      }
    }
    switch codes.count {
    case 0: return try run(code, function, NoArguments(), frame)
    case 1: return try run(code, function, OneArgument(first: first), frame)
    case 2: return try run(code, function, TwoArguments(first: first, second: second), frame)
    default: return try run(code, function, ManyArguments(codes: codes), frame)
    }
  }

  /// Calls a plain function of the script with as many arguments as it has parameters.
  @inline(__always)
  func run(
    _ code: FunctionCode, _ function: FunctionValue?, _ arguments: some ArgumentCodes,
    _ frame: Frame
  ) throws -> Value {
    let path = machine.enterCall(at: place)
    defer { machine.leaveCall(to: path) }
    let values = try arguments.evaluate(frame)
    do { return try machine.run(code, function, values) } catch { throw traced(error, code.name) }
  }

  /// Calls a built-in, as a method if there is a receiver.
  func call(_ builtin: Builtin, _ receiver: Value?, _ frame: Frame) throws -> Value {
    if let scalar = builtin.scalar, hasOneArgument {
      let value = try first(frame)
      do { if let result = try scalar(value) { return result } } catch {
        throw compiler.located(error, at: source.arguments[0].value.span)
      }
      return try run(builtin, receiver, [value], frame)
    }
    return try run(builtin, receiver, try evaluate(frame), frame)
  }

  private func run(
    _ builtin: Builtin, _ receiver: Value?, _ values: [Value], _ frame: Frame
  ) throws -> Value {
    let path = machine.enterCall(at: place)
    defer { machine.leaveCall(to: path) }
    let call = try prepare(builtin, receiver, values)
    do { return try builtin.run(call) } catch { throw placed(error, call, values, frame) }
  }

  /// Calls a built-in that changes a variable.
  func mutate(
    _ variable: UnsafeMutablePointer<Value>, _ builtin: Builtin, _ frame: Frame
  ) throws -> Value {
    let values = try evaluate(frame)
    return try mutate(&variable.pointee, builtin, values, frame)
  }

  /// The code of a call of a list's method of one parameter that changes a variable; any other
  /// value of the variable is left to `general`.
  func change(
    _ variable: VariableStorage, _ builtin: Builtin, _ change: Builtin.Change,
    _ general: @escaping Code
  ) -> Code {
    let (first, run) = (first, change.run)
    return { [self] frame in
      guard case .list = variable.pointer(frame).pointee else { return try general(frame) }
      let value = try first(frame)
      do { return try run(&variable.pointer(frame).pointee, value) } catch {
        throw placed(error, try prepare(builtin, nil, [value]), [value], frame)
      }
    }
  }

  /// Calls a built-in that changes its receiver.
  func mutate(
    _ receiver: inout Value, _ builtin: Builtin, _ values: [Value], _ frame: Frame
  ) throws -> Value {
    guard let mutate = builtin.mutate else { return .nothing }
    let call = try prepare(builtin, nil, values)
    do { return try mutate(&receiver, call) } catch { throw placed(error, call, values, frame) }
  }

  private func prepare(_ builtin: Builtin, _ receiver: Value?, _ values: [Value]) throws -> Call {
    let match = try match(builtin, builtin.parameters, builtin.name)
    return Call(
      builtin: builtin,
      arguments: match.isPlain
        ? values : Machine.fill(builtin.parameters, match.sources, values),
      receiver: receiver, span: span, path: machine.state.pointee.path,
      interpreter: compiler.interpreter)
  }

  private func match(
    _ callee: AnyObject, _ parameters: [Parameter], _ name: String
  ) throws -> ArgumentMatch {
    if let lastMatch, lastCallee === callee { return lastMatch }
    do {
      let match = try ArgumentMatch(shapes, to: parameters, of: name)
      lastCallee = callee
      lastMatch = match
      return match
    } catch {
      let place = error.argument.map(source.label)
      throw compiler.located(
        RuntimeError(.call, error.message, hint: error.hint), at: place ?? span)
    }
  }

  // MARK: Errors

  /// The error of a script's function, with this call added to its trace.
  @inline(never)
  private func traced(_ error: any Error, _ name: String) -> LocatedError {
    let located = compiler.located(error, at: span)
    located.error.trace.append(TraceFrame(function: name, call: span))
    return located
  }

  /// The error of a built-in: at the argument it blames, or at the call. An error that comes out
  /// of a closure the built-in called has its place already and gets a line in the trace.
  @inline(never)
  private func placed(
    _ error: any Error, _ call: Call, _ values: [Value], _ frame: Frame
  ) -> LocatedError {
    if let located = error as? LocatedError, located.error.span != nil {
      located.error.trace.append(TraceFrame(function: call.builtin.name, call: span))
      return located
    }
    return source.located(error, of: call, values, lastMatch?.sources ?? []) { [compiler] in
      compiler.peek($0, frame)
    }
  }
}
