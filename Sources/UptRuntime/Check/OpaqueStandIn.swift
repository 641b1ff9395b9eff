/// What stands for an object of the host that an earlier program made: its members are known by
/// name, and nothing is done to the object itself.
final class OpaqueStandIn: StandIn {
  private let object: HostObject

  init(_ object: HostObject) {
    self.object = object
    super.init(like: nil)
  }

  override var valueType: ValueType { object.valueType }
  override var typeName: String { object.typeName }
  override var memberNames: [String] { object.memberNames }
  override var anyElement: Value? { object.count == nil ? nil : .unknown }

  override func member(_ name: String) throws -> Value? {
    memberNames.contains(name) && method(name) == nil ? .unknown : nil
  }

  override func method(_ name: String) -> Builtin? { object.method(name) }

  override func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    .unknown
  }

  override func negate() throws -> Value? { .unknown }
  override func index(_ items: [Subscript]) throws -> Value { .unknown }
  override func standIn(joining other: HostObject) -> HostObject? { other === self ? self : nil }
}
