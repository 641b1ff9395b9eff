import UptSyntax

/// An operator between two values, as `HostObject.binary` receives it.
public typealias BinaryOperator = UptSyntax.BinaryOperator

/// Any value of the language. Scalars are inline; every other case is one class reference, so
/// that a value is 16 bytes and copying it costs at most one retain.
///
/// Lists, records and dictionaries are values: whoever changes one copies it first unless it is
/// the only owner.
public enum Value {
  /// The absence of a value, written `nil`.
  case nothing
  /// `true` or `false`.
  case bool(Bool)
  /// An integer; arithmetic on it is checked.
  case int(Int)
  /// A real number.
  case real(Double)
  /// A string.
  case text(TextValue)
  /// A list.
  case list(ListValue)
  /// Values with labels, in order.
  case record(RecordValue)
  /// Values by key, in order of insertion.
  case dictionary(DictionaryValue)
  /// A range of integers.
  case range(RangeValue)
  /// A function: the script's or a built-in.
  case function(FunctionValue)
  /// An object of the host, such as a tensor.
  case object(HostObject)
}

extension Value {
  /// A string value.
  public static func text(_ string: String) -> Value { .text(TextValue(string)) }
  /// A list value.
  public static func list(_ elements: [Value]) -> Value { .list(ListValue(elements)) }
  /// A record value with these fields in this order.
  public static func record(_ fields: [(String, Value)]) -> Value {
    .record(RecordValue(labels: fields.map(\.0), values: fields.map(\.1)))
  }

  /// What a script calls the type of this value, such as `int` or `list`.
  public var typeName: String {
    if case .object(let object) = self { return object.typeName }
    return valueType.name
  }

  /// The type's name with its article, or its own phrase, for messages: `an int`, `a list`, `nil`.
  public var typeWithArticle: String {
    if case .nothing = self { return "nil" }
    if case .object(let object) = self, let phrase = object.valueType.phrase { return phrase }
    let name = typeName
    let vowel = name.first.map { "aeiou".contains($0.lowercased()) } ?? false
    return (vowel ? "an " : "a ") + name
  }
}
