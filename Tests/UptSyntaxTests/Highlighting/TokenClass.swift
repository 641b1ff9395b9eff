@testable import UptSyntax

/// What a byte of a script belongs to, as far as colours tell.
enum TokenClass: String {
  /// Names, and the space between tokens.
  case plain
  case comment, cell, keyword, number, string, value, format, symbolic, punctuation

  /// The class of every byte, from the lexer.
  static func classes(of source: SourceFile) -> [TokenClass] {
    var lexer = Lexer(source)
    lexer.run()
    var classes = Array(repeating: plain, count: source.bytes.count)
    func mark(_ lower: Int, _ upper: Int, _ kind: TokenClass) {
      for byte in lower..<max(lower, min(upper, classes.count)) { classes[byte] = kind }
    }
    for comment in lexer.comments { mark(comment.lower, comment.upper, .comment) }
    for (last, token) in zip([nil] + lexer.tokens, lexer.tokens) {
      // What a string strips of its lines is in no token.
      if let last, goesOnWithString(last, token) { mark(last.upper, token.lower, .string) }
      if let kind = of(token.kind) { mark(token.lower, token.upper, kind) }
    }
    return classes
  }

  private static func goesOnWithString(_ last: Token, _ token: Token) -> Bool {
    switch (last.kind, token.kind) {
    case (.stringStart, _), (.stringText, _), (.interpolationEnd, .stringText),
      (.interpolationEnd, .stringEnd), (.interpolationEnd, .interpolationStart):
      true
    default: false
    }
  }

  private static func of(_ token: Token.Kind) -> TokenClass? {
    switch token {
    case .identifier, .newline, .end: nil
    case .keyword: .keyword
    case .int, .real: .number
    case .symbol(let symbol): ".,:()[]{}".contains(symbol.rawValue) ? .punctuation : .symbolic
    case .stringStart, .stringText, .stringEnd: .string
    case .interpolationStart, .interpolationEnd: .value
    case .interpolationFormat: .format
    case .cell: .cell
    }
  }

  /// The class that a TextMate grammar's scopes say, the narrowest that says something first.
  static func of(_ scopes: [String]) -> TokenClass {
    if scopes.contains(where: { $0.hasPrefix("markup.heading") }) { return .cell }
    for scope in scopes.reversed() {
      for (prefix, kind) in prefixes where scope.hasPrefix(prefix) { return kind }
    }
    return .plain
  }

  private static let prefixes: [(String, TokenClass)] = [
    ("comment.", .comment), ("punctuation.definition.comment", .comment),
    ("keyword.operator", .symbolic), ("keyword.control", .keyword), ("storage.type", .keyword),
    ("constant.language", .keyword), ("constant.numeric", .number),
    ("constant.other.format", .format), ("constant.character.escape", .string),
    ("punctuation.definition.string", .string), ("punctuation.section.embedded", .value),
    ("punctuation.", .punctuation), ("meta.interpolation", .plain), ("variable.", .plain),
    ("entity.name.function", .plain), ("string.", .string),
  ]
}
