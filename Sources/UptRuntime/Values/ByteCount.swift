/// Adds up the bytes that values keep in memory, to within what allocations round up. What several
/// of them share counts once.
///
/// It goes through a list of what is left to do, as values may nest deep.
public struct ByteCount {
  /// The bytes so far.
  public private(set) var total = 0
  /// The bytes of each part that others may hold as well, by its address.
  public private(set) var parts: [UInt: Int] = [:]
  private var waiting: [Value] = []

  /// What an object takes beside what it holds.
  private static let object = 48

  /// A count at its start.
  public init() {}

  /// Counts a value with all that it holds; gives the bytes that were not counted before.
  @discardableResult
  public mutating func count(_ value: Value) -> Int {
    let before = total
    waiting.append(value)
    finish()
    return total - before
  }

  /// Adds bytes that belong to nothing else.
  public mutating func add(_ bytes: Int) { total += max(bytes, 0) }

  /// Adds the bytes of a part that others may hold as well; false if it was counted before.
  @discardableResult
  public mutating func add(_ part: AnyObject, _ bytes: Int) -> Bool {
    add(at: UInt(bitPattern: ObjectIdentifier(part)), bytes)
  }

  /// Adds the elements of an array, which its copies share; false if they were counted before.
  @discardableResult
  public mutating func add<Element>(elementsOf array: [Element]) -> Bool {
    guard !array.isEmpty else { return true }
    let address = array.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    return add(at: address, Self.object + array.count * MemoryLayout<Element>.stride)
  }

  /// Adds a value inside of what is being counted.
  public mutating func add(_ value: Value) { waiting.append(value) }

  private mutating func add(at address: UInt, _ bytes: Int) -> Bool {
    guard parts[address] == nil else { return false }
    parts[address] = max(bytes, 0)
    add(bytes)
    return true
  }

  private mutating func finish() {
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
    return count.count(self)
  }
}
