import Foundation

/// Properties and methods of strings. Characters are what people see as one: positions, parts and
/// comparisons never cut a letter from its accent.
enum TextMethods {
  static let properties = [
    Property("count", "The number of characters.") { (text: TextValue) in .int(text.string.count) },
    Property("first", "The first character, or nil if there is none.") { (text: TextValue) in
      character(text.string.first)
    },
    Property("last", "The last character, or nil if there is none.") { (text: TextValue) in
      character(text.string.last)
    },
    Property("is_empty", "Whether there is no character.") { (text: TextValue) in
      .bool(text.string.isEmpty)
    },
    Property("codes", "The numbers of its Unicode scalars.") { (text: TextValue) in
      .list(text.string.unicodeScalars.map { .int(Int($0.value)) })
    },
  ]

  private static func character(_ character: Character?) -> Value {
    character.map { .text(String($0)) } ?? .nothing
  }

  static let all: [Builtin] = [
    Builtin("upper", help: "The string in capital letters.\n\n    \"ab\".upper()      # AB") {
      .text(try $0.string().uppercased())
    },
    Builtin("lower", help: "The string in small letters.\n\n    \"Ab\".lower()      # ab") {
      .text(try $0.string().lowercased())
    },
    Builtin(
      "title",
      help: "Every word with a capital first letter.\n\n    \"red star\".title()      # Red Star"
    ) { .text(try $0.string().capitalized) },
    Builtin(
      "trim", [.omissible("characters", help: "what to take away; white space if left out")],
      help: """
        The string without white space, or other characters, around it.

            " x ".trim()                # x
            "--x-".trim("-")            # x
        """
    ) { call in
      let string = try call.string()
      guard call.has("characters") else {
        return .text(string.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      let unwanted = Set(try call.text(0))
      let rest = string.drop(while: unwanted.contains)
      let last = rest.lastIndex { !unwanted.contains($0) }
      return .text(last.map { String(rest[...$0]) } ?? "")
    },
    Builtin(
      "split",
      [.omissible("separator", help: "what stands between parts; white space if left out")],
      help: "The parts of the string as a list.\n\n    \"a,b\".split(\",\")      # [\"a\", \"b\"]"
    ) { call in
      let string = try call.string()
      guard call.has("separator") else {
        return .list(string.split(whereSeparator: \.isWhitespace))
      }
      return .list(try call.parts(of: string, between: call.part(0, "the separator")))
    },
    Builtin(
      "lines",
      help: "The lines of the string as a list.\n\n    \"a\\nb\\n\".lines()      # [\"a\", \"b\"]"
    ) { call in
      var lines = try call.string().split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      // The line end of the last line begins no other one.
      if lines.last?.isEmpty == true { lines.removeLast() }
      return .list(lines)
    },
    Builtin(
      "replace", [.required("old"), .required("new")],
      help: "The string with every `old` replaced.\n\n    \"a-b\".replace(\"-\", \"+\")      # a+b"
    ) { call in
      let string = try call.string()
      let (old, new) = (try call.part(0, "the string to replace"), try call.text(1))
      let parts = try call.parts(of: string, between: old)
      let growth = new.utf8.count - old.utf8.count
      try Value.checkText(string.utf8.count, plus: growth, times: parts.count - 1)
      return .text(parts.joined(separator: new))
    },
    Builtin(
      "contains", [.required("part")],
      help: "Whether `part` occurs in the string.\n\n    \"abc\".contains(\"bc\")      # true"
    ) {
      let part = try $0.text(0)
      return .bool(part.isEmpty ? true : try $0.string().firstRange(of: part) != nil)
    },
    Builtin(
      "index", [.required("of")],
      help: "The position where `of` first begins, or nil.\n\n    \"abc\".index(of: \"c\")      # 2"
    ) { call in
      let string = try call.string()
      let range = string.firstRange(of: try call.part(0, "the string to look for"))
      return .position(range.map { string.distance(from: string.startIndex, to: $0.lowerBound) })
    },
    Builtin(
      "count", [.required("part")],
      help: "How often a part occurs, without overlaps.\n\n    \"banana\".count(\"an\")      # 2"
    ) { call in
      let part = try call.part(0, "the string to count")
      return .int(try call.parts(of: call.string(), between: part).count - 1)
    },
    Builtin(
      "starts_with", [.required("start")],
      help: "Whether the string begins with `start`.\n\n    \"abc\".starts_with(\"ab\")      # true"
    ) { .bool(try $0.string().starts(with: try $0.text(0))) },
    Builtin(
      "ends_with", [.required("end")],
      help: "Whether the string ends with `end`.\n\n    \"abc\".ends_with(\"bc\")      # true"
    ) { .bool(try $0.string().reversed().starts(with: try $0.text(0).reversed())) },
    Builtin(
      "reversed",
      help: "The characters from the last to the first.\n\n    \"abc\".reversed()      # cba"
    ) { .text(String(try $0.string().reversed())) },
    Builtin(
      "repeated", [.required("times")],
      help: "The string again and again.\n\n    \"ab\".repeated(2)      # abab"
    ) { call in
      let (string, times) = (try call.string(), try call.times(0))
      try Value.checkText(0, plus: string.utf8.count, times: times)
      return .text(string.isEmpty ? "" : String(repeating: string, count: times))
    },
    Builtin(
      "padded",
      [
        .required("width"), .optional("align", .text("left"), help: "left, right or center"),
        .optional("fill", .text(" "), help: "one character"),
      ],
      help: """
        The string with as many characters as `width` asks for, or more if it is longer.

            "ab".padded(5, align: "right", fill: ".")      # ...ab
        """
    ) { call in
      let (string, width) = (try call.string(), try call.int("width"))
      let fill = try call.text("fill")
      guard let character = fill.first, fill.count == 1 else {
        throw call.error(2, "`fill` must be one character, not \(call["fill"].shortened())")
      }
      guard let alignment = FormatSpec.Alignment(named: try call.text("align")) else {
        throw call.error(
          1, "`align` cannot be \(call["align"].shortened())", hint: "it is left, right or center")
      }
      try Value.checkText(string.utf8.count, plus: fill.utf8.count, times: max(0, width))
      return .text(
        FormatSpec.pad(string, to: width, alignment: alignment, fill: character))
    },
  ]
}

extension Call {
  /// The string a method is called on.
  func string() throws -> String {
    if case .text(let text)? = receiver { return text.string }
    throw RuntimeError(.type, "`\(builtin.name)` is a method of strings")
  }

  /// The string at a position, which must not be empty.
  fileprivate func part(_ position: Int, _ what: String) throws -> String {
    let part = try text(position)
    if part.isEmpty { throw error(position, "\(what) must not be empty") }
    return part
  }

  /// What stands between the places where a string that is not empty occurs.
  fileprivate func parts(of string: String, between separator: String) throws -> [Substring] {
    var parts: [Substring] = []
    var rest = Substring(string)
    while let range = rest.firstRange(of: separator) {
      try poll(parts.count)
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
      try Value.checkList(parts.count + 1)
    }
    return parts + [rest]
  }
}

extension Value {
  /// A list of strings.
  fileprivate static func list(_ parts: [Substring]) -> Value {
    .list(parts.map { .text(String($0)) })
  }
}
