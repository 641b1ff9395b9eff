import UptRuntime
import UptTensor

/// What stands for a tensor of a known shape while a program is checked. It is a tensor of zeros:
/// the tensor library works on it, and what comes out has the right shape, or is the error that a
/// run would end with. Its elements mean nothing.
final class TensorStandIn: TensorObject {
  /// Tensors of more elements are checked without their shapes, so that a check stays quick.
  private static let mostElements = 1 << 20

  /// What stands for tensors of a shape; for nil or a shape of too many elements, for any tensor.
  static func of(_ shape: [Int]?, isMask: Bool = false) -> HostObject {
    guard let shape, let count = try? Tensor.elementCount(shape), count <= mostElements,
      let zeros = try? Tensor.zeros(shape)
    else { return UnknownTensor() }
    return TensorStandIn(Variable(zeros), isMask: isMask)
  }

  override var isStandIn: Bool { true }

  override func standIn(joining other: HostObject) -> HostObject? {
    if other === self { return self }
    if other is UnknownTensor { return other }
    return super.standIn(joining: other)
  }

  // MARK: Members

  override func member(_ name: String) throws -> Value? {
    name == "T" ? .object(TensorStandIn.of(value.shape.reversed())) : try super.member(name)
  }

  override func method(_ name: String) -> Builtin? {
    super.method(name).map { TensorRehearsals.ofMethod($0) }
  }

  // MARK: Operators

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    guard let example = other.example else {
      if other.isUnknown { return .unknown }
      return try UnknownTensor().binary(op, with: other, reversed: reversed)
    }
    guard let operand = try TensorConversion.variable(example)?.shape else { return nil }
    let (a, b) = reversed ? (operand, value.shape) : (value.shape, operand)
    let shape = try TensorOperators.shape(op, a, b)
    guard op.isComparison else { return .object(TensorStandIn.of(shape)) }
    return shape.isEmpty ? .someBool : .object(TensorStandIn.of(shape, isMask: true))
  }

  override func negate() throws -> Value? { .object(self) }

  // MARK: Elements

  override func index(_ items: [Subscript]) throws -> Value {
    // What a mask or unknown positions select has an unknown shape.
    guard items.allSatisfy(\.isKnown) else { return .object(UnknownTensor()) }
    return try super.index(items).standIn()
  }

  override func setIndex(_ items: [Subscript], to value: Value) throws -> Value {
    .object(self)
  }

  override func element(at position: Int) throws -> Value {
    try super.element(at: position).standIn()
  }
}

/// What stands for a tensor of which not even the shape is known.
final class UnknownTensor: StandIn {
  init() { super.init(like: nil) }

  override var valueType: ValueType { TensorObject.valueType }
  override var typeName: String { valueType.name }
  override var anyElement: Value? { .object(self) }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "shape": .someList
    case "rank", "size", "count": .someInt
    case "T": .object(self)
    default: valueType.property(name).map { _ in .unknown }
    }
  }

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    let isNumber: Bool
    if case .object(let object) = other, object is TensorObject || object is UnknownTensor {
      isNumber = true
    } else {
      guard let example = other.example else {
        if case .object = other, !other.isUnknown { return nil }
        return .unknown
      }
      isNumber = try TensorConversion.variable(example) != nil
    }
    guard isNumber else { return nil }
    return op.isComparison ? .unknown : .object(self)
  }

  override func negate() throws -> Value? { .object(self) }
  override func index(_ items: [Subscript]) throws -> Value { .object(self) }

  override func standIn(joining other: HostObject) -> HostObject? {
    other is TensorObject || other is UnknownTensor ? self : nil
  }
}

extension Subscript {
  /// Whether it says which entries it selects.
  fileprivate var isKnown: Bool {
    if case .value(let value) = self { return value.isKnown }
    return true
  }
}
