extension Value {
  /// Whether two values are equal: numbers by value, containers element by element, functions
  /// and objects by identity unless the object says otherwise. Values of different types differ.
  public func isEqual(to other: Value) -> Bool { isEqual(to: other, level: 0) }

  private func isEqual(to other: Value, level: Int) -> Bool {
    if level > 10_000 { return false }
    switch (self, other) {
    case (.nothing, .nothing): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.int(let left), .int(let right)): return left == right
    case (.real(let left), .real(let right)): return left == right
    case (.int(let left), .real(let right)), (.real(let right), .int(let left)):
      return Int(exactly: right) == left
    case (.text(let left), .text(let right)): return left.string == right.string
    case (.list(let left), .list(let right)):
      return left === right || Value.areEqual(left.elements, right.elements, level: level + 1)
    case (.record(let left), .record(let right)):
      return left === right
        || left.labels == right.labels
          && Value.areEqual(left.values, right.values, level: level + 1)
    case (.dictionary(let left), .dictionary(let right)):
      guard left !== right else { return true }
      return left.count == right.count
        && zip(left.keys, left.values).allSatisfy { key, value in
          right[key].map { value.isEqual(to: $0, level: level + 1) } ?? false
        }
    case (.range(let left), .range(let right)):
      return left.lower == right.lower && left.count == right.count
    case (.function(let left), .function(let right)): return left === right
    case (.object(let left), _): return left.isEqual(to: other)
    case (_, .object(let right)): return right.isEqual(to: self)
    default: return false
    }
  }

  private static func areEqual(_ left: [Value], _ right: [Value], level: Int) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { $0.isEqual(to: $1, level: level) }
  }
}
