import UptSyntax

/// Members of values: fields of records, properties and methods of the language's own types,
/// and what host objects offer.
enum Members {
  static func get(_ value: Value, _ name: String) throws -> Value {
    switch value {
    case .record(let record):
      if let field = record.value(name) { return field }
    case .object(let object):
      if let member = try object.member(name) { return member }
      if name == "count", let count = object.count { return .int(count) }
    default: break
    }
    if let property = try property(name, of: value) { return property }
    if let method = method(name, of: value) {
      return .function(FunctionValue(method, receiver: value))
    }
    let names = value.memberNames
    throw RuntimeError(
      .member, "\(value.typeWithArticle) has no member `\(name)`",
      hint: Suggestion.hint(for: name, among: names) ?? listed(names))
  }

  private static func property(_ name: String, of value: Value) throws -> Value? {
    if case .object = value { return nil }
    return try value.valueType.property(name)?.value(of: value)
  }

  private static func method(_ name: String, of value: Value) -> Builtin? {
    if case .object(let object) = value { return object.method(name) }
    return value.valueType.method(name)
  }

  private static func listed(_ names: [String]) -> String? {
    if names.isEmpty { return nil }
    let more = names.count > 12 ? ", …" : ""
    return "it has \(names.prefix(12).joined(separator: ", "))\(more)"
  }
}

extension Value {
  /// The value of a member, or a method bound to this value; an error if it has none of that name.
  public func member(_ name: String) throws -> Value { try Members.get(self, name) }

  /// What can follow a dot after this value, for help and completion.
  public var members: [Member] {
    switch self {
    case .record(let record):
      record.fields.map { Member($0, holding: $1) }
        + valueType.members.filter { record.value($0.name) == nil }
    case .object(let object): object.members
    default: valueType.members
    }
  }

  /// The names that can follow a dot after this value, each once.
  public var memberNames: [String] {
    var seen: Set<String> = []
    return members.map(\.name).filter { seen.insert($0).inserted }
  }
}
