import UptRuntime
import UptTensor

/// How gradients are checked: the function is gone through once, and its result has to be one
/// number. A gradient has the form of the argument.
enum GradientRehearsals {
  /// `grad` and its like only make a function, so they answer by themselves.
  static func derived(_ call: Call) throws -> Value {
    call[0].isUnknown ? .unknown : try call.performed()
  }

  /// What stands for the gradient that a call of a derived function gives.
  static func gradient(_ differentiation: Differentiation, _ call: Call) throws -> Value {
    let (value, gradient) = try differentiation.rehearsed(differentiation.arguments(), argument: 0)
    if let tensor = value.asTensor { _ = try differentiation.loss(tensor.variable) }
    return gradient
  }

  /// `gradcheck` gives a number, whatever the function is.
  static func check(_ call: Call, _ context: BuiltinContext) throws -> Value {
    guard !call[0].isUnknown else { return .someReal }
    let arguments = try call.list(1)
    if arguments.isEmpty { _ = try GradientCheck(call, context) }
    _ = try Differentiation(call.function(0), call, context).rehearsed(arguments, argument: 1)
    return .someReal
  }
}
