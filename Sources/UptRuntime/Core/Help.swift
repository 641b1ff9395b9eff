import UptSyntax

/// What `help` prints.
public enum Help {
  /// The documentation of a value: a function, the functions and types that a string names, or the
  /// members of anything else. Without a value, the list of functions.
  static func text(for value: Value, in interpreter: Interpreter) -> String {
    switch value {
    case .nothing:
      let topics = interpreter.topics.map { topic in
        lines("\(topic.title): " + topic.builtins.map(\.name).joined(separator: ", "))
      }
      let more = "help(NAME) tells more about one of them, help(VALUE) what can follow a dot after it"
      return (topics + ["", more]).joined(separator: "\n")
    case .function(let function):
      if let builtin = function.builtin { return text(for: builtin) }
      let comment = function.documentation
      return function.signature + (comment.isEmpty ? "" : "\n\n" + comment)
    case .text(let name): return text(named: name.string, in: interpreter)
    default: return text(for: value)
    }
  }

  /// The widest line of a list of names.
  private static let widestLine = 100

  /// A text in lines, of which all but the first are indented.
  private static func lines(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < widestLine {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + word)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The documentation of a built-in: how it is called, what it does, its parameters.
  public static func text(for builtin: Builtin) -> String {
    var lines = [builtin.signature]
    if !builtin.help.isEmpty { lines += ["", builtin.help] }
    let documented = builtin.parameters.filter { !$0.help.isEmpty }
    if !documented.isEmpty {
      lines.append("")
      lines += documented.map { "  \($0.name): \($0.help)" }
    }
    return lines.joined(separator: "\n")
  }

  /// The documentation of a type: what its values are, and their members.
  public static func text(for type: ValueType) -> String {
    text("\(type.name): \(type.help)", type.members)
  }

  private static func text(for value: Value) -> String {
    text("\(value.typeName): \(value.valueType.help)", value.members)
  }

  /// The widest usage that the descriptions of others are aligned with.
  private static let widestUsage = 28

  private static func text(_ title: String, _ members: [Member]) -> String {
    if members.isEmpty { return title }
    let width = members.map(\.usage.count).filter { $0 <= widestUsage }.max() ?? 0
    let lines = members.map { member in
      // Under a usage that is too long for the column, the description has a line of its own.
      let isLong = member.usage.count > width
      let gap = String(repeating: " ", count: isLong ? width + 2 : width - member.usage.count)
      return "  " + member.usage + (isLong ? "\n" : "") + gap + "  " + member.help
    }
    return ([title, ""] + lines).joined(separator: "\n")
  }

  // MARK: Names

  /// The documentation of everything of a name; of strings, if nothing has it.
  private static func text(named name: String, in interpreter: Interpreter) -> String {
    var found = interpreter.builtins.filter { $0.name == name }.map(text)
    // Ranges share their methods with lists; those are told once.
    var told: Set<ObjectIdentifier> = []
    for type in interpreter.types {
      if type.name == name { found.append(text(for: type)) }
      if let property = type.property(name) {
        found.append("\(type.name).\(name)\n\n\(property.help)")
      }
      if let method = type.method(name), told.insert(ObjectIdentifier(method)).inserted {
        found.append("\(type.name).\(text(for: method))")
      }
    }
    if !found.isEmpty { return found.joined(separator: "\n\n") }
    let known = interpreter.builtins.map(\.name)
      + interpreter.types.flatMap { [$0.name] + $0.members.map(\.name) }
    let hint = Suggestion.hint(for: name, among: known).map { "; \($0)" } ?? ""
    let missing = "nothing is called \(Value.text(name).shortened())\(hint)"
    return "\(text(for: CoreTypes.text))\n\n\(missing)"
  }
}
