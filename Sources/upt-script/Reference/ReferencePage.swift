import UptBuiltins
import UptRuntime
import UptSyntax

/// A page of the language reference that is made from the program's own documentation, in Markdown.
enum ReferencePage: String, CaseIterable {
  /// All functions by topic.
  case functions
  /// What can follow a dot, by type.
  case members
  /// All codes of errors and warnings.
  case diagnostics

  /// The page as it stands in `Grammar/reference`.
  var text: String {
    let parts = switch self {
    case .functions: ["# Functions"] + Self.functionParts
    case .members: ["# Types and their members"] + Self.memberParts
    case .diagnostics: ["# Errors and warnings"] + Self.diagnosticParts
    }
    let origin = "<!-- Written by `\(Version.program) reference \(rawValue)`. -->"
    return (parts.prefix(1) + [origin] + parts.dropFirst()).joined(separator: "\n\n") + "\n"
  }

  private static var diagnosticParts: [String] {
    Explanation.all.map { "## " + ExplanationText.full($0).trimmed }
  }

  // MARK: Functions

  private static var functionParts: [String] {
    let topics = Interpreter(topics: Library.topics(Surroundings())).topics
    let contents = topics.map { topic in
      "- \(topic.title): " + topic.builtins.map { "`\($0.name)`" }.joined(separator: ", ")
    }
    return [contents.joined(separator: "\n")]
      + topics.flatMap { topic in ["## \(topic.title)"] + topic.builtins.map { entry($0) } }
  }

  // MARK: Members

  private static var memberParts: [String] {
    let types = Interpreter(types: Library.types).types
    var told: [ObjectIdentifier: String] = [:]
    return types.flatMap { type in
      var parts = ["## \(type.name)", type.help]
      let properties = type.properties.map { "- `\($0.name)`: \($0.help)" }
      if !properties.isEmpty { parts.append(properties.joined(separator: "\n")) }
      var shared: [String: [String]] = [:]
      for method in type.methods {
        if let owner = told[ObjectIdentifier(method)] {
          shared[owner, default: []].append("`\(method.name)`")
        } else {
          told[ObjectIdentifier(method)] = type.name
          parts.append(entry(method, of: type.name))
        }
      }
      parts += shared.sorted { $0.key < $1.key }.map { owner, names in
        "As of \(owner): \(names.joined(separator: ", "))."
      }
      return parts
    }
  }

  // MARK: Entries

  private static func entry(_ builtin: Builtin, of type: String? = nil) -> String {
    let prefix = type.map { $0 + "." } ?? ""
    var parts = [
      "### \(prefix)\(builtin.name)", "`\(prefix)\(builtin.signature)`", builtin.help.trimmed,
    ]
    let documented = builtin.parameters.filter { !$0.help.isEmpty }
      .map { "- `\($0.name)`: \($0.help)" }
    if !documented.isEmpty { parts.append(documented.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
