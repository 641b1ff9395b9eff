import UptSyntax

/// Shows an observer the value of every expression while a function runs; a check of gradients
/// finds the expression to blame that way.
///
/// The function is compiled once more for it, with a look at the value behind every expression, so
/// that ordinary code pays nothing. Functions of the script that such code comes across are
/// exchanged for their observed form in the same look, and so are those inside of a list or record.
final class Observation {
  private unowned(unsafe) let interpreter: Interpreter
  /// nil once the call has ended; a closure may have been kept beyond it.
  private var observer: Interpreter.Observer?
  /// The observed form of every function met so far; the original is held for its identity.
  private var forms: [ObjectIdentifier: (original: FunctionCode, observed: FunctionCode)] = [:]

  init(_ interpreter: Interpreter, _ observer: @escaping Interpreter.Observer) {
    self.interpreter = interpreter
    self.observer = observer
  }

  func end() {
    observer = nil
    // They hold the compiler, which holds this.
    forms = [:]
  }

  /// Code that shows its value.
  func watching(_ code: @escaping Code, at span: Span) -> Code {
    { [self] frame in
      let value = try code(frame)
      guard let observer else { return value }
      return observed(try observer(span, value))
    }
  }

  /// The value with the script's functions in their observed form.
  func observed(_ value: Value) -> Value {
    switch value {
    case .function(let function): return .function(observed(function))
    case .list(let list) where list.elements.contains(where: \.isScriptFunction):
      return .list(list.elements.map(exchanged))
    case .record(let record) where record.values.contains(where: \.isScriptFunction):
      return .record(RecordValue(labels: record.labels, values: record.values.map(exchanged)))
    default: return value
    }
  }

  func observed(_ function: FunctionValue) -> FunctionValue {
    guard case .script(let code) = function.kind,
      code.compiler.observation !== self
    else { return function }
    let identity = ObjectIdentifier(code)
    let observed = forms[identity]?.observed ?? compiled(code)
    forms[identity] = (code, observed)
    return FunctionValue(observed, captures: Array(function.held))
  }

  private func compiled(_ code: FunctionCode) -> FunctionCode {
    let compiler = Compiler(
      interpreter: interpreter, resolution: code.compiler.resolution, observation: self)
    compiler.place = code.place
    return compiler.function(code.literal)
  }

  private func exchanged(_ element: Value) -> Value {
    guard case .function(let function) = element else { return element }
    return .function(observed(function))
  }
}

extension Value {
  fileprivate var isScriptFunction: Bool {
    guard case .function(let function) = self, case .script = function.kind else { return false }
    return true
  }
}

extension Interpreter {
  /// Sees where an expression stands and its value; the program goes on with what it returns.
  public typealias Observer = (Span, Value) throws -> Value

  /// Calls a function as ``call(_:_:)`` does, and shows `observer` the value of every expression
  /// of it and of the script's functions it calls, in the order in which they are computed.
  /// Literals are not shown.
  public func call(
    _ function: FunctionValue, _ arguments: [Value], observing observer: @escaping Observer
  ) throws -> Value {
    let observation = Observation(self, observer)
    defer { observation.end() }
    return try call(observation.observed(function), arguments.map(observation.observed))
  }
}
