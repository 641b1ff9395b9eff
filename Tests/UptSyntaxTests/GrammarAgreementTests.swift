import Testing

@testable import UptSyntax

/// The parser accepts what can be derived from the grammar, and nothing else.
@Suite struct GrammarAgreementTests {
  @Test func scriptsCanBeDerived() {
    #expect(ScriptTexts.valid.count > 60)
    for script in ScriptTexts.valid {
      let units = GrammarUnit.units(of: SourceFile(name: "script", text: script)) ?? []
      #expect(Recogniser(units).accepts(), "\(script)")
    }
  }

  @Test func everyRuleOccursInAGoldenCase() {
    var used: Set<String> = []
    for script in ScriptTexts.golden where ScriptTexts.valid.contains(script) {
      let units = GrammarUnit.units(of: SourceFile(name: "script", text: script)) ?? []
      used.formUnion(Recogniser(units).rules())
    }
    #expect(Set(Grammar.upt.names).subtracting(used) == [])
  }

  @Test func brokenScriptsCannotBeDerived() {
    for script in ScriptTexts.golden where !ScriptTexts.valid.contains(script) {
      #expect(Verdict.disagreement(about: script) == nil)
    }
  }

  /// Statements of the scripts with some tokens taken out, doubled, exchanged or put in.
  @Test func damagedStatements() {
    var generator = SeededGenerator(state: 7)
    let statements = ScriptTexts.valid.flatMap(TokenMutation.statements)
    let pool = statements.flatMap(\.self).filter { !$0.text.isEmpty }
    var accepted = 0
    for statement in statements {
      for _ in 0..<12 {
        let text = TokenMutation.mutate(statement, from: pool, &generator)
        if let disagreement = Verdict.disagreement(about: text) {
          Issue.record("\(disagreement)")
        } else if Verdict.diagnostics(of: text).isEmpty {
          accepted += 1
        }
      }
    }
    #expect(accepted > 1000, "the damage leaves hardly anything valid")
  }

  @Test func damagedDerivations() {
    var generator = SeededGenerator(state: 8)
    let programs = (0..<300).map { seed in
      TokenMutation.tokens(of: Rendering(Derivation(seed: seed).pieces, seed: seed).text)
    }
    let pool = programs.flatMap(\.self).filter { !$0.text.isEmpty }
    for program in programs {
      for _ in 0..<8 {
        let text = TokenMutation.mutate(program, from: pool, &generator)
        if let disagreement = Verdict.disagreement(about: text) { Issue.record("\(disagreement)") }
      }
    }
  }
}
