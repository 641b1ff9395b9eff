import UptRuntime
import UptTensor

/// A tensor as a value of the language: a node of the gradient's graph, so that whatever a script
/// computes from a parameter can be differentiated.
///
/// A tensor of rank 0 stands for a number: it prints like one, compares to a bool, and is accepted
/// where built-ins take numbers.
class TensorObject: HostObject {
  let variable: Variable
  /// Whether it came from a comparison, so that as an index it selects where it is 1.
  let isMask: Bool

  init(_ variable: Variable, isMask: Bool = false) {
    self.variable = variable
    self.isMask = isMask
  }

  convenience init(_ tensor: Tensor) { self.init(Variable(tensor)) }

  var value: Tensor { variable.value }
  override var valueType: ValueType { Self.valueType }

  static let valueType = ValueType(
    "tensor", "Numbers along axes, which a gradient can be taken of.",
    properties: [
      Property("shape", "The size of each axis.") { (tensor: TensorObject) in
        .list(tensor.variable.shape.map(Value.int))
      },
      Property("rank", "The number of axes.") { (tensor: TensorObject) in .int(tensor.value.rank) },
      Property("size", "The number of elements.") { (tensor: TensorObject) in
        .int(tensor.value.count)
      },
      Property("T", "The tensor with its axes in reverse order.") { (tensor: TensorObject) in
        .tensor(try tensor.variable.transposed())
      },
    ],
    methods: TensorMethods.all)

  override func count(_ bytes: inout ByteCount) { bytes.add(variable) }

  // MARK: Operators

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    try TensorOperators.binary(op, self, other, reversed: reversed)
  }

  override func misfit(_ op: BinaryOperator, with other: Value, reversed: Bool) -> Misfit? {
    guard let shape = try? TensorConversion.variable(other)?.shape else { return nil }
    return reversed
      ? ShapeAdvice.of(op, shape, variable.shape) : ShapeAdvice.of(op, variable.shape, shape)
  }

  override var shapeText: String? { "\(variable.shape)" }

  override func negate() throws -> Value? { .tensor(-variable) }

  /// Whole tensors are equal when shapes and elements are; `==` itself compares elements.
  override func isEqual(to other: Value) -> Bool {
    switch other {
    case .object(let object): (object as? TensorObject)?.value == value
    case .int(let number): value.rank == 0 && value.data == [Float(number)]
    case .real(let number): value.rank == 0 && value.data == [Float(number)]
    default: false
    }
  }

  // MARK: Elements

  override func index(_ items: [Subscript]) throws -> Value {
    .object(TensorObject(try TensorIndex(items, variable.shape).get(variable), isMask: isMask))
  }

  override func setIndex(_ items: [Subscript], to value: Value) throws -> Value {
    guard let new = try TensorConversion.variable(value) else {
      throw RuntimeError(
        .type, "elements of a tensor can be set to numbers, not to \(value.typeWithArticle)")
    }
    return .tensor(try TensorIndex(items, variable.shape).set(variable, to: new))
  }

  /// The size of the first axis.
  override var count: Int? { variable.shape.first }

  override func element(at position: Int) throws -> Value {
    .object(TensorObject(try variable.sliced([.index(position)]), isMask: isMask))
  }

  override func standIn(joining other: HostObject) -> HostObject? {
    guard let other = other as? TensorObject else { return nil }
    return TensorStandIn.of(value.shape == other.value.shape ? value.shape : nil)
  }

  // MARK: Text

  override var describe: String { TensorText.describe(value) }
  override var summary: String { TensorText.summary(value) }

  override func formatted(_ format: FormatSpec) throws -> String? {
    guard value.count == 1, let number = value.data.first else {
      if format.type == nil || format.type == "s" { return nil }
      throw RuntimeError(
        .type, "a number format needs a single number, but the tensor has the shape "
          + "\(variable.shape)", hint: "mean() or an index gives one number")
    }
    return try Value.real(number.decimal).formatted(format)
  }
}

extension Value {
  /// A tensor value.
  static func tensor(_ variable: Variable) -> Value { .object(TensorObject(variable)) }
  /// A tensor value that depends on nothing.
  static func tensor(_ tensor: Tensor) -> Value { .object(TensorObject(tensor)) }

  /// The tensor that this is, if it is one.
  var asTensor: TensorObject? {
    guard case .object(let object) = self else { return nil }
    return object as? TensorObject
  }
}

extension Tensor {
  /// The elements as numbers of the language; in a check of gradients as precise as they are known.
  var decimals: [Double] { exact ?? data.map(\.decimal) }
}

extension Float {
  /// The number as the language sees it: the double that prints like this float, so that
  /// `tensor([0.1]).item()` is 0.1 and not 0.10000000149011612. Whole numbers stay exact.
  var decimal: Double {
    if self == rounded() || !isFinite { return Double(self) }
    return Double(description) ?? Double(self)
  }
}
