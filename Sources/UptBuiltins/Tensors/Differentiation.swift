import UptRuntime
import UptTensor

/// One computation of a gradient of a script's function.
struct Differentiation {
  private let function: FunctionValue
  private let call: Call
  private let context: BuiltinContext

  init(_ function: FunctionValue, _ call: Call, _ context: BuiltinContext) {
    self.function = function
    self.call = call
    self.context = context
  }

  /// The value of the function and its gradient with respect to the first argument.
  func run(_ arguments: [Value]) throws -> (value: Tensor, gradient: Value) {
    let tree = try tree(arguments.first ?? .nothing, argument: 0)
    return try guarded {
      let result = try call.call(function, [tree.value] + arguments.dropFirst())
      let loss = try loss(variable(result))
      let gradients = try Variable.gradient(
        of: loss, withRespectTo: tree.leaves.map(\.variable))
      return (loss.value, try tree.rebuilt(gradients))
    }
  }

  /// What a check of the program knows of the function's value and of the gradient's form. The
  /// function sees tensors in the first argument whatever numbers the script gave.
  func rehearsed(
    _ arguments: [Value], argument: Int
  ) throws -> (value: Value, gradient: Value) {
    let first = arguments.first ?? .nothing
    let form = first.isDefinite ? try tree(first, argument: argument).value.standIn() : .unknown
    return (try call.call(function, [form] + arguments.dropFirst()), form)
  }

  /// A result that has a gradient: a single number.
  func loss(_ result: Variable) throws -> Variable {
    guard result.value.count == 1 else {
      throw RuntimeError(
        .shape, "`\(function.name)` gave a tensor of shape \(result.shape), but only a single "
          + "number has a gradient", hint: "end it with .sum() or .mean()")
    }
    return result
  }

  /// The parameters in an argument; an error points at it.
  func tree(_ value: Value, argument: Int) throws -> ParameterTree {
    do {
      let tree = try ParameterTree(value)
      if !tree.leaves.isEmpty { return tree }
      throw RuntimeError(.value, "there is no tensor to differentiate by", argument: argument)
    } catch var error as RuntimeError {
      error.argument = argument
      throw error
    }
  }

  /// What the function returned, as a tensor that may depend on the parameters.
  func variable(_ result: Value) throws -> Variable {
    if let tensor = result.asTensor { return tensor.variable }
    switch result {
    case .int, .real:
      throw RuntimeError(
        .type, "`\(function.name)` gave the plain number \(result.summary), which does not know "
          + "how it was computed", hint: "return a tensor, without item(), float() or int()")
    default:
      throw RuntimeError(
        .type, "`\(function.name)` gave \(result.typeWithArticle), but only a tensor has a "
          + "gradient", hint: result.isNothing ? "does it end with `return`?" : nil)
    }
  }

  /// Runs `body` unless a gradient is being computed already: the engine records no derivatives
  /// of derivatives, and would silently treat the inner gradient as a constant.
  func guarded<Result>(_ body: () throws -> Result) throws -> Result {
    guard context.differentiations == 0 else {
      throw RuntimeError(
        .value, "a gradient inside of a function that is being differentiated is not supported",
        hint: "derivatives of derivatives do not exist here; compute the inner one by hand")
    }
    context.differentiations += 1
    defer { context.differentiations -= 1 }
    return try body()
  }

  /// The call's arguments by position: what was left out at the end is left to the function.
  func arguments() throws -> [Value] {
    var arguments: [Value] = []
    var skipped: String?
    for (parameter, value) in zip(call.builtin.parameters, call.arguments) {
      if case .rest = parameter.kind {
        if case .list(let list) = value { arguments += list.elements }
        continue
      }
      if case .labelled = parameter.kind { continue }
      if case .omissible = parameter.kind, value.isNothing {
        skipped = skipped ?? parameter.name
        continue
      }
      if let skipped {
        throw RuntimeError(
          .call, "`\(parameter.name)` is given, and so `\(skipped)` before it must be, too")
      }
      arguments.append(value)
    }
    return arguments
  }
}

extension Value {
  /// Whether it is nil.
  fileprivate var isNothing: Bool {
    if case .nothing = self { return true }
    return false
  }
}
