import UptRuntime
import UptTensor

/// How the tensor library answers when a program is checked: mostly by itself, on tensors of
/// zeros.
enum TensorRehearsals {
  /// A function with what answers for it.
  static func ofFunction(_ builtin: Builtin) -> Builtin {
    switch builtin.name {
    case "zeros", "ones", "full", "normal", "uniform": return builtin.rehearsed(by: filled)
    case "xavier": return builtin.rehearsed(by: xavier)
    case "eye": return builtin.rehearsed(by: identity)
    case "matmul": return builtin.rehearsed(by: product)
    case "maximum", "minimum", "where", "allclose": return builtin.rehearsed(by: broadcasting)
    case _ where functions.contains(builtin.name): return builtin.rehearsed { try $0.rehearsed() }
    default: return builtin
    }
  }

  /// A method with what answers for it.
  static func ofMethod(_ builtin: Builtin) -> Builtin {
    if builtin.name == "clip" { return builtin.rehearsed(by: broadcasting) }
    guard methods.contains(builtin.name) else { return builtin }
    return builtin.rehearsed { try $0.rehearsed() }
  }

  private static let elementwise = ElementFunction.all.map(\.name)

  /// Functions without effects, whose results are no larger than their arguments.
  static let functions = Set(
    elementwise + [
      "tensor", "int", "float", "floor", "ceil", "round", "softmax", "log_softmax", "normalize",
      "layer_norm", "cross_entropy", "dot", "concatenate", "stack",
    ])

  /// Methods of the same kind.
  static let methods = Set(
    elementwise + [
      "sum", "mean", "max", "min", "norm", "std", "variance", "argmax", "argmin", "reshape",
      "flatten", "transpose", "take", "softmax", "log_softmax", "normalize", "item", "to_list",
      "detach", "all", "any",
    ])

  // MARK: Constructors

  /// Tensors whose first argument is their shape.
  private static func filled(_ call: Call) throws -> Value {
    .object(TensorStandIn.of(try call.certain("shape") { try checked($0.shape(0)) }))
  }

  private static func xavier(_ call: Call) throws -> Value {
    let shape = try call.certain("shape") { call in
      let shape = try checked(call.shape(0))
      var random = Random(0, "")
      if shape.count < 2 { _ = try Tensor.xavier(shape, using: &random) }
      return shape
    }
    return .object(TensorStandIn.of(shape))
  }

  private static func identity(_ call: Call) throws -> Value {
    let size = try call.certain("size") { try $0.wholeNumber(0) }
    return .object(TensorStandIn.of(try size.map { try checked([$0, $0]) }))
  }

  private static func checked(_ shape: [Int]) throws -> [Int] {
    _ = try Tensor.elementCount(shape)
    return shape
  }

  // MARK: Functions of two tensors

  private static func product(_ call: Call) throws -> Value {
    guard let a = call[0].shape, let b = call[1].shape else { return .unknown }
    return .object(TensorStandIn.of(try Shapes.product(a, b)))
  }

  /// Functions whose results have the shape that the arguments have in common.
  private static func broadcasting(_ call: Call) throws -> Value {
    let values = call.arguments + (call.receiver.map { [$0] } ?? [])
    let shapes = values.compactMap(\.shape)
    let common = shapes.reduce(into: [Int]?.some([])) { common, shape in
      common = common.flatMap { try? Shapes.broadcast($0, shape, for: "") }
    }
    // Where the shapes do not fit, the function itself says so before it does anything.
    if let common, TensorStandIn.of(common) is UnknownTensor { return .unknown }
    return try call.rehearsed()
  }
}

extension Value {
  /// The shape of the tensor that this is or means; nil if that is not known.
  fileprivate var shape: [Int]? {
    guard isDefinite else { return nil }
    return try? TensorConversion.variable(self)?.shape
  }
}
