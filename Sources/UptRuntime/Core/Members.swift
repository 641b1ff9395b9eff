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
      if let method = object.method(name) {
        return .function(FunctionValue(method, receiver: value))
      }
    default: break
    }
    if let property = property(value, name) { return property }
    let methods = CoreMethods.lookUp(name)
    if let method = methods.method(of: value) ?? methods.mutatingMethod(of: value) {
      return .function(FunctionValue(method, receiver: value))
    }
    let names = names(of: value)
    throw RuntimeError(
      .member, "\(value.typeWithArticle) has no member `\(name)`",
      hint: Suggestion.hint(for: name, among: names) ?? listed(names))
  }

  private static func listed(_ names: [String]) -> String? {
    if names.isEmpty { return nil }
    let more = names.count > 12 ? ", …" : ""
    return "it has \(names.prefix(12).joined(separator: ", "))\(more)"
  }

  private static func property(_ value: Value, _ name: String) -> Value? {
    switch (name, value) {
    case ("count", _): return value.elementCount.map(Value.int)
    case ("first", .list(let list)): return list.elements.first ?? .nothing
    case ("last", .list(let list)): return list.elements.last ?? .nothing
    case ("keys", .dictionary(let dictionary)): return .list(dictionary.keys.map(\.value))
    case ("values", .dictionary(let dictionary)): return .list(dictionary.values)
    case ("name", .function(let function)): return .text(function.name)
    default: return nil
    }
  }

  /// The names that can follow a dot after a value, for completion and suggestions.
  static func names(of value: Value) -> [String] {
    var names: [String] = []
    switch value {
    case .record(let record): names = record.labels
    case .object(let object): return object.memberNames
    case .list: names = ["count", "first", "last"]
    case .dictionary: names = ["count", "keys", "values"]
    case .text, .range: names = ["count"]
    case .function: names = ["name"]
    default: break
    }
    return names + CoreMethods.names(for: value)
  }
}

extension Value {
  /// The names that can follow a dot after this value, for completion.
  public var memberNames: [String] { Members.names(of: self) }
}
