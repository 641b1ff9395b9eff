/// An object that the host brings into the language: a tensor, a dataset, a table.
///
/// The language asks it for everything by these methods. What they throw is shown at the
/// place in the script that asked; a `RuntimeError` says it best, any other error goes through
/// `Host.translate`.
///
///     final class TensorObject: HostObject {
///       override var valueType: ValueType { Self.valueType }
///       static let valueType = ValueType(
///         "tensor", "Numbers in rows.", methods: [Builtin("mean", …) { call in … }])
///     }
open class HostObject {
  /// An object of the host.
  public init() {}

  /// Its type: the name, the documentation, the properties and methods.
  open var valueType: ValueType { Self.plain }
  private static let plain = ValueType("object", "A value of the host.")

  /// What a script calls its type, for instance `tensor`.
  open var typeName: String { valueType.name }

  /// The value of `object.name`, or nil if it has no such member. Methods need not be handled.
  open func member(_ name: String) throws -> Value? {
    try valueType.property(name)?.value(of: .object(self))
  }

  /// The names of its members and methods, for completion and suggestions.
  open var memberNames: [String] {
    let isCounted = count != nil && valueType.property("count") == nil
    return (isCounted ? ["count"] : []) + valueType.members.map(\.name)
  }

  /// The method called `name`; it receives the object as `call.receiver`.
  open func method(_ name: String) -> Builtin? { valueType.method(name) }

  /// The value of `object[items]`.
  open func index(_ items: [Subscript]) throws -> Value {
    throw RuntimeError(.type, "a value of type \(typeName) has no elements to index")
  }

  /// The strings that it can be indexed with, such as the names of columns, for completion.
  open var keys: [String] { [] }

  /// What the variable holds after `object[items] = value`: this object if it changed itself,
  /// or a changed copy.
  open func setIndex(_ items: [Subscript], to value: Value) throws -> Value {
    throw RuntimeError(.type, "the elements of a value of type \(typeName) cannot be assigned")
  }

  /// The value of `self op other`, or of `other op self` if `reversed`; nil if it is not defined.
  open func binary(_ op: BinaryOperator, with other: Value, reversed: Bool) throws -> Value? {
    nil
  }

  /// The value of `-object`; nil if it is not defined.
  open func negate() throws -> Value? { nil }

  /// Why `self op other`, or `other op self` if `reversed`, ended with an error about shapes, and
  /// what would fit; nil if there is nothing to say.
  open func misfit(_ op: BinaryOperator, with other: Value, reversed: Bool) -> Misfit? { nil }

  /// Its shape, for instance `[4, 768]`, as errors show it below an expression; nil for what has
  /// none.
  open var shapeText: String? { nil }

  /// Whether `object == other` when `binary` defines no `==`.
  open func isEqual(to other: Value) -> Bool {
    if case .object(let object) = other { return object === self }
    return false
  }

  /// Its full printed form.
  open var describe: String { summary }

  /// Its short form, used inside containers and error messages.
  open var summary: String { "<\(typeName)>" }

  /// Adds what it keeps in memory, beside itself.
  open func count(_ bytes: inout ByteCount) {}

  /// Its form in `\(object:spec)`; nil if it takes no format.
  open func formatted(_ format: FormatSpec) throws -> String? { nil }

  /// The number of elements that `count` and `for` see; nil if it has none.
  open var count: Int? { nil }

  /// The element that `for` sees at a position below `count`.
  open func element(at position: Int) throws -> Value {
    throw RuntimeError(.type, "a value of type \(typeName) cannot be looped over")
  }

  /// The object as a function, if it can be called.
  open var callable: FunctionValue? { nil }

  // MARK: Checking

  /// Whether it stands for an object of which not everything is known, as programs are checked.
  open var isStandIn: Bool { false }

  /// What stands for this object and for `other` when a program is checked: it keeps what both have
  /// in common and does not change; nil if that is nothing. With itself, it is what is left of the
  /// object when a check forgets the contents it does not look at.
  open func standIn(joining other: HostObject) -> HostObject? {
    other === self ? OpaqueStandIn(self) : nil
  }
}

extension HostObject {
  private static let countProperty = Property("count", "How many elements a loop sees.") {
    (object: HostObject) in object.count.map(Value.int) ?? .nothing
  }

  /// Its members as help and completion show them.
  var members: [Member] {
    let declared = valueType.members
    let known = Set(declared.map(\.name))
    return memberNames.filter { !known.contains($0) }.map { name in
      if let method = method(name) { return Member(method) }
      if name == "count", count != nil { return Member(HostObject.countProperty) }
      return Member(name, holding: try? member(name))
    } + declared
  }
}

extension Value {
  /// Its shape, if it is an object that has one.
  var shapeText: String? {
    guard case .object(let object) = self else { return nil }
    return object.shapeText
  }
}
