/// The storage of a dictionary: values by key, in order of insertion; only a single owner changes it.
public final class DictionaryValue {
  /// What a key can be.
  public enum Key: Equatable {
    case text(TextValue)
    case int(Int)
    case bool(Bool)
  }

  @exclusivity(unchecked) private var table = KeyTable()
  /// The values, one for each key.
  @exclusivity(unchecked) public private(set) var values: [Value] = []

  /// A dictionary without entries.
  public init() {}

  /// A copy of another dictionary.
  public init(copying other: DictionaryValue) {
    table = other.table
    values = other.values
  }

  deinit { Nesting.release(&values) }

  /// The keys in order of insertion.
  public var keys: [Key] { table.keys }

  /// How many entries it has.
  public var count: Int { values.count }

  /// The value of a key; setting nil removes the entry.
  public subscript(key: Key) -> Value? {
    get { table.position(of: key).map { values[$0] } }
    set {
      guard let newValue else {
        if let position = table.remove(key) { values.remove(at: position) }
        return
      }
      let (position, isNew) = table.insert(key)
      if isNew { values.append(newValue) } else { values[position] = newValue }
    }
  }

  /// The position of a key's entry.
  func position(of key: Key) -> Int? { table.position(of: key) }

  /// Changes the value at a position of an entry.
  @inline(__always)
  func change(at position: Int, _ change: (inout Value) throws -> Void) rethrows {
    try change(&values[position])
  }
}

extension DictionaryValue.Key {
  /// A string as a key.
  public static func text(_ string: String) -> Self { .text(TextValue(string)) }

  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.text(let a), .text(let b)): a.isEqual(to: b)
    case (.int(let a), .int(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    default: false
    }
  }

  /// A number that equal keys share.
  var hash: Int {
    switch self {
    case .text(let text): text.hash
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    }
  }

  /// The key as a value.
  public var value: Value {
    switch self {
    case .text(let text): .text(text)
    case .int(let number): .int(number)
    case .bool(let flag): .bool(flag)
    }
  }

  /// The key that a value is, if it can be one; a real without a fraction counts as an integer.
  public init?(_ value: Value) {
    switch value {
    case .text(let text): self = .text(text)
    case .int(let number): self = .int(number)
    case .bool(let flag): self = .bool(flag)
    case .real(let number):
      guard let exact = Int(exactly: number) else { return nil }
      self = .int(exact)
    default: return nil
    }
  }
}
