import UptRuntime
import UptTensor

/// The language's operators between a tensor and a tensor, a number, or a list of numbers.
enum TensorOperators {
  /// The value of `tensor op other`, or of `other op tensor`; nil if there is none.
  static func binary(
    _ op: BinaryOperator, _ tensor: TensorObject, _ other: Value, reversed: Bool
  ) throws -> Value? {
    guard let operand = try TensorConversion.variable(other) else { return nil }
    let (a, b) = reversed ? (operand, tensor.variable) : (tensor.variable, operand)
    switch op {
    case .matmul: return .tensor(try a.matmul(b))
    case .add: return .tensor(try a + b)
    case .subtract: return .tensor(try a - b)
    case .multiply:
      let isMask = tensor.isMask && other.asTensor?.isMask == true
      return .object(TensorObject(try a * b, isMask: isMask))
    case .divide: return .tensor(try a / b)
    case .power: return .tensor(try a.combined(.power, b))
    case .floorDivide: return .tensor(try floorQuotient(a, b, for: "//"))
    case .remainder: return .tensor(try a - b * floorQuotient(a, b, for: "%"))
    case .equal: return try comparison(.equal, a, b)
    case .notEqual: return try comparison(.notEqual, a, b)
    case .less: return try comparison(.less, a, b)
    case .lessEqual: return try comparison(.lessOrEqual, a, b)
    case .greater: return try comparison(.greater, a, b)
    case .greaterEqual: return try comparison(.greaterOrEqual, a, b)
    }
  }

  /// The shape that an operator gives for two shapes.
  static func shape(_ op: BinaryOperator, _ a: [Int], _ b: [Int]) throws -> [Int] {
    try op == .matmul ? Shapes.product(a, b) : Shapes.broadcast(a, b, for: op.rawValue)
  }

  /// A bool between two numbers; otherwise 1 where it holds and 0 where it does not.
  static func comparison(_ function: Binary, _ a: Variable, _ b: Variable) throws -> Value {
    let result = try a.value.combined(function, b.value)
    if result.rank == 0 { return .bool(result.data.first == 1) }
    return .object(TensorObject(Variable(result), isMask: true))
  }

  /// a / b rounded down; flat between its steps, so a constant.
  private static func floorQuotient(
    _ a: Variable, _ b: Variable, for symbol: String
  ) throws -> Variable {
    _ = try Shapes.broadcast(a.shape, b.shape, for: symbol)
    var quotient = try a.value / b.value
    for i in quotient.data.indices { quotient.data[i] = quotient.data[i].rounded(.down) }
    return Variable(quotient)
  }
}
