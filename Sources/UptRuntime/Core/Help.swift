/// What `help` prints.
public enum Help {
  /// The documentation of a function, or the list of functions for anything else.
  static func text(for value: Value, in interpreter: Interpreter) -> String {
    switch value {
    case .function(let function):
      if let builtin = function.builtin { return text(for: builtin) }
      let comment = function.documentation
      return function.signature + (comment.isEmpty ? "" : "\n\n" + comment)
    case .nothing:
      let names = interpreter.builtins.map(\.name).joined(separator: ", ")
      return "functions: \(names)\nhelp(NAME) tells more about one of them"
    default:
      let names = value.memberNames
      let members = names.isEmpty ? "" : "\nmembers: \(names.joined(separator: ", "))"
      return "\(value.typeWithArticle)\(members)"
    }
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
}
