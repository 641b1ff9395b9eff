import UptSyntax

/// Values from outside for the names of the `[parameters]` cell.
struct Overrides {
  private(set) var values: [String: Value] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ parameters: [(name: String, text: String)], for program: Program) {
    var declared: [String: Expression] = [:]
    for cell in program.cells where cell.kind == .parameters {
      for case .declaration(let declaration) in cell.statements.map(\.kind) {
        if let name = declaration.name { declared[name.name] = declaration.value }
      }
    }
    for (name, text) in parameters {
      guard let original = declared[name] else {
        let known = declared.keys.sorted()
        let list =
          known.isEmpty
          ? "the script has no `# %% [parameters]` cell"
          : "the parameters are \(known.joined(separator: ", "))"
        diagnostics.append(
          Diagnostic(
            "E0207", "the script has no parameter `\(name)`", span: nil,
            hint: Suggestion.hint(for: name, among: known) ?? list))
        continue
      }
      let value = Overrides.value(of: text)
      if let problem = Overrides.mismatch(value, original.literal) {
        diagnostics.append(
          Diagnostic(
            "E0208", "the parameter `\(name)` is \(problem), and \(value.summary) is not",
            span: original.span, label: "its value in the script"))
      } else {
        values[name] = value
      }
    }
  }

  /// The value a text means: that of a literal, or else the text itself.
  static func value(of text: String) -> Value {
    let program = Parser.parse(text: text, name: "value")
    guard program.isValid, program.cells.count == 1, program.cells[0].statements.count == 1,
      case .expression(let expression) = program.cells[0].statements[0].kind,
      let value = expression.literal
    else { return .text(text) }
    return value
  }

  private static func mismatch(_ value: Value, _ original: Value?) -> String? {
    switch (original, value) {
    case (.int?, .int), (.int?, .real), (.real?, .int), (.real?, .real), (.bool?, .bool): nil
    case (.int?, _), (.real?, _): "a number"
    case (.bool?, _): "true or false"
    default: nil
    }
  }
}

extension Expression {
  /// Its value if it is made of literals only.
  var literal: Value? {
    if let constant { return constant }
    switch kind {
    case .list(let elements):
      let values = elements.compactMap(\.literal)
      return values.count == elements.count ? .list(values) : nil
    case .range(let low, let high, let isClosed):
      guard let lower = low.literal, let upper = high.literal else { return nil }
      return try? Operations.range(lower, upper, isClosed: isClosed)
    default: return nil
    }
  }
}
