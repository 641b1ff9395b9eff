/// Adds up the bytes that values keep in memory, to within what allocations round up. What several
/// of them share counts once.
///
/// It goes through a list of what is left to do, as values may nest deep.
public struct ByteCount {
  /// The bytes so far.
  public private(set) var total = 0
  private var seen: Set<ObjectIdentifier> = []
  private var waiting: [Value] = []

  /// What an object takes beside what it holds.
  private static let object = 48

  /// A count at its start.
  public init() {}

  /// Adds bytes that belong to nothing else.
  public mutating func add(_ bytes: Int) { total += max(bytes, 0) }

  /// Adds the bytes of a part that others may hold as well; false if it was counted before.
  @discardableResult
  public mutating func add(_ part: AnyObject, _ bytes: Int) -> Bool {
    guard seen.insert(ObjectIdentifier(part)).inserted else { return false }
    add(bytes)
    return true
  }

  /// Adds a value inside of what is being counted.
  public mutating func add(_ value: Value) { waiting.append(value) }

  fileprivate mutating func finish() {
    while let value = waiting.popLast() {
      add(MemoryLayout<Value>.size)
      open(value)
    }
  }

  private mutating func open(_ value: Value) {
    switch value {
    case .nothing, .bool, .int, .real: break
    case .text(let text): add(text, Self.object + text.string.utf8.count)
    case .list(let list): if add(list, Self.object) { waiting += list.elements }
    case .record(let record):
      if add(record, Self.object + 16 * record.labels.count) { waiting += record.values }
    case .dictionary(let dictionary):
      if add(dictionary, Self.object + 32 * dictionary.count) { waiting += dictionary.values }
    case .range(let range): add(range, Self.object)
    case .function(let function): if add(function, Self.object) { waiting += function.held }
    case .object(let object): if add(object, Self.object) { object.count(&self) }
    }
  }
}

extension Value {
  /// The bytes that the value keeps in memory.
  public var byteCount: Int {
    var count = ByteCount()
    count.add(self)
    count.finish()
    return count.total
  }
}
