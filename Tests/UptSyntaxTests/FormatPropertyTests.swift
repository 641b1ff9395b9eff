import Testing

@testable import UptSyntax

/// What holds of the layout of every script: it says the same, keeps the comments, and is its own
/// layout.
@Suite struct FormatPropertyTests {
  @Test func scriptsOfTheRepositoryAreFormatted() {
    #expect(ScriptTexts.published.count > 10)
    for text in ScriptTexts.published {
      #expect(Parser.parse(text: text, name: "script").formatted == text)
    }
  }

  @Test func everyScript() {
    #expect(ScriptTexts.valid.count > 100)
    for text in ScriptTexts.valid { check(text) }
  }

  @Test func everyScriptWithOddSpaces() {
    var generator = SeededGenerator(state: 7)
    for text in ScriptTexts.valid where text.utf8.count < 3000 {
      for _ in 0..<2 {
        let odd = OddSpaces.vary(text, &generator)
        #expect(Structure.tokens(odd) == Structure.tokens(text), "\(text)")
        check(odd)
      }
    }
  }

  /// Lines far too long, so that much has to be broken.
  @Test func everyScriptWithLongNames() {
    for text in ScriptTexts.valid where text.utf8.count < 4000 {
      let long = text.replacing(/\b[a-z]\b(?!\()/, with: "a_rather_long_name_for_a_value")
      if Parser.parse(text: long, name: "long").isValid { check(long) }
    }
  }

  /// What damage leaves valid is stranger than what anyone writes.
  @Test func damagedScripts() {
    var generator = SeededGenerator(state: 3)
    var valid = 0
    for script in MutationTests.scripts where script.utf8.count < 1500 {
      for _ in 0..<10 {
        let text = MutationTests.mutate(script, &generator)
        guard Parser.parse(text: text, name: "damaged").isValid else { continue }
        valid += 1
        check(text)
      }
    }
    #expect(valid > 100)
  }

  private func check(_ text: String) {
    let program = Parser.parse(text: text, name: "script")
    guard let formatted = program.formatted else {
      Issue.record("errors: \(program.diagnostics.map(\.message))\n\(text)")
      return
    }
    let again = Parser.parse(text: formatted, name: "script")
    #expect(again.isValid, "\(text)\n\(formatted)")
    #expect(Structure.tokens(formatted) == Structure.tokens(text), "\(text)")
    #expect(Structure.tree(again) == Structure.tree(program), "\(text)\n\(formatted)")
    #expect(Structure.comments(again) == Structure.comments(program), "\(text)")
    #expect(again.formatted == formatted, "\(text)")
  }
}

/// Scripts with other white space that mean the same.
enum OddSpaces {
  /// Changes the spaces between tokens, and breaks lines inside brackets.
  static func vary(_ text: String, _ generator: inout SeededGenerator) -> String {
    let file = SourceFile(name: "odd", text: text)
    var lexer = Lexer(file)
    lexer.run()
    let pieces = spans(lexer, file)
    var odd = ""
    var position = 0
    for (index, piece) in pieces.enumerated() {
      let gap = file.text(from: position, to: piece.lower)
      let previous = index > 0 ? pieces[index - 1].text : ""
      odd += self.gap(gap, previous, piece.text, &generator) + piece.text
      position = piece.upper
    }
    return odd + file.text(from: position, to: file.bytes.count)
  }

  /// The tokens with text, strings as a whole, and the comments.
  private static func spans(_ lexer: Lexer, _ file: SourceFile) -> [Span] {
    var spans = lexer.comments
    var depth = 0
    var start = 0
    for token in lexer.tokens {
      if token.kind == .stringStart {
        if depth == 0 { start = token.lower }
        depth += 1
      } else if token.kind == .stringEnd {
        depth -= 1
        if depth == 0 { spans.append(Span(file, start, token.upper)) }
      } else if depth == 0, token.kind != .newline, token.kind != .end {
        spans.append(Span(file, token.lower, token.upper))
      }
    }
    return spans.sorted { $0.lower < $1.lower }
  }

  private static func gap(
    _ gap: String, _ previous: String, _ next: String, _ generator: inout SeededGenerator
  ) -> String {
    let spaces = String(repeating: " ", count: Int.random(in: 0...4, using: &generator))
    // A mark begins its line; a minus may only join lines with a space behind it.
    if next.hasPrefix("#"), Lexer.isCellMarker(next) || previous.hasPrefix("# %%") { return gap }
    if let newline = gap.lastIndex(where: \.isNewline) {
      let blank = Bool.random(using: &generator) ? "\n" : ""
      let isDocumentation = previous.hasPrefix("#")
      return gap[..<newline] + (isDocumentation ? "" : blank) + "\n" + spaces
    }
    if previous == "-" || (spaces.isEmpty && !areSeparate(previous, next)) { return gap }
    // A line that begins with a keyword would begin a statement.
    if Int.random(in: 0..<12, using: &generator) == 0, previous == ",",
      Keyword(rawValue: next) == nil {
      return "\n" + spaces
    }
    return spaces
  }

  /// Whether two tokens without a space between them are still these two.
  private static func areSeparate(_ left: String, _ right: String) -> Bool {
    let joined = Structure.tokens(left + right)
    return !right.hasPrefix("#") && joined == Structure.tokens(left + " " + right)
  }
}
