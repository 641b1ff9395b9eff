/// Arguments with the type that a built-in expects; each throws an error that points at the
/// argument. The position is that of the parameter; the forms with a name look it up.
extension Call {
  /// An integer; a real number without a fraction counts.
  public func int(_ position: Int) throws -> Int {
    switch self[position] {
    case .int(let number): return number
    case .real(let number):
      if let exact = Int(exactly: number) { return exact }
      throw mismatch(position, "an int")
    default: throw mismatch(position, "an int")
    }
  }

  /// A number as a real.
  public func real(_ position: Int) throws -> Double {
    switch self[position] {
    case .int(let number): return Double(number)
    case .real(let number): return number
    default: throw mismatch(position, "a number")
    }
  }

  /// A truth value.
  public func bool(_ position: Int) throws -> Bool {
    guard case .bool(let flag) = self[position] else { throw mismatch(position, "a bool") }
    return flag
  }

  /// A string.
  public func text(_ position: Int) throws -> String {
    guard case .text(let text) = self[position] else { throw mismatch(position, "a string") }
    return text.string
  }

  /// The elements of a list, a range, or an object that can be looped over.
  public func list(_ position: Int) throws -> [Value] {
    guard let elements = try self[position].elements(check: interpreter.interrupt.check) else {
      throw mismatch(position, "a list")
    }
    return elements
  }

  /// The labels and values of a record.
  public func record(_ position: Int) throws -> RecordValue {
    guard case .record(let record) = self[position] else { throw mismatch(position, "a record") }
    return record
  }

  /// A function.
  public func function(_ position: Int) throws -> FunctionValue {
    switch self[position] {
    case .function(let function): return function
    case .object(let object):
      if let function = object.callable { return function }
      throw mismatch(position, "a function")
    default: throw mismatch(position, "a function")
    }
  }

  /// An object of the host of type `type`, which a script calls `name`.
  public func object<Object: HostObject>(
    _ position: Int, as type: Object.Type, named name: String
  ) throws -> Object {
    guard case .object(let object) = self[position], let match = object as? Object else {
      throw mismatch(position, name)
    }
    return match
  }

  /// The object that a method of `type` is called on.
  public func receiver<Object: HostObject>(as type: Object.Type) throws -> Object {
    guard case .object(let object)? = receiver, let match = object as? Object else {
      throw RuntimeError(.type, "`\(builtin.name)` is called on a value that does not have it")
    }
    return match
  }

  /// The integer argument of the parameter called `name`.
  public func int(_ name: String) throws -> Int { try int(position(of: name)) }
  /// The number argument of the parameter called `name`.
  public func real(_ name: String) throws -> Double { try real(position(of: name)) }
  /// The truth value of the parameter called `name`.
  public func bool(_ name: String) throws -> Bool { try bool(position(of: name)) }
  /// The string argument of the parameter called `name`.
  public func text(_ name: String) throws -> String { try text(position(of: name)) }
  /// The elements of the argument of the parameter called `name`.
  public func list(_ name: String) throws -> [Value] { try list(position(of: name)) }
  /// The record argument of the parameter called `name`.
  public func record(_ name: String) throws -> RecordValue { try record(position(of: name)) }
  /// The function argument of the parameter called `name`.
  public func function(_ name: String) throws -> FunctionValue {
    try function(position(of: name))
  }

  /// The error that the argument at a position is not what was expected, e.g. `a list`.
  public func mismatch(_ position: Int, _ expected: String) -> RuntimeError {
    let value = self[position]
    let name =
      position >= 0 && position < builtin.parameters.count
      ? builtin.parameters[position].name : "argument"
    var hint: String?
    if case .function(let function) = value, !function.parameters.isEmpty {
      hint = "`\(function.name)` is a function; call it: \(function.name)(…)"
    }
    return RuntimeError(
      .type, "`\(name)` of `\(builtin.name)` must be \(expected), not \(value.typeWithArticle)",
      hint: hint, argument: position)
  }
}
