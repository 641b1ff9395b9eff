extension Value {
  /// What stands for a value of which nothing is known.
  public static var unknown: Value { .object(StandIn(like: nil)) }

  private static func some(like example: Value) -> Value { .object(StandIn(like: example)) }

  /// Containers of more elements than this are not looked through.
  static let checkedElements = 256

  /// How deep containers are looked through.
  private static let checkedLevels = 8

  // MARK: What is known

  /// Whether the value is known in all its parts.
  public var isKnown: Bool { isKnown(level: 0) { !$0.isStandIn } }

  /// Whether it is known but for the contents of objects, such as the elements of tensors.
  public var isDefinite: Bool { isKnown(level: 0) { !($0 is StandIn) } }

  /// Whether not even the type is known.
  public var isUnknown: Bool {
    if case .object(let object as StandIn) = self { return object.isUnknown }
    return false
  }

  private func isKnown(level: Int, _ isKnownObject: (HostObject) -> Bool) -> Bool {
    guard level < Value.checkedLevels else { return false }
    func areKnown(_ values: [Value]) -> Bool {
      values.count <= Value.checkedElements
        && values.allSatisfy { $0.isKnown(level: level + 1, isKnownObject) }
    }
    switch self {
    case .object(let object): return isKnownObject(object)
    case .list(let list): return areKnown(list.elements)
    case .record(let record): return areKnown(record.values)
    case .dictionary(let dictionary): return areKnown(dictionary.values)
    default: return true
    }
  }

  /// Whether a built-in can go through it in no time. Functions are not for it to call.
  var isSmall: Bool {
    if case .function = self { return false }
    return elementCount.map { $0 <= 16 * Value.checkedElements } ?? true
  }

  /// The value itself or an example of its type; nil if the type of a part is not known.
  public var example: Value? { example(level: 0) }

  private func example(level: Int) -> Value? {
    guard level < Value.checkedLevels else { return nil }
    switch self {
    case .object(let object as StandIn): return object.example
    case .list(let list):
      guard list.elements.count <= Value.checkedElements else { return nil }
      let examples = list.elements.compactMap { $0.example(level: level + 1) }
      return examples.count == list.elements.count ? .list(examples) : nil
    case .record(let record):
      let examples = record.values.compactMap { $0.example(level: level + 1) }
      return examples.count == record.values.count
        ? .record(RecordValue(labels: record.labels, values: examples)) : nil
    case .dictionary: return isKnown ? self : nil
    default: return self
    }
  }

  // MARK: Forgetting

  /// What stands for any value of this type.
  public var forgotten: Value {
    switch self {
    case .bool: .some(like: .bool(true))
    case .int: .some(like: .int(1))
    // Without a fraction: where an int is asked for, a real number may do.
    case .real: .some(like: .real(1))
    case .text: .some(like: .text("a"))
    case .list: .some(like: .list([]))
    case .dictionary: .some(like: .dictionary(DictionaryValue()))
    case .range: .some(like: .range(RangeValue(lower: 0, bound: 1, isClosed: false)))
    case .object(let object as StandIn): .object(object)
    case .object, .nothing, .record, .function: .unknown
    }
  }

  /// The value without what a check does not look at: of objects that say so, such as tensors, the
  /// contents. Of numbers and strings nothing is kept but the type unless `keepsScalars`.
  public func standIn(keepsScalars: Bool = false) -> Value {
    standIn(keepsScalars, level: 0)
  }

  private func standIn(_ keepsScalars: Bool, level: Int) -> Value {
    guard level < Value.checkedLevels else { return .unknown }
    switch self {
    case .object(let object): return object.standIn(joining: object).map(Value.object) ?? .unknown
    case .list(let list):
      guard list.elements.count <= Value.checkedElements else { return forgotten }
      return .list(list.elements.map { $0.standIn(keepsScalars, level: level + 1) })
    case .record(let record):
      let values = record.values.map { $0.standIn(keepsScalars, level: level + 1) }
      return .record(RecordValue(labels: record.labels, values: values))
    case .bool, .int, .real: return keepsScalars ? self : forgotten
    case .text(let text):
      return keepsScalars && text.string.utf8.count <= 4096 ? self : forgotten
    case .dictionary:
      return keepsScalars && isKnown ? self : forgotten
    case .nothing, .range, .function: return self
    }
  }

  // MARK: Joining

  /// What stands for either of two values.
  public func joined(with other: Value) -> Value { joined(with: other, level: 0) }

  private func joined(with other: Value, level: Int) -> Value {
    guard level < Value.checkedLevels else { return .unknown }
    switch (self, other) {
    case (.object(let a), .object(let b)):
      return a.standIn(joining: b).map(Value.object) ?? .unknown
    case (.record(let a), .record(let b)) where a.labels == b.labels:
      let values = zip(a.values, b.values).map { $0.joined(with: $1, level: level + 1) }
      return .record(RecordValue(labels: a.labels, values: values))
    case (.list(let a), .list(let b)) where a.elements.count == b.elements.count:
      guard a.elements.count <= Value.checkedElements else { return forgotten }
      return .list(zip(a.elements, b.elements).map { $0.joined(with: $1, level: level + 1) })
    case (.function(let a), .function(let b)): return a === b ? self : .unknown
    case (.nothing, .nothing): return self
    case (.object(let standIn as StandIn), let value), (let value, .object(let standIn as StandIn)):
      guard let example = standIn.example else { return .unknown }
      return value.typeName == example.typeName ? .object(standIn) : .unknown
    default:
      guard typeName == other.typeName else { return .unknown }
      return isKnown && other.isKnown && isEqual(to: other) ? self : forgotten
    }
  }

  /// What stands for any of several values; nil if there is none.
  public static func joined(_ values: [Value]) -> Value? {
    guard let first = values.first else { return nil }
    guard values.count <= checkedElements else { return .unknown }
    return values.dropFirst().reduce(first) { $0.joined(with: $1) }
  }
}
