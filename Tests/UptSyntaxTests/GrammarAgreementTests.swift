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

  @Test(
    "Where a brace, a bracket or a sign could be read in two ways",
    arguments: [
      ("if { 1 } { 2 }", false), ("if (f { 1 }) { 2 }", true), ("f { 1 } { 2 }", false),
      ("(f) { 1 }", false), ("a.b { 1 }", true), ("([:])", true), ("(a) = 1", false),
      ("a[0].b = 1", true), ("x[a ?? b...]", false), ("x[..<a + 1, b...]", true),
      ("match x { --5 => 1 }", false), ("match x { -5 => { 1 } }", true),
      ("match x { 0 => { a in a } }", false), ("match x { \"a\"... => 1 }", false),
      ("match x { [...5, ...rest] => 1 }", true), ("match x { [.., ...rest] => 1 }", false),
      ("-9223372036854775808", true), ("\"\"\" a\"b\"\"\"", true),
      ("# %% [markdown]\n1", false), ("# %%  [code]\n1", true), ("{\n\n}", true),
    ])
  func decisions(_ text: String, _ isValid: Bool) {
    #expect(Verdict.disagreement(about: text) == nil)
    #expect(Verdict.diagnostics(of: text).isEmpty == isValid)
  }

  /// Statements of the scripts with some tokens taken out, doubled, exchanged or put in.
  @Test func damagedStatements() {
    var generator = SeededGenerator(state: 7)
    let statements = ScriptTexts.valid.flatMap(TokenMutation.statements)
    let pool = statements.flatMap(\.self).filter { !$0.text.isEmpty }
    var accepted = 0
    for statement in statements {
      for _ in 0..<6 {
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
      for _ in 0..<5 {
        let text = TokenMutation.mutate(program, from: pool, &generator)
        if let disagreement = Verdict.disagreement(about: text) { Issue.record("\(disagreement)") }
      }
    }
  }
}
