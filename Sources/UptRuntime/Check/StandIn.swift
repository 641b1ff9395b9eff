/// What stands for a value while a program is checked: all that is known of it is its type, or not
/// even that.
///
/// A check runs a program on stand-ins. The language's own operations work on them as on any
/// object of the host, and so what they report is what a run would report, word for word.
open class StandIn: HostObject {
  /// Some value of the type; nil if not even the type is known.
  public let example: Value?

  /// What stands for all values of the type of `example`, or for anything at all.
  public init(like example: Value?) { self.example = example }

  override open var isStandIn: Bool { true }
  override open var valueType: ValueType { example?.valueType ?? super.valueType }
  override open var typeName: String { example?.typeName ?? "value" }

  /// What a loop over the value sees; nil if it has no elements.
  open var anyElement: Value? {
    switch example {
    case nil, .list, .dictionary, .record: .unknown
    case .range: Value.int(0).forgotten
    case .text: example?.forgotten
    default: nil
    }
  }

  // MARK: Members

  override open func member(_ name: String) throws -> Value? {
    guard let example else { return .unknown }
    if case .record = example { return .unknown }
    guard let property = valueType.property(name) else { return nil }
    return try? property.value(of: example)?.forgotten
  }

  // MARK: Operators

  override open func binary(
    _ op: BinaryOperator, with other: Value, reversed: Bool
  ) throws -> Value? {
    var other = other
    if case .object(let object) = other {
      guard let standIn = object as? StandIn else { return isUnknown ? .unknown : nil }
      guard let operand = standIn.example else { return standIn.isUnknown ? .unknown : nil }
      other = operand
    }
    guard let example else { return isUnknown ? .unknown : nil }
    let (left, right) = reversed ? (other, example) : (example, other)
    if case (.power, .int, .int) = (op, left, right) { return .unknown }
    return try certain { try Operations.binary(op, left, right) }
  }

  override open func negate() throws -> Value? {
    guard let example else { return isUnknown ? .unknown : nil }
    return try certain { try Operations.negate(example) }
  }

  /// Whether nothing is known of the value.
  final var isUnknown: Bool { example == nil && type(of: self) == StandIn.self }

  // MARK: Elements

  override open func index(_ items: [Subscript]) throws -> Value {
    guard let example else { return .unknown }
    let examples = items.map(\.example)
    guard !examples.contains(where: { $0 == nil }) else { return .unknown }
    let result = try certain { try Elements.get(example, examples.compactMap { $0 }) }
    if case .text = example { return result }
    return .unknown
  }

  override open func setIndex(_ items: [Subscript], to value: Value) throws -> Value {
    .object(self)
  }

  override open func standIn(joining other: HostObject) -> HostObject? {
    if other === self { return self }
    guard let other = other as? StandIn, let example, let second = other.example else { return nil }
    return example.typeName == second.typeName ? self : nil
  }

  /// The type of what an operation on examples gives. Only an error of types is certain: it does
  /// not depend on the values.
  private func certain(_ body: () throws -> Value) throws -> Value {
    do { return try body().forgotten } catch let error as RuntimeError where error.kind == .type {
      throw error
    } catch { return .unknown }
  }
}

extension Subscript {
  /// The item with examples in place of stand-ins; nil if there is none.
  fileprivate var example: Subscript? {
    guard case .value(let value) = self else { return self }
    return value.example.map(Subscript.value)
  }

  /// Whether its value is not known.
  var isStandIn: Bool {
    if case .value(let value) = self { return !value.isKnown }
    return false
  }
}
