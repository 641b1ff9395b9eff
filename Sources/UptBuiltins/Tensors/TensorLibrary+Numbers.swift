import UptRuntime
import UptTensor

extension TensorLibrary {
  /// The language's own functions by name; what is replaced here falls back to them.
  private static let core: [String: Builtin] = {
    var limits = Limits()
    limits.stackValues = 0
    let builtins = Interpreter(limits: limits).builtins
    return Dictionary(builtins.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }()

  /// `exp(x)` and its like: of a number a number, of a tensor a tensor.
  static let elementwise: [Builtin] = ElementFunction.all.map { function in
    let original = core[function.name].map { FunctionValue($0) }
    let isWhole = function.name == "abs"
    let (argument, result) = function.example
    let expected = isWhole ? String(result.prefix { $0 != "." }) : result
    return Builtin(
      scalar: function.name, [.required("x", help: "a number or a tensor")],
      help: """
        \(function.sentence), of a number or of every element of a tensor.

            \(function.name)(\(argument))      # \(expected)
            \(function.name)(tensor([\(argument)])).to_list()      # [\(result)]
        """,
      quick: { value in
        switch value {
        case .int(let number) where isWhole: try absolute(number)
        case .real(let number) where isWhole: .real(abs(number))
        case .int(let number): function.scalar.map { .real($0(Double(number))) }
        case .real(let number): function.scalar.map { .real($0(number)) }
        default: nil
        }
      },
      body: { call in
        switch call[0] {
        case .int(let number) where isWhole: return try absolute(number)
        case .real(let number) where isWhole: return .real(abs(number))
        case .int, .real:
          if let scalar = function.scalar { return .real(scalar(try call.real(0))) }
          if let original { return try call.blaming("x") { try call.call(original, [call[0]]) } }
          return .tensor(try call.variable(0).apply(function.unary))
        default: return .tensor(try call.variable(0).apply(function.unary))
        }
      })
  }

  private static func absolute(_ number: Int) throws -> Value {
    if let result = Int(exactly: number.magnitude) { return .int(result) }
    throw RuntimeError(.arithmetic, "abs(\(number)) is too large for an integer", argument: 0)
  }

  /// The language's functions of one number, which take a tensor of one element, too.
  static let numeric: [Builtin] = [
    widened("int", "int(tensor(2.5))      # 2"),
    widened("float", "float(tensor(2.5))      # 2.5"),
    rounding("floor", .down, "floor(tensor([1.5, -1.5])).to_list()      # [1.0, -2.0]"),
    rounding("ceil", .up, "ceil(tensor([1.5, -1.5])).to_list()      # [2.0, -1.0]"),
    rounding("round", .toNearestOrEven, "round(tensor([1.2, 1.7])).to_list()      # [1.0, 2.0]"),
  ].compactMap { $0 }

  private static func widened(_ name: String, _ example: String) -> Builtin? {
    guard let original = core[name] else { return nil }
    let function = FunctionValue(original)
    let first = original.parameters.first?.name ?? ""
    return Builtin(name, original.parameters, help: original.help + "\n    " + example) { call in
      var arguments = call.arguments
      if arguments.first?.asTensor != nil { arguments[0] = .real(try call.number(0)) }
      return try call.blaming(first) { try call.call(function, arguments) }
    }
  }

  /// Rounds numbers as the language does and the elements of tensors to whole numbers.
  private static func rounding(
    _ name: String, _ rule: FloatingPointRoundingRule, _ example: String
  ) -> Builtin? {
    guard let original = core[name] else { return nil }
    let function = FunctionValue(original)
    let first = original.parameters.first?.name ?? ""
    let help = original.help + "\n    " + example
    return Builtin(name, original.parameters, help: help) { call in
      guard let tensor = call[0].asTensor, tensor.value.rank > 0 else {
        var arguments = call.arguments
        if call[0].asTensor != nil { arguments[0] = .real(try call.number(0)) }
        return try call.blaming(first) { try call.call(function, arguments) }
      }
      if call.has("digits") {
        throw call.error(1, "the elements of a tensor are rounded to whole numbers only")
      }
      var result = tensor.value
      for i in result.data.indices { result.data[i] = result.data[i].rounded(rule) }
      return .tensor(result)
    }
  }
}
