/// A function as a value: the script's own, a built-in, or a method together with its object.
public final class FunctionValue {
  /// What stands behind a function value.
  enum Kind {
    /// A function of the script.
    case script(FunctionCode)
    /// A built-in.
    case builtin(Builtin)
  }

  let kind: Kind
  /// The boxes of the variables that a function of the script captured; the object of a method.
  let held: UnsafeMutableBufferPointer<Value>

  /// A function of the script with the boxes it captured.
  init(_ code: FunctionCode, captures: [Value]) {
    kind = .script(code)
    held = FunctionValue.memory(of: captures)
  }

  /// A built-in as a value.
  public init(_ builtin: Builtin) {
    kind = .builtin(builtin)
    held = FunctionValue.memory(of: [])
  }

  /// A method together with the object it is called on.
  public init(_ method: Builtin, receiver: Value) {
    kind = .builtin(method)
    held = FunctionValue.memory(of: [receiver])
  }

  private static func memory(of values: [Value]) -> UnsafeMutableBufferPointer<Value> {
    let memory = UnsafeMutableBufferPointer<Value>.allocate(capacity: values.count)
    _ = memory.initialize(from: values)
    return memory
  }

  deinit {
    guard !held.isEmpty else { return held.deallocate() }
    var values = Array(held)
    held.deinitialize()
    held.deallocate()
    Nesting.release(&values)
  }

  /// What diagnostics and traces call it.
  public var name: String {
    switch kind {
    case .script(let code): code.name
    case .builtin(let builtin): builtin.name
    }
  }

  /// Its parameters in order.
  public var parameters: [Parameter] {
    switch kind {
    case .script(let code): code.parameters
    case .builtin(let builtin): builtin.parameters
    }
  }

  /// What its author says of it: a built-in's help, or the comment above a script's function.
  public var documentation: String {
    switch kind {
    case .script(let code): code.literal.documentation
    case .builtin(let builtin): builtin.help
    }
  }

  /// The object of a method; nil for other functions.
  var receiver: Value? {
    if case .builtin = kind { return held.first }
    return nil
  }

  /// The built-in behind it, if it is one.
  public var builtin: Builtin? {
    if case .builtin(let builtin) = kind { return builtin }
    return nil
  }
}

extension Value {
  /// A built-in as a function value.
  public static func function(_ builtin: Builtin) -> Value { .function(FunctionValue(builtin)) }
}
