import UptSyntax

/// One call of a built-in: the arguments, already matched to the parameters, and the way back
/// into the script.
public struct Call {
  /// The built-in that is called.
  public let builtin: Builtin
  /// One value for each parameter, in order; defaults are filled in.
  public let arguments: [Value]
  /// The object, if the built-in is called as a method.
  public let receiver: Value?
  /// The place of the call in the script, if a script called.
  public let span: Span?
  /// The calls that led here and this one's place in the program, as a number. It stays the same
  /// when other lines change; the turns of a loop share it.
  public let path: UInt64
  /// The interpreter, for calling functions and printing.
  public let interpreter: Interpreter

  /// The argument of the parameter at a position; nil-value if there is no such parameter.
  public subscript(position: Int) -> Value {
    position >= 0 && position < arguments.count ? arguments[position] : .nothing
  }

  /// The argument of the parameter called `name`.
  public subscript(name: String) -> Value { self[position(of: name)] }

  /// The value of an operand of a text.
  public func value(of operand: OperandText.Operand) -> Value {
    operand.position < 0 ? receiver ?? .nothing : self[operand.position]
  }

  /// Whether the argument of a parameter was given or has a default other than nil.
  public func has(_ name: String) -> Bool {
    if case .nothing = self[name] { return false }
    return true
  }

  /// Calls a function of the script with arguments by position.
  public func call(_ function: FunctionValue, _ arguments: [Value]) throws -> Value {
    try interpreter.call(function, arguments)
  }

  /// Calls a function of the script with one argument.
  public func call(_ function: FunctionValue, _ argument: Value) throws -> Value {
    try interpreter.call(function, argument)
  }

  /// The position of a parameter; -1 if there is none of this name.
  public func position(of name: String) -> Int {
    builtin.parameters.firstIndex { $0.name == name } ?? -1
  }

  /// An error that points at the argument of a parameter.
  public func error(
    _ position: Int, _ message: String, kind: RuntimeError.Kind = .value, hint: String? = nil
  ) -> RuntimeError {
    RuntimeError(kind, message, hint: hint, argument: position)
  }
}
