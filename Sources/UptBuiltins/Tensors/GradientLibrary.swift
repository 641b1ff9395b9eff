import UptRuntime
import UptTensor

/// `grad`, `value_and_grad` and `gradcheck`.
enum GradientLibrary {
  static func builtins(_ context: BuiltinContext) -> [Builtin] {
    let function = Parameter.required(
      "function", help: "its result must be a single number; it may take further arguments")
    return [
      Builtin(
        "grad", [function],
        help: """
          The function that gives the gradient of `function` with respect to its first argument: a
          tensor, or a record or list of tensors, for which the gradients come in the same form.

              func loss(w, scale: 1) { return (w ** 2).sum() * scale }
              grad(loss)(tensor([1, 2])).to_list()                 # [2.0, 4.0]
              grad(loss)(tensor([1, 2]), scale: 10).to_list()      # [20.0, 40.0]
              let g = grad { p in (p.a * p.b).sum() }
              g((a: tensor([1, 2]), b: tensor([3, 4]))).a.to_list()      # [3.0, 4.0]
          """
      ) { call in
        try derived("grad", from: call, context) { $1 }
      },
      Builtin(
        "value_and_grad", [function],
        help: """
          The function that gives the value of `function` and its gradient, as a record.

              let f = value_and_grad { w in (w ** 2).sum() }
              let step = f(tensor([1, 2]))
              step.value                   # 5.0
              step.gradient.to_list()      # [2.0, 4.0]
          """
      ) { call in
        try derived("value_and_grad", from: call, context) { value, gradient in
          .record([("value", .tensor(value)), ("gradient", gradient)])
        }
      },
      Builtin(
        "gradcheck",
        [.required("function"), .rest("arguments", help: "where it is checked")],
        help: """
          The largest relative error of the gradient of `function` with respect to its first
          argument, against finite differences. Around 1e-3 and below is right: elements have seven
          digits, and the differences of fewer are left.

              gradcheck({ w in (w ** 3).sum() }, tensor([1, 2])) < 0.001      # true
          """
      ) { call in .real(try check(call, context)) },
    ]
  }

  // MARK: Gradients

  /// A function made from the one that `call` has as its argument.
  private static func derived(
    _ name: String, from call: Call, _ context: BuiltinContext,
    _ result: @escaping (_ value: Tensor, _ gradient: Value) -> Value
  ) throws -> Value {
    let function = try call.function(0)
    guard !function.parameters.isEmpty else {
      throw call.error(
        0, "`\(function.name)` takes no argument to differentiate by", kind: .call)
    }
    let help = "The gradient of `\(function.name)` with respect to its first argument."
    let parameters = function.parameters.map { parameter in
      guard case .computed = parameter.kind else { return parameter }
      return Parameter(parameter.name, .omissible, help: parameter.help)
    }
    return .function(
      Builtin("\(name)(\(function.name))", parameters, help: help) { inner in
        let differentiation = Differentiation(function, inner, context)
        let (value, gradient) = try differentiation.run(differentiation.arguments())
        return result(value, gradient)
      })
  }

  // MARK: Checking

  private static func check(_ call: Call, _ context: BuiltinContext) throws -> Double {
    let function = try call.function(0)
    let arguments = try call.list(1)
    guard let first = arguments.first else {
      throw call.error(0, "`gradcheck` needs the argument at which `\(function.name)` is checked",
        kind: .call, hint: "for instance gradcheck(\(function.name), w)")
    }
    let differentiation = Differentiation(function, call, context)
    let tree = try differentiation.tree(first, argument: 1)
    var largest = 0.0
    for (position, leaf) in tree.leaves.enumerated() {
      let report = try differentiation.guarded {
        try GradCheck.check(
          { variable in
            let point = try tree.replacing(leaf: position, by: variable)
            let value = try call.call(function, [point] + arguments.dropFirst())
            return try differentiation.variable(value)
          }, at: leaf.variable.value)
      }
      largest = max(largest, report.largestError)
    }
    return rounded(largest)
  }

  /// Two significant digits: an error estimate has no more.
  private static func rounded(_ error: Double) -> Double {
    guard let format = FormatSpec(".1e"), error.isFinite else { return error }
    return Double(format.format(error)) ?? error
  }
}
