import Testing

@testable import UptSyntax

/// An editor colours what the lexer reads.
@Suite struct HighlightingTests {
  /// The bytes of a script about which the lexer and the grammar for editors disagree; line ends,
  /// which have no colour, apart.
  private func disagreements(about text: String) throws -> [String] {
    let source = SourceFile(name: "script", text: text)
    let classes = TokenClass.classes(of: source)
    let scopes = try TextMateTokenizer(text, TextMateGrammar.upt()).scopes
    var unit = 0
    var byte = 0
    var disagreements: [String] = []
    for scalar in text.unicodeScalars {
      let lexed = classes[byte]
      let colored = TokenClass.of(scopes[unit])
      if lexed != colored, scalar != "\n", scalar != "\r" {
        let line = source.lineText(source.line(at: byte))
        disagreements.append("`\(scalar)` is \(lexed), colored as \(colored), in: \(line)")
      }
      unit += UTF16.width(scalar)
      byte += UTF8.width(scalar)
    }
    return disagreements
  }

  @Test func scriptsAreColouredAsTheyAreRead() throws {
    for script in ScriptTexts.valid {
      let disagreements = try disagreements(about: script)
      #expect(disagreements.prefix(3) == [])
    }
  }

  @Test(
    "Tokens in odd company",
    arguments: [
      "let x_1 = a1 + 0xFF_0 - 1_0.5e-3", "x.for.in(if: 1, y: 2)", "f(...rest) ...3 ..<x",
      #""a\(b[c: 1](d: 2):>8.2f) \"e\\ \u{1F600} \("n\(1)")""#, "x[1...] # \"no string\"",
      "\"\"\"\n  \"q\" # text\n  \\(a:.1%)\n  \"\"\"", "été = 1", "a ?? b => !c",
      "#%% [parameters] x", "  # %% no cell", "## %% no cell", "let format = inner",
    ])
  func tokens(_ text: String) throws {
    let disagreements = try disagreements(about: text)
    #expect(disagreements == [])
  }

  @Test func derivedProgramsAreColouredAsTheyAreRead() throws {
    for seed in UInt64(0)..<200 {
      let text = Rendering(Derivation(seed: seed).pieces, seed: seed).text
      guard Parser.parse(text: text, name: "derived").isValid else { continue }
      let disagreements = try disagreements(about: text)
      #expect(disagreements.prefix(3) == [])
    }
  }

  @Test func keywords() throws {
    let patterns = try #require(TextMateGrammar.upt().repository["keywords"]?.patterns)
    let words = patterns.compactMap { $0.match?.wholeMatch(of: /.*\(\?:([a-z|]+)\).*/)?.output.1 }
    #expect(Set(words.flatMap { $0.split(separator: "|").map(String.init) })
      == Set(Keyword.allCases.map(\.rawValue)))
  }
}
