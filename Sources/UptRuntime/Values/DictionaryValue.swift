/// The storage of a dictionary: values by key, in order of insertion; only a single owner changes it.
public final class DictionaryValue {
  /// What a key can be.
  public enum Key: Hashable {
    case text(String)
    case int(Int)
    case bool(Bool)
  }

  /// The keys in order of insertion.
  @exclusivity(unchecked) public private(set) var keys: [Key]
  /// The values, one for each key.
  @exclusivity(unchecked) public private(set) var values: [Value]
  @exclusivity(unchecked) private var positions: [Key: Int]

  /// A dictionary without entries.
  public init() {
    keys = []
    values = []
    positions = [:]
  }

  /// A copy of another dictionary.
  public init(copying other: DictionaryValue) {
    keys = other.keys
    values = other.values
    positions = other.positions
  }

  deinit { Nesting.release(&values) }

  /// How many entries it has.
  public var count: Int { keys.count }

  /// The value of a key; setting nil removes the entry.
  public subscript(key: Key) -> Value? {
    get { positions[key].map { values[$0] } }
    set {
      guard let newValue else { return remove(key) }
      if let position = positions[key] {
        values[position] = newValue
      } else {
        positions[key] = keys.count
        keys.append(key)
        values.append(newValue)
      }
    }
  }

  private func remove(_ key: Key) {
    guard let position = positions.removeValue(forKey: key) else { return }
    keys.remove(at: position)
    values.remove(at: position)
    for later in position..<keys.count { positions[keys[later]] = later }
  }

  /// The position of a key's entry.
  func position(of key: Key) -> Int? { positions[key] }

  /// Exchanges the value at a position of an entry.
  func exchange(_ value: inout Value, at position: Int) {
    swap(&value, &values[position])
  }
}

extension DictionaryValue.Key {
  /// The key as a value.
  public var value: Value {
    switch self {
    case .text(let string): .text(string)
    case .int(let number): .int(number)
    case .bool(let flag): .bool(flag)
    }
  }

  /// The key that a value is, if it can be one; a real without a fraction counts as an integer.
  public init?(_ value: Value) {
    switch value {
    case .text(let text): self = .text(text.string)
    case .int(let number): self = .int(number)
    case .bool(let flag): self = .bool(flag)
    case .real(let number):
      guard let exact = Int(exactly: number) else { return nil }
      self = .int(exact)
    default: return nil
    }
  }
}
