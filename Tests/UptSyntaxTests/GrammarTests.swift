import Foundation
import Testing

@testable import UptSyntax

/// The grammar's file and the lexer know the same words and symbols.
@Suite struct GrammarTests {
  private func grammar() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("Grammar/upt.ebnf"), encoding: .utf8)
    return text.replacingOccurrences(
      of: #"\(\*[\s\S]*?\*\)"#, with: "", options: .regularExpression)
  }

  private func quoted(_ text: String) -> Set<String> {
    Set(text.matches(of: /"([^"]+)"/).map { String($0.output.1) })
  }

  @Test func keywords() throws {
    let text = try grammar()
    let start = try #require(text.range(of: "keyword     ="))
    #expect(quoted(String(text[start.lowerBound...])) == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test func symbols() throws {
    let text = try grammar()
    let all = quoted(text)
    for symbol in Symbol.allCases {
      #expect(all.contains(symbol.rawValue), "\(symbol.rawValue) is not in the grammar")
    }
  }

  @Test func everyRuleIsDefined() throws {
    let text = try grammar().replacing(/"[^"]*"|'[^']*'|\?[^?]*\?/, with: " ")
    let rules = text.split(separator: ";").compactMap { rule -> (String, String)? in
      let sides = rule.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      return (sides[0].trimmingCharacters(in: .whitespacesAndNewlines), String(sides[1]))
    }
    let defined = Set(rules.map(\.0))
    #expect(defined.count > 40)
    for (name, body) in rules {
      for word in body.split(whereSeparator: { ",|[](){}\n".contains($0) }) {
        let used = word.trimmingCharacters(in: .whitespaces)
        guard !used.isEmpty, used != "NEWLINE" else { continue }
        #expect(defined.contains(used), "\(name) uses \(used)")
      }
    }
  }
}
