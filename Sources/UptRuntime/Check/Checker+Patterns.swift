import UptSyntax

extension Checker {
  /// Defines the names of a pattern; a value that certainly does not fit is reported.
  func bind(_ pattern: Pattern, _ value: Value) {
    guard match(pattern, value) == false else { return }
    let mismatch = Mismatch.error(pattern, value)
    report(mismatch, at: mismatch.span ?? pattern.span)
  }

  /// Whether a value fits a pattern, nil if that is not known; defines the names in it either way.
  func match(_ pattern: Pattern, _ value: Value) -> Bool? {
    switch pattern.kind {
    case .name(let name):
      set(name, to: value)
      return true
    case .literal(let literal):
      guard value.isKnown, let constant = literal.constant else { return nil }
      return value.isEqual(to: constant)
    case .range: return nil
    case .list(let patterns, let rest): return match(patterns, rest, in: pattern, value)
    case .record(let fields):
      return all(fields.map { field in
        if case .object(let object) = value, object.isStandIn { return forget(field.pattern) }
        guard let member = try? Mismatch.member(field.label.name, of: value) else {
          _ = forget(field.pattern)
          return false
        }
        return match(field.pattern, member.standIn(keepsScalars: true))
      })
    }
  }

  private func match(
    _ patterns: [Pattern], _ rest: Pattern.Rest?, in pattern: Pattern, _ value: Value
  ) -> Bool? {
    let elements: [Value]
    switch value {
    case .object(let object):
      if object.isStandIn || object.count != nil { return forget(pattern) }
      _ = forget(pattern)
      return false
    case .list(let list): elements = list.elements
    case .range(let range) where range.count <= Value.checkedElements:
      elements = (try? value.elements()) ?? []
    case .range: return forget(pattern)
    default:
      _ = forget(pattern)
      return false
    }
    guard rest == nil ? elements.count == patterns.count : elements.count >= patterns.count else {
      _ = forget(pattern)
      return false
    }
    let position = rest?.position ?? patterns.count
    let skipped = elements.count - patterns.count
    if let name = rest?.name {
      set(name, to: .list(Array(elements[position..<(position + skipped)])))
    }
    return all(patterns.enumerated().map { index, part in
      match(part, elements[index < position ? index : index + skipped])
    })
  }

  /// Defines the names of a pattern without knowing of what.
  func forget(_ pattern: Pattern) -> Bool? {
    for name in pattern.names { set(name, to: .unknown) }
    return nil
  }

  private func all(_ parts: [Bool?]) -> Bool? {
    if parts.contains(false) { return false }
    return parts.contains(where: { $0 == nil }) ? nil : true
  }
}
