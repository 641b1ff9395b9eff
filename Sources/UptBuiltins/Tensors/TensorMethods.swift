import UptRuntime
import UptTensor

/// The methods of tensors.
enum TensorMethods {
  static let all: [Builtin] =
    (reductions + positions + ordering + shapes + values + elementwise + rows)
    .map(ShapeAdvice.ofMethod)

  /// A method without parameters.
  static func method(
    _ name: String, _ help: String, _ body: @escaping (Variable) throws -> Variable
  ) -> Builtin {
    Builtin(name, help: help) { .tensor(try body($0.tensor())) }
  }

  // MARK: Values

  private static let values: [Builtin] = [
    Builtin(
      "item",
      help: "The only element as a number.\n\n    tensor([[0.5]]).item()      # 0.5"
    ) { call in
      let tensor = try call.receiver(as: TensorObject.self)
      guard tensor.value.count == 1, let number = tensor.value.decimals.first else {
        throw call.notOneNumber(-1, tensor)
      }
      return .real(number)
    },
    Builtin(
      "to_list",
      help: """
        The elements as nested lists of numbers.

            tensor([[1, 2], [3, 4]]).to_list()      # [[1.0, 2.0], [3.0, 4.0]]
        """
    ) { nested(try $0.tensor().value) },
    method(
      "detach",
      "The same elements as a constant, through which no gradient flows.\n\n"
        + "    let f = grad { x in (x * x.detach()).sum() }\n"
        + "    f(tensor([3.0])).to_list()      # [3.0]"
    ) { $0.detached() },
    Builtin(
      "all", help: "Whether no element is 0.\n\n    (tensor([1, 2]) > 0).all()      # true"
    ) { .bool(try $0.tensor().value.data.allSatisfy { $0 != 0 }) },
    Builtin(
      "any", help: "Whether some element is not 0.\n\n    (tensor([1, 2]) > 1).any()      # true"
    ) { .bool(try $0.tensor().value.data.contains { $0 != 0 }) },
  ]

  /// The elements as nested lists.
  static func nested(_ tensor: Tensor) -> Value {
    var values = tensor.decimals.map { Value.real($0) }
    // The outermost axis needs no cutting, and with a size of 0 there is nothing to cut.
    for axis in tensor.shape.indices.reversed() {
      let groups = tensor.shape[..<axis].reduce(1, *)
      let size = tensor.shape[axis]
      values = (0..<groups).map { .list(Array(values[$0 * size..<($0 + 1) * size])) }
    }
    return values.first ?? .list([])
  }

  // MARK: Elements and rows

  private static let elementwise: [Builtin] = ElementFunction.all.map { function in
    method(
      function.name,
      """
      \(function.sentence), of every element.

          tensor([\(function.example.0)]).\(function.name)().to_list()      # [\(function.example.1)]
      """
    ) { $0.apply(function.unary) }
  } + [
    Builtin(
      "clip",
      [
        .omissible("low", help: "the smallest value"),
        .omissible("high", help: "the largest value"),
      ],
      help: """
        Every element, moved into low ... high.

            tensor([-1, 0.5, 3]).clip(0, 1).to_list()      # [0.0, 0.5, 1.0]
        """
    ) { call in
      var result = try call.tensor()
      if call.has("low") { result = try result.combined(.maximum, call.variable("low")) }
      if call.has("high") { result = try result.combined(.minimum, call.variable("high")) }
      return .tensor(result)
    }
  ]

  /// The parameter of methods along one axis.
  static let lastAxis = Parameter.optional("axis", .int(-1), help: "the axis; the last by default")

  private static let rows: [Builtin] = [
    along("softmax", "Exponentials that sum to 1", ("[0, 0]", "[0.5, 0.5]")) {
      try $0.softmax(axis: $1)
    },
    along("log_softmax", "The logarithm of the softmax", ("[0]", "[0.0]")) {
      try $0.logSoftmax(axis: $1)
    },
    along("normalize", "Scaled to Euclidean length 1", ("[3, 4]", "[0.6, 0.8]")) {
      try $0.normalized(axis: $1)
    },
  ]

  private static func along(
    _ name: String, _ sentence: String, _ example: (String, String),
    _ body: @escaping (Variable, Int) throws -> Variable
  ) -> Builtin {
    let code = "tensor(\(example.0)).\(name)().to_list()"
    return Builtin(
      name, [lastAxis],
      help: "\(sentence) along an axis.\n\n    \(code)      # \(example.1)"
    ) { .tensor(try body($0.tensor(), $0.int("axis"))) }
  }
}
