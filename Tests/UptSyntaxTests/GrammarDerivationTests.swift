import Testing

@testable import UptSyntax

/// Programs that are derived from the grammar at random: all of them are parsed.
@Suite struct GrammarDerivationTests {
  private static let count: UInt64 = 3000

  @Test func derivedProgramsAreParsed() {
    var used: Set<String> = []
    var refused = 0
    for seed in 0..<Self.count {
      let derivation = Derivation(seed: seed)
      used.formUnion(derivation.used)
      let text = Rendering(derivation.pieces, seed: seed).text
      let diagnostics = Verdict.diagnostics(of: text)
      if !diagnostics.isEmpty { refused += 1 }
      if let diagnostic = diagnostics.first(where: { !Verdict.isBeyondGrammar($0) }) {
        Issue.record("seed \(seed): \(DiagnosticRenderer().render(diagnostic))\n\(text)")
      }
    }
    #expect(refused < Self.count / 5)
    #expect(Set(Grammar.upt.names).subtracting(used) == [])
  }

  @Test func derivedProgramsAreRecognised() {
    for seed in 0..<Self.count / 10 {
      let text = Rendering(Derivation(seed: seed).pieces, seed: seed).text
      let isDerivable = GrammarUnit.units(of: SourceFile(name: "derived", text: text))
        .map { Recogniser($0).accepts() }
      #expect(isDerivable != false, "seed \(seed): \(text)")
    }
  }
}
