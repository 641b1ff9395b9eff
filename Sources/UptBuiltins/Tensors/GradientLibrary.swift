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
      }.rehearsed(by: GradientRehearsals.derived),
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
      }.rehearsed(by: GradientRehearsals.derived),
      Builtin(
        "gradcheck",
        [.required("function"), .rest("arguments", help: "where it is checked")],
        help: """
          The largest relative error of the gradient of `function` with respect to its first
          argument, against finite differences. Both are computed in double precision, and a right
          gradient gives 1e-8 or less. An error above 1e-6 stops the script and points at the
          operation whose derivative is wrong. Where an operation knows single precision only, such
          as a pass through an encoder, everything is computed in it, and the limit is 0.01.

              gradcheck({ w in (w ** 3).sum() }, tensor([1, 2])) < 1e-8      # true
          """
      ) { call in .real(rounded(try GradientCheck(call, context).run())) }
        .rehearsed { try GradientRehearsals.check($0, context) },
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
      }.rehearsed { inner in
        let differentiation = Differentiation(function, inner, context)
        let gradient = try GradientRehearsals.gradient(differentiation, inner)
        return result(Tensor(scalar: 0), gradient).standIn()
      })
  }

  // MARK: Checking

  /// Two significant digits: an error estimate has no more.
  private static func rounded(_ error: Double) -> Double {
    guard let format = FormatSpec(".1e"), error.isFinite else { return error }
    return Double(format.format(error)) ?? error
  }
}
