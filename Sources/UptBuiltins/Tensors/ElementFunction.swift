import Foundation
import UptTensor

/// A function of one number that scripts apply to numbers and tensors: `exp(x)`, `x.exp()`.
struct ElementFunction: Sendable {
  let unary: Unary
  /// The first words of its documentation.
  let sentence: String
  /// An argument and its result.
  let example: (String, String)
  /// The function in double precision, where the language has none of its own.
  let scalar: (@Sendable (Double) -> Double)?

  private init(
    _ unary: Unary, _ sentence: String, _ example: (String, String),
    scalar: (@Sendable (Double) -> Double)? = nil
  ) {
    self.scalar = scalar
    self.unary = unary
    self.sentence = sentence
    self.example = example
  }

  /// What scripts call it.
  var name: String { unary.name }

  /// Every one of them.
  static let all: [ElementFunction] = [
    ElementFunction(.exp, "The exponential function", ("0", "1.0")),
    ElementFunction(.log, "The natural logarithm", ("1", "0.0")),
    ElementFunction(.sqrt, "The square root", ("9", "3.0")),
    ElementFunction(.abs, "The absolute value", ("-2", "2.0")),
    ElementFunction(.sin, "The sine of an angle in radians", ("0", "0.0")),
    ElementFunction(.cos, "The cosine of an angle in radians", ("0", "1.0")),
    ElementFunction(.tanh, "The hyperbolic tangent", ("0", "0.0")),
    ElementFunction(.sigmoid, "1 / (1 + exp(-x))", ("0", "0.5")) { 1 / (1 + exp(-$0)) },
    ElementFunction(.relu, "x where it is positive, 0 elsewhere", ("-2", "0.0")) {
      $0 > 0 || $0.isNaN ? $0 : 0
    },
    ElementFunction(.gelu, "x times the normal distribution's share below x", ("0", "0.0")) {
      0.5 * $0 * (1 + erf($0 / 2.0.squareRoot()))
    },
    ElementFunction(.quickGELU, "x · sigmoid(1.702 x), as CLIP's encoders have it", ("0", "0.0")) {
      $0 / (1 + exp(-1.702 * $0))
    },
  ]
}
