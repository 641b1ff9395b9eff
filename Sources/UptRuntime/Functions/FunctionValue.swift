/// A function as a value: the script's own, a built-in, or a method together with its object.
public final class FunctionValue {
  /// What stands behind a function value.
  enum Body {
    /// A function of the script with the boxes of the variables it captured.
    case script(FunctionCode, captures: [Value])
    /// A built-in, with its object if it is a method.
    case builtin(Builtin, receiver: Value?)
  }

  private(set) var body: Body

  init(_ body: Body) { self.body = body }

  deinit {
    switch body {
    case .script(let code, var captures):
      body = .script(code, captures: [])
      Nesting.release(&captures)
    case .builtin(let builtin, let receiver):
      guard let receiver else { return }
      body = .builtin(builtin, receiver: nil)
      var values = [receiver]
      Nesting.release(&values)
    }
  }

  /// A built-in as a value.
  public convenience init(_ builtin: Builtin) {
    self.init(.builtin(builtin, receiver: nil))
  }

  /// A method together with the object it is called on.
  public convenience init(_ method: Builtin, receiver: Value) {
    self.init(.builtin(method, receiver: receiver))
  }

  /// What diagnostics and traces call it.
  public var name: String {
    switch body {
    case .script(let code, _): code.name
    case .builtin(let builtin, _): builtin.name
    }
  }

  /// Its parameters in order.
  public var parameters: [Parameter] {
    switch body {
    case .script(let code, _): code.parameters
    case .builtin(let builtin, _): builtin.parameters
    }
  }

  /// What its author says of it: a built-in's help, or the comment above a script's function.
  public var documentation: String {
    switch body {
    case .script(let code, _): code.literal.documentation
    case .builtin(let builtin, _): builtin.help
    }
  }

  /// The built-in behind it, if it is one.
  public var builtin: Builtin? {
    if case .builtin(let builtin, _) = body { return builtin }
    return nil
  }
}

extension Value {
  /// A built-in as a function value.
  public static func function(_ builtin: Builtin) -> Value { .function(FunctionValue(builtin)) }
}
