import UptRuntime

/// What stands for an object of the engine while a program is checked: its type's members and
/// methods, without anything behind them.
final class ObjectStandIn: StandIn, @unchecked Sendable {
  private let type: ValueType
  private let members: [String: Value]
  private let element: Value?
  private let answer: @Sendable (Call) throws -> Value

  /// - Parameters:
  ///   - members: what is known of properties; of the others nothing is.
  ///   - element: what a loop over it sees; nil if it cannot be looped over.
  ///   - answer: what stands for the result of a method.
  init(
    _ type: ValueType, members: [String: Value] = [:], element: Value? = nil,
    answer: @escaping @Sendable (Call) throws -> Value = { _ in .unknown }
  ) {
    self.type = type
    self.members = members
    self.element = element
    self.answer = answer
    super.init(like: nil)
  }

  override var valueType: ValueType { type }
  override var typeName: String { type.name }
  override var anyElement: Value? { element }

  override var memberNames: [String] {
    (element == nil ? [] : ["count"]) + type.members.map(\.name)
  }

  override func member(_ name: String) throws -> Value? {
    if name == "count", element != nil { return .someInt }
    return type.property(name).map { members[$0.name] ?? .unknown }
  }

  override func method(_ name: String) -> Builtin? {
    type.method(name).map { $0.rehearsed(by: answer) }
  }

  override func index(_ items: [Subscript]) throws -> Value {
    element == nil ? try super.index(items) : .unknown
  }

  override func standIn(joining other: HostObject) -> HostObject? { other === self ? self : nil }
}

extension Value {
  static var someInt: Value { Value.int(1).forgotten }
  static var someReal: Value { Value.real(1).forgotten }
  static var someBool: Value { Value.bool(true).forgotten }
  static var someText: Value { Value.text("").forgotten }
  static var someList: Value { Value.list([]).forgotten }
}
