// Only a single owner changes what these classes hold, so that no access to it overlaps another
// and none is checked at run time.

/// The storage of a string value.
public final class TextValue {
  /// The string.
  @exclusivity(unchecked) public internal(set) var string: String { didSet { knownHash = 0 } }
  /// The hash once it was asked for. Two threads that ask at once store the same number.
  @exclusivity(unchecked) private var knownHash = 0

  /// A text that holds `string`.
  public init(_ string: String) { self.string = string }

  /// A number that equal strings share, however they spell their characters.
  var hash: Int {
    if knownHash == 0 { knownHash = string.hashValue }
    return knownHash
  }

  /// Whether the strings are equal.
  @inline(__always)
  func isEqual(to other: TextValue) -> Bool {
    self === other || hash == other.hash && string == other.string
  }
}

/// The storage of a list value; changed in place only by its single owner.
public final class ListValue {
  /// The elements in order.
  @exclusivity(unchecked) public internal(set) var elements: [Value]

  /// A list that holds `elements`.
  public init(_ elements: [Value]) { self.elements = elements }

  deinit { Nesting.release(&elements) }

  /// Changes the element at a position.
  @inline(__always)
  func change(at position: Int, _ change: (inout Value) throws -> Void) rethrows {
    try change(&elements[position])
  }
}

/// The storage of a record: labels and values side by side.
public final class RecordValue {
  /// The labels in order; no two are equal.
  public let labels: [String]
  /// The values, one for each label.
  @exclusivity(unchecked) public internal(set) var values: [Value]

  /// A record from labels and as many values.
  public init(labels: [String], values: [Value]) {
    self.labels = labels
    self.values = values
  }

  deinit { Nesting.release(&values) }

  /// The fields in order.
  public var fields: [(String, Value)] { Array(zip(labels, values)) }

  /// The value of a label, if it has it.
  public func value(_ label: String) -> Value? {
    labels.firstIndex(of: label).map { values[$0] }
  }
}

/// The storage of a range of integers.
public final class RangeValue {
  /// The first number.
  public let lower: Int
  /// The bound as written.
  public let bound: Int
  /// Whether the bound belongs to the range.
  public let isClosed: Bool

  /// The range `lower...bound` or `lower..<bound`.
  public init(lower: Int, bound: Int, isClosed: Bool) {
    self.lower = lower
    self.bound = bound
    self.isClosed = isClosed
  }

  /// How many numbers it holds; saturates at `Int.max`.
  public var count: Int {
    guard lower <= bound else { return 0 }
    let (distance, overflow) = bound.subtractingReportingOverflow(lower)
    if overflow { return Int.max }
    return isClosed && distance < Int.max ? distance + 1 : distance
  }

  /// Whether it holds a number.
  public func contains(_ number: Int) -> Bool {
    number >= lower && (isClosed ? number <= bound : number < bound)
  }
}

/// Taking the storage out of a value leaves nil behind, so that whoever changes the storage can
/// see whether it has another owner.
extension Value {
  mutating func takeText() -> TextValue? {
    guard case .text(let text) = self else { return nil }
    self = .nothing
    return text
  }

  mutating func takeRecord() -> RecordValue? {
    guard case .record(let record) = self else { return nil }
    self = .nothing
    return record
  }

  /// Takes out a list that has no other owner: a copy if need be.
  @inline(__always)
  mutating func takeOwnList() -> ListValue? {
    guard case .list(var list) = self else { return nil }
    self = .nothing
    if !isKnownUniquelyReferenced(&list) { list = ListValue(list.elements) }
    return list
  }

  /// Takes out a dictionary that has no other owner: a copy if need be.
  @inline(__always)
  mutating func takeOwnDictionary() -> DictionaryValue? {
    guard case .dictionary(var dictionary) = self else { return nil }
    self = .nothing
    if !isKnownUniquelyReferenced(&dictionary) {
      dictionary = DictionaryValue(copying: dictionary)
    }
    return dictionary
  }

  /// Changes the elements of a list, copying them first if they are shared.
  mutating func withElements<Result>(
    _ body: (inout [Value]) throws -> Result
  ) rethrows -> Result? {
    guard let list = takeOwnList() else { return nil }
    defer { self = .list(list) }
    return try body(&list.elements)
  }

  /// Changes a string, copying it first if it is shared.
  mutating func withText(_ body: (inout String) throws -> Void) rethrows -> Void? {
    guard var text = takeText() else { return nil }
    if !isKnownUniquelyReferenced(&text) { text = TextValue(text.string) }
    defer { self = .text(text) }
    return try body(&text.string)
  }

  /// Changes a dictionary, copying it first if it is shared.
  mutating func withDictionary<Result>(
    _ body: (DictionaryValue) throws -> Result
  ) rethrows -> Result? {
    guard let dictionary = takeOwnDictionary() else { return nil }
    defer { self = .dictionary(dictionary) }
    return try body(dictionary)
  }
}
