import Testing

@testable import UptSyntax

/// The grammar's file is complete in itself, and knows the words and symbols of the lexer.
@Suite struct GrammarTests {
  @Test func keywords() {
    #expect(Set(Grammar.upt.choices(of: "keyword")) == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test func symbols() {
    for symbol in Symbol.allCases {
      #expect(Grammar.upt.texts.contains(symbol.rawValue), "\(symbol) is not in the grammar")
    }
  }

  @Test func everyRuleIsDefinedOnceAndUsed() {
    let used = Grammar.upt.forms.flatMap { form -> [String] in
      switch form {
      case .rule(let rule), .excluding(_, let rule): [rule]
      default: []
      }
    }
    #expect(Set(used).union(["script"]) == Set(Grammar.upt.names))
    #expect(Set(Grammar.upt.names).count == Grammar.upt.names.count)
    #expect(Grammar.upt.names.count > 60)
  }

  @Test func wordsHaveAMeaning() {
    #expect(Grammar.upt.words == Set(GrammarWords.table.keys))
  }

  @Test(
    "Tokens, character by character",
    arguments: [
      ("number", "0", true), ("number", "1_000.5e-3", true), ("number", "0xFF_a0", true),
      ("number", "1__0", false), ("number", "1_", false), ("number", "0x_1", false),
      ("number", "0x", false), ("number", ".5", false), ("number", "1e", false),
      ("name", "é_1", true), ("name", "1a", false), ("name", "a-b", false),
      ("escape", "\\u{1F600}", true), ("escape", "\\u{+41}", false), ("escape", "\\q", false),
      ("format", ".1%", true), ("format", "*^+08,.2f", true), ("format", "..", false),
    ])
  func token(_ rule: String, _ text: String, _ isOne: Bool) {
    #expect(Recogniser(GrammarUnit.characters(text)).accepts(rule) == isOne)
  }

  @Test(
    "Numbers are what the grammar says",
    arguments: [
      "0x_1", "0xF_", "1_", "1__0", "1e5_0", "0xAf_1", "1.5_0", "1.5_", "0x", "7e+", "00",
    ])
  func number(_ text: String) {
    let isNumber = Recogniser(GrammarUnit.characters(text)).accepts("number")
    #expect(Parser.parse(text: text, name: "number").isValid == isNumber)
  }
}
