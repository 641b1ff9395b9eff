/// A stretch of a script that a page or a terminal shows in a colour of its own.
package struct Highlight: Sendable, Hashable {
  /// What decides about the colour.
  package enum Kind: String, Sendable, CaseIterable {
    case comment, keyword, number, string
    /// A `# %%` line.
    case marker
    /// The `\(` and `)` around a value in a string, and the format behind its colon.
    case interpolation
    /// A name that is called.
    case call
  }

  package let kind: Kind
  /// The offset of its first byte.
  package let lower: Int
  /// The offset after its last byte.
  package let upper: Int
}

extension SourceFile {
  /// The stretches with colours, in order and without overlaps, whatever is wrong with the text.
  package var highlights: [Highlight] {
    var lexer = Lexer(self)
    lexer.run()
    var found = lexer.comments.map { Highlight(kind: .comment, lower: $0.lower, upper: $0.upper) }
    for (index, token) in lexer.tokens.enumerated() {
      let next = index + 1 < lexer.tokens.count ? lexer.tokens[index + 1] : token
      guard let kind = Highlight.Kind(token, before: next) else { continue }
      // What a string of several lines strips at their beginnings is in no token.
      let isOpen = token.kind.opensText && next.lower > token.upper
      found.append(
        Highlight(kind: kind, lower: token.lower, upper: isOpen ? next.lower : token.upper))
    }
    found.sort { $0.lower < $1.lower }
    var end = 0
    return found.filter { highlight in
      guard highlight.lower >= end, highlight.upper > highlight.lower else { return false }
      end = highlight.upper
      return true
    }
  }
}

extension Highlight.Kind {
  fileprivate init?(_ token: Token, before next: Token) {
    switch token.kind {
    case .keyword: self = .keyword
    case .int, .real: self = .number
    case .stringStart, .stringText, .stringEnd: self = .string
    case .interpolationStart, .interpolationFormat, .interpolationEnd: self = .interpolation
    case .cell: self = .marker
    case .identifier where next.kind == .symbol(.leftParen) && next.lower == token.upper:
      self = .call
    case .identifier, .symbol, .newline, .end: return nil
    }
  }
}

extension Token.Kind {
  fileprivate var opensText: Bool {
    switch self {
    case .stringStart, .stringText: true
    default: false
    }
  }
}
