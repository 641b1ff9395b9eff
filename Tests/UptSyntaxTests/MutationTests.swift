import Testing

@testable import UptSyntax

/// Damaged scripts: whatever the text, the parser ends, and every place it reports lies in it.
@Suite struct MutationTests {
  static let scripts = ScriptTexts.golden.filter { $0.utf8.count < 2500 }

  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "\\(", "\"\"\"", "\n", "..", "...", "-", "\\u{", "if", "in",
    "else", "let", "func", "# %%\n", ":", ",", "=", "0x", "1e", "é", "\u{0}", "\t", "for", ".",
  ]

  static func mutate(_ text: String, _ generator: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.removeSubrange(place...)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      default:
        let piece = pieces.randomElement(using: &generator) ?? ""
        bytes.insert(contentsOf: piece.utf8, at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func damagedScriptsAreParsed() {
    #expect(Self.scripts.count > 40)
    var generator = SeededGenerator(state: 1)
    var broken = 0
    for script in Self.scripts {
      for _ in 0..<15 {
        let text = Self.mutate(script, &generator)
        let program = Parser.parse(text: text, name: "mutated")
        if !program.isValid { broken += 1 }
        for diagnostic in program.diagnostics {
          guard let span = diagnostic.span else { continue }
          #expect(span.lower >= 0 && span.upper <= program.source.bytes.count)
          #expect(!DiagnosticRenderer().render(diagnostic).isEmpty)
        }
      }
    }
    #expect(broken > 200, "the mutations hardly damage anything")
  }

  @Test func everyPrefixIsParsed() {
    let longest = Self.scripts.max { $0.utf8.count < $1.utf8.count } ?? ""
    let bytes = Array(longest.utf8)
    for end in stride(from: 0, to: bytes.count, by: 3) {
      let program = Parser.parse(text: String(decoding: bytes[..<end], as: UTF8.self), name: "p")
      #expect(program.diagnostics.count < 50)
    }
  }

  @Test(arguments: ["(", "[", "{", "-", "!", "\"\\(", "if ", "f(", "{ x in ", "x[", "a ** ", "(a: "])
  func deepNesting(_ piece: String) {
    let program = Parser.parse(text: String(repeating: piece, count: 3_000), name: "deep")
    #expect(!program.isValid)
    #expect(program.diagnostics.count < 20)
  }

  @Test(arguments: [" + 1", ".a", "(1)", "[1]", " && 1", " @ x", "{ 1 }", " - -1"])
  func longChain(_ piece: String) {
    let text = "x" + String(repeating: piece, count: 3_000)
    let program = Parser.parse(text: text, name: "chain")
    #expect(program.diagnostics.map(\.code).contains("E0110") || piece == "{ 1 }")
  }
}
