@testable import UptSyntax

/// What a program says, without the places where it says it.
enum Structure {
  /// The cells with their trees, as text.
  static func tree(_ program: Program) -> String {
    program.cells.map(dump).joined(separator: "\n")
  }

  /// The tokens; where lines end is for the trees to tell.
  static func tokens(_ text: String) -> [Token.Kind] {
    var lexer = Lexer(SourceFile(name: "tokens", text: text))
    lexer.run()
    return lexer.tokens.map(\.kind).filter { $0 != .newline }
  }

  /// The comments in order.
  static func comments(_ program: Program) -> [String] {
    program.comments.map { Parser.strip($0.text[...]) }
  }

  /// Any value of the tree with everything in it but places.
  private static func dump(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    switch value {
    case is Span: return ""
    // The spaces at the end of a comment's line are no part of a function's documentation.
    case let text as String:
      return text.split(whereSeparator: \.isNewline).map(Parser.strip).joined(separator: "\n")
    case _ where mirror.children.isEmpty: return "\(value)"
    default: break
    }
    let parts = mirror.children.filter { $0.label != "height" }.map { child in
      (child.label.map { $0 + ":" } ?? "") + dump(child.value)
    }
    return "(" + parts.joined(separator: " ") + ")"
  }
}
