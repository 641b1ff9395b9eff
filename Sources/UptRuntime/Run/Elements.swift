import UptSyntax

/// Subscripts and fields of values of any type.
enum Elements {
  static func get(_ base: Value, _ items: [Subscript]) throws -> Value {
    switch base {
    case .object(let object): return try object.index(items)
    case .list(let list):
      switch try single(items, of: base) {
      case .value(let index):
        return list.elements[try position(index, list.elements.count, base)]
      case .slice(let low, let high, let isClosed):
        let bounds = try Subscript.bounds(
          low: low, high: high, isClosed: isClosed, count: list.elements.count)
        return .list(Array(list.elements[bounds]))
      }
    case .text(let text):
      let count = text.string.count
      switch try single(items, of: base) {
      case .value(let index):
        let offset = try position(index, count, base)
        return .text(String(text.string[text.string.index(text.string.startIndex, offsetBy: offset)]))
      case .slice(let low, let high, let isClosed):
        let bounds = try Subscript.bounds(low: low, high: high, isClosed: isClosed, count: count)
        return .text(String(text.string.dropFirst(bounds.lowerBound).prefix(bounds.count)))
      }
    case .range(let range):
      guard case .value(let index) = try single(items, of: base) else { break }
      return .int(range.lower + (try position(index, range.count, base)))
    case .dictionary(let dictionary):
      let key = try key(items, of: base)
      if let value = dictionary[key] { return value }
      throw missingKey(key, in: base)
    case .record(let record):
      let key = try key(items, of: base)
      if case .text(let label) = key, let value = record.value(label.string) { return value }
      throw missingKey(key, in: base)
    default: break
    }
    throw RuntimeError(.type, "\(base.typeWithArticle) has no elements to index")
  }

  /// The element at one index.
  static func get(_ base: Value, at index: Value) throws -> Value {
    if case .list(let list) = base, case .int(let number) = index, number >= 0,
      number < list.elements.count {
      return list.elements[number]
    }
    return try get(base, [Subscript(index)])
  }

  /// Puts a value at a place inside `base`, which is changed in place if it has no other owner.
  static func set(_ base: inout Value, _ items: [Subscript], to value: Value) throws {
    // No binding may hold the storage while it is changed, or it would be copied.
    if let count = listCount(base) {
      let position = try self.position(items, count, base)
      base.withElements { $0[position] = value }
    } else if isDictionary(base) {
      let key = try key(items, of: base)
      base.withDictionary { $0[key] = value }
    } else if case .object(let object) = base {
      base = try object.setIndex(items, to: value)
    } else {
      throw RuntimeError(.type, "the elements of \(base.typeWithArticle) cannot be assigned to")
    }
  }

  /// Puts a value at one index of `base`.
  @inline(__always)
  static func set(_ base: inout Value, at index: Value, to value: Value) throws {
    guard case .int(let number) = index else {
      return try set(&base, [Subscript(index)], to: value)
    }
    guard let list = base.takeOwnList() else {
      return try set(&base, [.value(.int(number))], to: value)
    }
    defer { base.become(.list(list)) }
    let position = try Subscript.position(number, count: list.elements.count)
    list.change(at: position) { $0.become(value) }
  }

  /// Changes the element at one index of `base`: in place in a list or dictionary, which lies in
  /// no variable meanwhile.
  @inline(__always)
  static func update(
    _ base: inout Value, at index: Value, _ change: (inout Value) throws -> Void
  ) throws {
    if case .int(let number) = index, let list = base.takeOwnList() {
      defer { base.become(.list(list)) }
      let position = try Subscript.position(number, count: list.elements.count)
      return try list.change(at: position, change)
    }
    if let key = DictionaryValue.Key(index), let dictionary = base.takeOwnDictionary() {
      defer { base.become(.dictionary(dictionary)) }
      guard let position = dictionary.position(of: key) else {
        throw missingKey(key, in: .dictionary(dictionary))
      }
      return try dictionary.change(at: position, change)
    }
    try replace(&base, [Subscript(index)], change)
  }

  /// Changes the element at a place inside `base`.
  static func update(
    _ base: inout Value, _ items: [Subscript], _ change: (inout Value) throws -> Void
  ) throws {
    if items.count == 1, case .value(let index) = items[0] {
      return try update(&base, at: index, change)
    }
    try replace(&base, items, change)
  }

  private static func replace(
    _ base: inout Value, _ items: [Subscript], _ change: (inout Value) throws -> Void
  ) throws {
    var element = try get(base, items)
    try change(&element)
    try set(&base, items, to: element)
  }

  private static func listCount(_ value: Value) -> Int? {
    if case .list(let list) = value { return list.elements.count }
    return nil
  }

  private static func isDictionary(_ value: Value) -> Bool {
    if case .dictionary = value { return true }
    return false
  }

  /// Sets a field of a record, which is changed in place if it has no other owner.
  static func set(_ base: inout Value, field: String, to value: Value) throws {
    let labels = try recordLabels(base)
    guard let position = labels.firstIndex(of: field) else {
      throw RuntimeError(
        .member, "the record has no field `\(field)`",
        hint: Suggestion.hint(for: field, among: labels))
    }
    guard var record = base.takeRecord() else { return }
    if !isKnownUniquelyReferenced(&record) {
      record = RecordValue(labels: record.labels, values: record.values)
    }
    record.values[position] = value
    base = .record(record)
  }

  private static func recordLabels(_ base: Value) throws -> [String] {
    if case .record(let record) = base { return record.labels }
    throw RuntimeError(.type, "the members of \(base.typeWithArticle) cannot be assigned to")
  }

  private static func single(_ items: [Subscript], of base: Value) throws -> Subscript {
    if items.count == 1 { return items[0] }
    throw RuntimeError(
      .index, "\(base.typeWithArticle) takes one index, not \(items.count)",
      hint: "for a list of lists write x[i][j]")
  }

  /// The position in a list that is to be changed.
  private static func position(
    _ items: [Subscript], _ count: Int, _ base: Value
  ) throws -> Int {
    guard case .value(let index) = try single(items, of: base) else {
      throw RuntimeError(.type, "a slice of a list cannot be assigned to")
    }
    return try position(index, count, base)
  }

  private static func position(_ index: Value, _ count: Int, _ base: Value) throws -> Int {
    guard case .int(let number) = index else {
      throw RuntimeError(
        .type, "an index of \(base.typeWithArticle) must be an int, not \(index.typeWithArticle)")
    }
    return try Subscript.position(number, count: count)
  }

  private static func key(_ items: [Subscript], of base: Value) throws -> DictionaryValue.Key {
    guard case .value(let value) = try single(items, of: base) else {
      throw RuntimeError(.type, "\(base.typeWithArticle) has no slices")
    }
    if let key = DictionaryValue.Key(value) { return key }
    throw RuntimeError(
      .type, "a key must be a string, an int or a bool, not \(value.typeWithArticle)")
  }

  private static func missingKey(_ key: DictionaryValue.Key, in base: Value) -> RuntimeError {
    let keys: [DictionaryValue.Key] =
      switch base {
      case .dictionary(let dictionary): dictionary.keys
      case .record(let record): record.labels.map { .text($0) }
      default: []
      }
    var hint = "the keys are \(keys.prefix(8).map(\.value.summary).joined(separator: ", "))"
    if case .text(let name) = key {
      let names = keys.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
      let nearest = Suggestion.nearest(to: name.string, among: names)
      hint = nearest.map { "did you mean \"\($0)\"?" } ?? hint
    }
    return RuntimeError(
      .index, "there is no key \(key.value.summary)", hint: keys.isEmpty ? nil : hint)
  }
}
