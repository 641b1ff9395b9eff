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
    switch self {
    case .list(var list):
      self = .nothing
      guard isKnownUniquelyReferenced(&list) else { return }
      pending.append(contentsOf: list.elements.lazy.filter(\.isContainer))
      list.elements = []
    case .record(var record):
      self = .nothing
      guard isKnownUniquelyReferenced(&record) else { return }
      pending.append(contentsOf: record.values.lazy.filter(\.isContainer))
      record.values = []
    case .dictionary(var dictionary):
      self = .nothing
      guard isKnownUniquelyReferenced(&dictionary) else { return }
      pending.append(contentsOf: dictionary.takeValues().lazy.filter(\.isContainer))
    default: break
    }
  }
}
