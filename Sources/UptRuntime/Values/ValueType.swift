/// A type of values as scripts see it: its name, what it is, and what can follow a dot after one
/// of its values. `help`, completion and the reference read all of it from here.
///
///     static let valueType = ValueType(
///       "image", "A picture.",
///       properties: [
///         Property("width", "The columns.") { (image: ImageObject) in .int(image.width) }
///       ],
///       methods: [Builtin("save", …) { call in … }])
public final class ValueType: Sendable {
  /// What scripts call it, for instance `list`.
  public let name: String
  /// What messages call one of its values, where the name with an article would read badly.
  let phrase: String?
  /// What its values are; one sentence.
  public let help: String
  /// What is read without a call, in the order in which help lists it.
  public let properties: [Property]
  /// What is called, in the order in which help lists it.
  public let methods: [Builtin]
  private let methodsByName: [String: Builtin]

  /// A type; it has what `base` has, too. A `phrase` is one value of it in the singular, with the
  /// article: `a set of tuned prompts`.
  public init(
    _ name: String, _ help: String, phrase: String? = nil, extending base: ValueType? = nil,
    properties: [Property] = [], methods: [Builtin] = []
  ) {
    self.name = name
    self.phrase = phrase
    self.help = help
    self.properties = (base?.properties ?? []) + properties
    self.methods = (base?.methods ?? []) + methods
    methodsByName = Dictionary(self.methods.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// The property of a name. There are few, so that a search is faster than a table.
  public func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  /// The method of a name.
  public func method(_ name: String) -> Builtin? { methodsByName[name] }

  /// Every property and method as help and completion show it.
  public var members: [Member] { properties.map(Member.init) + methods.map(Member.init) }
}

/// A member of a value that is read without a call, such as `count`.
public struct Property: @unchecked Sendable {
  /// The name behind the dot.
  public let name: String
  /// What it is; one sentence.
  public let help: String
  private let read: (AnyObject) throws -> Value?

  /// A property with its documentation and how it is read from the storage of a value: from the
  /// host's object or, inside the language, from a `ListValue` and its like.
  public init<Storage: AnyObject>(
    _ name: String, _ help: String, read: @escaping (Storage) throws -> Value
  ) {
    self.name = name
    self.help = help
    self.read = { storage in try (storage as? Storage).map(read) }
  }

  /// Its value for an owner; nil if the owner is of another type.
  public func value(of owner: Value) throws -> Value? { try owner.storage.flatMap(read) }
}

/// What can follow a dot after a value.
public struct Member {
  /// The name.
  public let name: String
  /// How it is written: the name, or a method with its parameters.
  public let usage: String
  /// What it is; one sentence.
  public var help: String { documentation.firstSentence }
  private let documentation: String

  /// A name with the value it stands for: a record's field, a variable. A function's help is what
  /// its author says of it, that of other values their type and short form.
  public init(_ name: String, holding value: Value?) {
    self.name = name
    switch value {
    case .function(let function)?:
      usage = function.signature
      documentation = function.documentation
    case let value?:
      usage = name
      documentation = "\(value.typeName) \(value.shortened())"
    case nil:
      usage = name
      documentation = ""
    }
  }

  /// A property.
  public init(_ property: Property) {
    name = property.name
    usage = name
    documentation = property.help
  }

  /// A method.
  public init(_ method: Builtin) {
    name = method.name
    usage = method.signature
    documentation = method.help
  }
}

extension Value {
  /// The object that holds what does not fit into 16 bytes; nil for scalars.
  fileprivate var storage: AnyObject? {
    switch self {
    case .nothing, .bool, .int, .real: nil
    case .text(let storage): storage
    case .list(let storage): storage
    case .record(let storage): storage
    case .dictionary(let storage): storage
    case .range(let storage): storage
    case .function(let storage): storage
    case .object(let storage): storage
    }
  }
}
