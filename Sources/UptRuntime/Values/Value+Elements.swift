extension Value {
  /// The most elements that a list may get: together an eighth of the memory at most.
  static let largestList = min(1 << 27, Memory.bound / 8 / MemoryLayout<Value>.stride)

  /// The most bytes that a string may get.
  static let largestText = min(1 << 30, Memory.bound / 8)

  /// Throws if a list of so many elements is too large to be made.
  static func checkList(_ count: Int) throws {
    guard count > largestList else { return }
    throw RuntimeError(
      .limit, "a list of \(count) elements is too large",
      hint: "a loop over a range needs no list; a tensor takes a quarter of the memory")
  }

  /// Throws if a string of so many bytes is too large to be made.
  static func checkText(_ bytes: Int) throws {
    guard bytes > largestText else { return }
    throw RuntimeError(.limit, "a string of \(bytes) bytes is too large")
  }

  /// Throws if a string of `bytes` and `times` that many more is too large to be made.
  static func checkText(_ bytes: Int, plus more: Int, times: Int) throws {
    let (growth, overflow) = more.multipliedReportingOverflow(by: times)
    let (total, isMore) = bytes.addingReportingOverflow(growth)
    try checkText(overflow || isMore ? .max : total)
  }

  /// The elements that `for` sees, or nil if the value cannot be looped over. A dictionary gives
  /// records `(key: …, value: …)`, a string its characters.
  ///
  /// - Parameter check: called now and then where it takes long; what it throws ends it.
  public func elements(check: () throws -> Void = {}) throws -> [Value]? {
    switch self {
    case .list(let list): return list.elements
    case .range(let range):
      try Value.checkList(range.count)
      var elements: [Value] = []
      elements.reserveCapacity(range.count)
      for position in 0..<range.count {
        if position & 0xFFFF == 0 { try check() }
        elements.append(.int(range.lower + position))
      }
      return elements
    case .text(let text):
      return try text.string.enumerated().map { position, character in
        if position & 0xFFFF == 0 { try check() }
        return .text(String(character))
      }
    case .dictionary(let dictionary):
      return zip(dictionary.keys, dictionary.values).map(Pairing.entry)
    case .record(let record): return record.values
    case .object(let object):
      guard let count = object.count else { return nil }
      return try (0..<max(0, count)).map { position in
        if position & 0xFFF == 0 { try check() }
        return try object.element(at: position)
      }
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
