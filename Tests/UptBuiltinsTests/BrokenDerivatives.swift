import UptRuntime
import UptTensor

@testable import UptBuiltins

/// Built-ins whose derivatives are wrong on purpose, for what must find them.
enum BrokenDerivatives {
  static let builtins = [
    square("broken_square", "The square, with half of its derivative.") { x, dy in try x * dy },
    square("broken_sign", "The square, with the derivative of its negative.") { x, dy in
      try -2 * x * dy
    },
    square("broken_element", "The square, with a derivative 0.1 % too large at the last element.") {
      x, dy in
      var dx = try 2 * x * dy
      if let last = dx.data.indices.last { dx.data[last] *= 1.001 }
      return dx
    },
    Builtin("single_square", [.required("x")], help: "The square, in single precision only.") {
      let input = try $0.variable(0)
      let x = Tensor(unchecked: input.shape, input.value.data)
      return .tensor(
        .custom("single", inputs: [input], value: try x * x) { [try 2 * x * $0] })
    },
  ]

  private static func square(
    _ name: String, _ help: String, _ pullback: @escaping (Tensor, Tensor) throws -> Tensor
  ) -> Builtin {
    Builtin(name, [.required("x")], help: help) {
      let input = try $0.variable(0)
      let x = input.value
      return .tensor(
        .custom(name, inputs: [input], value: try x * x) { [try pullback(x, $0)] })
    }
  }
}
