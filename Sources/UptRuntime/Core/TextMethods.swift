import Foundation

/// Methods of strings.
enum TextMethods {
  static let all: [Builtin] = [
    Builtin("upper", help: "The string in capital letters.\n\n    \"ab\".upper()      # AB") {
      .text(try $0.string().uppercased())
    },
    Builtin("lower", help: "The string in small letters.\n\n    \"Ab\".lower()      # ab") {
      .text(try $0.string().lowercased())
    },
    Builtin("trim", help: "The string without white space around it.") {
      .text(try $0.string().trimmingCharacters(in: .whitespacesAndNewlines))
    },
    Builtin(
      "split", [.omissible("separator", help: "what stands between parts; white space if left out")],
      help: "The parts of the string as a list.\n\n    \"a,b\".split(\",\")      # [\"a\", \"b\"]"
    ) { call in
      let string = try call.string()
      guard call.has("separator") else {
        return .list(string.split(whereSeparator: \.isWhitespace).map { .text(String($0)) })
      }
      let separator = try call.text(0)
      if separator.isEmpty { throw call.error(0, "the separator must not be empty") }
      return .list(string.components(separatedBy: separator).map { .text($0) })
    },
    Builtin(
      "replace", [.required("old"), .required("new")],
      help: "The string with every `old` replaced.\n\n    \"a-b\".replace(\"-\", \"+\")      # a+b"
    ) { call in
      let old = try call.text(0)
      if old.isEmpty { throw call.error(0, "the string to replace must not be empty") }
      return .text(try call.string().replacingOccurrences(of: old, with: try call.text(1)))
    },
    Builtin("contains", [.required("part")], help: "Whether `part` occurs in the string.") {
      let part = try $0.text(0)
      return .bool(part.isEmpty ? true : try $0.string().contains(part))
    },
    Builtin("starts_with", [.required("start")], help: "Whether the string begins with `start`.") {
      .bool(try $0.string().hasPrefix(try $0.text(0)))
    },
    Builtin("ends_with", [.required("end")], help: "Whether the string ends with `end`.") {
      .bool(try $0.string().hasSuffix(try $0.text(0)))
    },
  ]
}

extension Call {
  /// The string a method is called on.
  func string() throws -> String {
    if case .text(let text)? = receiver { return text.string }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of strings")
  }
}
