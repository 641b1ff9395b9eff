@testable import UptSyntax

extension GrammarUnit {
  /// The units of a source; nil if the lexer finds an error in it.
  ///
  /// A line break before `else` or `catch` is none: the lexer leaves that to the parser.
  static func units(of source: SourceFile) -> [GrammarUnit]? {
    var lexer = Lexer(source)
    lexer.run()
    guard lexer.diagnostics.isEmpty else { return nil }
    var units: [GrammarUnit] = []
    for token in lexer.tokens {
      if token.kind == .keyword(.else) || token.kind == .keyword(.catch) {
        while units.last == .token("NEWLINE") { units.removeLast() }
      }
      units += self.units(of: token, in: source)
    }
    return units
  }

  private static func units(of token: Token, in source: SourceFile) -> [GrammarUnit] {
    let text = source.text(from: token.lower, to: token.upper)
    switch token.kind {
    case .identifier: return [.named("name", text: text)]
    case .int, .real: return [.named("number", text: text)]
    case .keyword, .symbol, .interpolationStart, .interpolationEnd, .stringEnd:
      return [.token(text)]
    case .stringStart:
      let quotes = text.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
      return [.token(quotes)] + characters(String(text.dropFirst(quotes.count)))
    case .stringText, .cell: return characters(text)
    case .interpolationFormat:
      return [.token(":"), .named("format", text: String(text.dropFirst()))]
    case .newline: return [.token("NEWLINE")]
    case .end: return []
    }
  }
}
