import UptSyntax

extension Interpreter {
  /// What is wrong with a program and what kind of value its last expression has, found without
  /// running it: its type, with the shape or the parts where they are known; nil if nothing is.
  public func expectation(of program: Program) -> (type: String?, diagnostics: [Diagnostic]) {
    let found = examine(program, Overrides([], for: program))
    return (found.value.kindText, found.diagnostics.inOrder)
  }
}

extension Value {
  /// Its type with what tells it from others of the type, such as the shape of a tensor or the
  /// fields of a record; nil for the unknown.
  public var kindText: String? { kindText(level: 0) }

  private func kindText(level: Int) -> String? {
    guard !isUnknown, level < 4 else { return level == 0 ? nil : "…" }
    switch self {
    case .object(let object):
      return typeName + (object.shapeText.map { " \($0)" } ?? "")
    case .record(let record):
      let fields = record.fields.map { "\($0): \($1.kindText(level: level + 1) ?? "?")" }
      return "(\(fields.joined(separator: ", ")))"
    case .list(let list):
      let kinds = Set(list.elements.prefix(Value.checkedElements).map {
        $0.kindText(level: level + 1) ?? "?"
      })
      let count = list.elements.count
      let holds = kinds.count == 1 ? kinds.first.map { " of \(count) × \($0)" } : " of \(count)"
      return "list" + (count == 0 ? "" : holds ?? "")
    default: return typeName
    }
  }
}
