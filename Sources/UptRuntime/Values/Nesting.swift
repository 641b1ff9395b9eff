/// Limits on how deep values nest.
enum Nesting {
  /// How many levels of containers a printed form shows.
  static let printedLevels = 64

  /// Empties a container's storage without recursion, so that letting go of a list nested a
  /// million deep does not overflow the stack.
  static func release(_ values: inout [Value]) {
    guard values.contains(where: \.isContainer) else { return }
    var pending = values
    values = []
    while var value = pending.popLast() {
      value.takeContents(into: &pending)
    }
  }
}

extension Value {
  /// Whether it holds other values.
  var isContainer: Bool {
    switch self {
    case .list, .record, .dictionary: true
    default: false
    }
  }

  /// Moves the contents out if nobody else owns them.
  fileprivate mutating func takeContents(into pending: inout [Value]) {
    if var list = takeList() {
      guard isKnownUniquelyReferenced(&list) else { return }
      Value.move(&list.elements, into: &pending)
    } else if var record = takeRecord() {
      guard isKnownUniquelyReferenced(&record) else { return }
      Value.move(&record.values, into: &pending)
    } else if var dictionary = takeDictionary() {
      guard isKnownUniquelyReferenced(&dictionary) else { return }
      var values = dictionary.takeValues()
      Value.move(&values, into: &pending)
    }
  }

  private static func move(_ values: inout [Value], into pending: inout [Value]) {
    for value in values where value.isContainer { pending.append(value) }
    values = []
  }
}
