extension Value {
  /// Whether two values are equal: numbers by value, containers element by element, functions
  /// and objects by identity unless the object says otherwise. Values of different types differ.
  public func isEqual(to other: Value) -> Bool {
    // What is inside of containers waits in a list: however deep they nest, nothing recurses.
    var pending: [(Value, Value)] = []
    guard isEqual(to: other, &pending) else { return false }
    if pending.isEmpty { return true }
    var compared: Set<Pair> = []
    while let (left, right) = pending.popLast() {
      // Two containers that are met again, as in a list that holds another one twice, need no
      // second look: either they turned out equal or the comparison is over.
      if let pair = Pair(left, right), !compared.insert(pair).inserted { continue }
      guard left.isEqual(to: right, &pending) else { return false }
    }
    return true
  }

  /// Two containers by identity.
  private struct Pair: Hashable {
    let left: ObjectIdentifier
    let right: ObjectIdentifier

    init?(_ left: Value, _ right: Value) {
      switch (left, right) {
      case (.list(let a), .list(let b)): (self.left, self.right) = (.init(a), .init(b))
      case (.record(let a), .record(let b)): (self.left, self.right) = (.init(a), .init(b))
      case (.dictionary(let a), .dictionary(let b)): (self.left, self.right) = (.init(a), .init(b))
      default: return nil
      }
    }
  }

  /// Compares all but the contents of containers, which it adds to `pending`.
  private func isEqual(to other: Value, _ pending: inout [(Value, Value)]) -> Bool {
    switch (self, other) {
    case (.nothing, .nothing): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.int(let left), .int(let right)): return left == right
    case (.real(let left), .real(let right)): return left == right
    case (.int(let left), .real(let right)), (.real(let right), .int(let left)):
      return Int(exactly: right) == left
    case (.text(let left), .text(let right)): return left.string == right.string
    case (.list(let left), .list(let right)):
      return left === right || Value.compare(left.elements, right.elements, &pending)
    case (.record(let left), .record(let right)):
      return left === right
        || left.labels == right.labels && Value.compare(left.values, right.values, &pending)
    case (.dictionary(let left), .dictionary(let right)):
      guard left !== right else { return true }
      let others = left.keys.compactMap { right[$0] }
      return left.count == right.count && Value.compare(left.values, others, &pending)
    case (.range(let left), .range(let right)):
      return left.lower == right.lower && left.count == right.count
    case (.function(let left), .function(let right)): return left === right
    case (.object(let left), _): return left.isEqual(to: other)
    case (_, .object(let right)): return right.isEqual(to: self)
    default: return false
    }
  }

  private static func compare(
    _ left: [Value], _ right: [Value], _ pending: inout [(Value, Value)]
  ) -> Bool {
    guard left.count == right.count else { return false }
    for (a, b) in zip(left, right) {
      switch a {
      case .list, .record, .dictionary: pending.append((a, b))
      default: if !a.isEqual(to: b, &pending) { return false }
      }
    }
    return true
  }
}
