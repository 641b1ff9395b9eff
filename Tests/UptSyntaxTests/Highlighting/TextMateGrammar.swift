import Foundation

/// The part of TextMate's grammars that `upt.tmLanguage.json` uses, from its JSON.
struct TextMateGrammar: Decodable {
  /// A pattern: a match, a region between two, a group of patterns, or a reference to a rule.
  final class Rule: Decodable {
    struct Scope: Decodable {
      let name: String
    }

    let name: String?
    let contentName: String?
    let match: String?
    let begin: String?
    let end: String?
    let captures: [String: Scope]?
    let beginCaptures: [String: Scope]?
    let endCaptures: [String: Scope]?
    let patterns: [Rule]?
    let include: String?
  }

  let scopeName: String
  let patterns: [Rule]
  let repository: [String: Rule]

  /// The grammar of the repository.
  static func upt() throws -> TextMateGrammar {
    let file = Repository.root.appendingPathComponent("Grammar/upt.tmLanguage.json")
    return try JSONDecoder().decode(TextMateGrammar.self, from: Data(contentsOf: file))
  }

  /// The rules that patterns stand for, groups and references resolved.
  func flattened(_ patterns: [Rule]) -> [Rule] {
    patterns.flatMap { rule -> [Rule] in
      if let name = rule.include {
        return repository[String(name.dropFirst())].map { flattened([$0]) } ?? []
      }
      if rule.match == nil, rule.begin == nil { return flattened(rule.patterns ?? []) }
      return [rule]
    }
  }
}
