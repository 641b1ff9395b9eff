import Foundation

/// Gives every UTF-16 unit of a text its scopes, line by line, as an editor does.
struct TextMateTokenizer {
  /// A region that is open, with the scopes of what lies in it.
  private struct Region {
    let rule: TextMateGrammar.Rule?
    let patterns: [TextMateGrammar.Rule]
    let scopes: [String]
    /// The scopes of the marks at its ends.
    let outer: [String]
  }

  /// The scopes of every UTF-16 unit, from wide to narrow.
  private(set) var scopes: [[String]]
  private let grammar: TextMateGrammar
  private var expressions: [String: NSRegularExpression] = [:]
  private var regions: [Region]

  init(_ text: String, _ grammar: TextMateGrammar) throws {
    self.grammar = grammar
    let base = [grammar.scopeName]
    scopes = Array(repeating: base, count: text.utf16.count)
    regions = [
      Region(
        rule: nil, patterns: grammar.flattened(grammar.patterns), scopes: base, outer: base)
    ]
    var start = 0
    // By scalars: a carriage return with a line feed is one character.
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = String(line)
      try tokenize(line, at: start)
      start += line.utf16.count + 1
    }
  }

  private mutating func tokenize(_ line: String, at start: Int) throws {
    var position = 0
    let length = line.utf16.count
    // A match of nothing may change the region once and no more.
    var stays = 0
    while position <= length, stays < 8, let region = regions.last {
      let (rule, match) = try firstMatch(in: line, from: position, region)
      let next = match?.range.location ?? length
      mark(start + position..<start + next, region.scopes)
      guard let match else { return }
      stays = match.range.length == 0 ? stays + 1 : 0
      if let rule {
        open(rule, match, at: start, in: region)
      } else {
        let scopes = region.outer
        mark(match, region.rule?.endCaptures, scopes, at: start)
        regions.removeLast()
      }
      position = match.range.location + match.range.length
    }
  }

  /// The first match behind a position; its rule is nil if it ends the region.
  private mutating func firstMatch(
    in line: String, from position: Int, _ region: Region
  ) throws -> (TextMateGrammar.Rule?, NSTextCheckingResult?) {
    var best: (rule: TextMateGrammar.Rule?, match: NSTextCheckingResult)?
    let candidates = [region.rule].compactMap { $0 }.map { (nil as TextMateGrammar.Rule?, $0.end) }
      + region.patterns.map { ($0, $0.match ?? $0.begin) }
    let range = NSRange(location: position, length: line.utf16.count - position)
    for (rule, pattern) in candidates {
      guard let pattern,
        let match = try expression(pattern).firstMatch(
          in: line, options: [.withTransparentBounds, .withoutAnchoringBounds], range: range)
      else { continue }
      if let best, best.match.range.location <= match.range.location { continue }
      best = (rule, match)
    }
    return (best?.rule, best?.match)
  }

  private mutating func open(
    _ rule: TextMateGrammar.Rule, _ match: NSTextCheckingResult, at start: Int, in region: Region
  ) {
    let outer = region.scopes + [rule.name].compactMap { $0 }
    mark(match, rule.begin == nil ? rule.captures : rule.beginCaptures, outer, at: start)
    guard rule.begin != nil else { return }
    let inner = outer + [rule.contentName].compactMap { $0 }
    regions.append(
      Region(
        rule: rule, patterns: grammar.flattened(rule.patterns ?? []), scopes: inner, outer: outer))
  }

  private mutating func mark(
    _ match: NSTextCheckingResult, _ captures: [String: TextMateGrammar.Rule.Scope]?,
    _ scopes: [String], at start: Int
  ) {
    for group in 0..<match.numberOfRanges {
      let range = match.range(at: group)
      let name = captures?[String(group)]?.name
      guard range.location != NSNotFound, group == 0 || name != nil else { continue }
      mark(
        start + range.location..<start + range.location + range.length,
        scopes + [name].compactMap { $0 })
    }
  }

  private mutating func mark(_ range: Range<Int>, _ scopes: [String]) {
    for unit in range where self.scopes.indices.contains(unit) { self.scopes[unit] = scopes }
  }

  private mutating func expression(_ pattern: String) throws -> NSRegularExpression {
    if let known = expressions[pattern] { return known }
    let new = try NSRegularExpression(pattern: pattern)
    expressions[pattern] = new
    return new
  }
}
