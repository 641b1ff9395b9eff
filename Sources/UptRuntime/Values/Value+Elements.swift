extension Value {
  /// The most elements a list made by the language itself may get at once.
  static let largestList = 1 << 27

  /// The elements that `for` sees, or nil if the value cannot be looped over. A dictionary gives
  /// records `(key: …, value: …)`, a string its characters.
  public func elements() throws -> [Value]? {
    switch self {
    case .list(let list): return list.elements
    case .range(let range):
      guard range.count <= Value.largestList else {
        throw RuntimeError(.limit, "a list of \(range.count) elements is too large")
      }
      return (0..<range.count).map { .int(range.lower + $0) }
    case .text(let text): return text.string.map { .text(String($0)) }
    case .dictionary(let dictionary):
      return zip(dictionary.keys, dictionary.values).map { key, value in
        .record([("key", key.value), ("value", value)])
      }
    case .record(let record): return record.values
    case .object(let object):
      guard let count = object.count else { return nil }
      return try (0..<max(0, count)).map { try object.element(at: $0) }
    default: return nil
    }
  }

  /// How many elements it has, or nil if it has none.
  public var elementCount: Int? {
    switch self {
    case .list(let list): list.elements.count
    case .range(let range): range.count
    case .text(let text): text.string.count
    case .dictionary(let dictionary): dictionary.count
    case .record(let record): record.values.count
    case .object(let object): object.count
    default: nil
    }
  }
}
