@testable import UptSyntax

/// Derives random programs from the grammar.
///
/// Rules in `lexical` give one token: what they derive is not separated. An expression inside a
/// string is a text of tokens again.
struct Derivation {
  /// A token of a derived program.
  struct Piece: Equatable {
    var text: String
    /// Whether it lies inside of a string that ends on its line.
    let isOnOneLine: Bool
    /// Whether it goes on with a string, after a value in it.
    var resumesString = false
    /// Whether it belongs to a string in single quotes.
    var isQuoted = false
    var isName = false


    var isNewline: Bool { text == "NEWLINE" }
    /// Whether a string goes on with a value behind it.
    var opensValue: Bool { text.hasSuffix("\\(") }
    var isCellMark: Bool { text.hasPrefix("#") }
  }

  private static let lexical: Set = ["name", "number", "string", "text", "code mark", "text mark"]

  private(set) var pieces: [Piece] = []
  private(set) var used: Set<String> = []

  private let grammar: Grammar
  private let sizes: LeastSizes
  private var generator: SeededGenerator
  /// How many pieces there may be before every choice is made for an early end.
  private let budget: Int
  private var level = 0
  /// The token that is being derived, character by character; nil between tokens.
  private var token: Piece?
  private var isOnOneLine = false

  init(
    seed: UInt64, budget: Int = 60, grammar: Grammar = .upt, sizes: LeastSizes = .upt
  ) {
    self.grammar = grammar
    self.sizes = sizes
    self.budget = budget
    generator = SeededGenerator(state: seed)
    _ = derive(rule: "script", excluded: nil)
  }

  private var isEnding: Bool { pieces.count > budget || level > 300 }

  /// Derives a form; false, with nothing changed, if the surroundings forbid what it would give.
  private mutating func derive(_ form: Int, excluded: String?) -> Bool {
    level += 1
    defer { level -= 1 }
    let before = (pieces.count, token)
    if deriveForm(form, excluded: excluded) { return true }
    pieces.removeSubrange(before.0...)
    token = before.1
    return false
  }

  private mutating func deriveForm(_ form: Int, excluded: String?) -> Bool {
    switch grammar.forms[form] {
    case .text(let text): return append(text)
    case .words(let words): return append(words: words)
    case .rule(let rule): return derive(rule: rule, excluded: excluded)
    case .excluding(let inner, let rule): return derive(inner, excluded: rule)
    case .choice(let parts): return derive(oneOf: parts, excluded: excluded)
    case .optional(let inner):
      if !isEnding, isChosen(in: 3) { _ = derive(inner, excluded: excluded) }
      return true
    case .repeated(let inner):
      // Many short statements say more than a long one.
      while !isEnding, level < 8 ? !isChosen(in: 5) : isChosen(in: 4),
        derive(inner, excluded: excluded) {}
      return true
    case .sequence(let parts, let isEnclosed):
      let start = pieces.count
      for (part, isEnclosed) in zip(parts, isEnclosed) {
        guard derive(part, excluded: isEnclosed ? nil : excluded) else { return false }
      }
      return holds(parts[0], before: pieces[start...])
    }
  }

  /// Whether the condition with which a sequence begins, if there is one, holds before pieces.
  private func holds(_ form: Int, before pieces: ArraySlice<Piece>) -> Bool {
    guard case .words(let words) = grammar.forms[form],
      case .condition(let holds)? = GrammarWords.table[words]
    else { return true }
    return holds(pieces.map { GrammarUnit.token($0.text) }[...])
  }

  private mutating func derive(oneOf parts: [Int], excluded: String?) -> Bool {
    let order = isEnding
      ? parts.sorted { sizes[$0] < sizes[$1] } : parts.shuffled(using: &generator)
    return order.contains { derive($0, excluded: excluded) }
  }

  private mutating func derive(rule: String, excluded: String?) -> Bool {
    guard rule != excluded, let form = grammar.rules[rule] else { return false }
    used.insert(rule)
    if let string = token, rule == "expression" { return derive(valueOf: string, form) }
    guard token == nil, Self.lexical.contains(rule) else { return derive(form, excluded: excluded) }
    token = Piece(text: "", isOnOneLine: isOnOneLine, isName: rule == "name")
    guard derive(form, excluded: excluded) else { return false }
    flush()
    return true
  }

  /// Derives the expression of a value in a string, whose text goes on behind it.
  private mutating func derive(valueOf string: Piece, _ expression: Int) -> Bool {
    flush()
    isOnOneLine = string.isOnOneLine || string.isQuoted
    defer { isOnOneLine = string.isOnOneLine }
    guard derive(expression, excluded: nil) else { return false }
    token = Piece(
      text: "", isOnOneLine: string.isOnOneLine, resumesString: true, isQuoted: string.isQuoted)
    return true
  }

  // MARK: Tokens

  private mutating func append(_ text: String) -> Bool {
    if var token {
      if token.text.isEmpty, !token.resumesString { token.isQuoted = text == "\"" }
      token.text += text
      self.token = token
      return true
    }
    if text == "NEWLINE", isOnOneLine { return false }
    pieces.append(Piece(text: text, isOnOneLine: isOnOneLine))
    return true
  }

  private mutating func append(words: String) -> Bool {
    guard case .character(_, let samples)? = GrammarWords.table[words],
      let sample = samples.randomElement(using: &generator)
    else { return true }
    return sample == "\n" && isOnOneLine ? false : append(sample)
  }

  private mutating func flush() {
    guard var piece = token else { return }
    // A name that happens to be a keyword is one after a dot only.
    if piece.isName, Keyword(rawValue: piece.text) != nil, pieces.last?.text != "." {
      piece.text += "_"
    }
    pieces.append(piece)
    token = nil
  }

  private mutating func isChosen(in count: Int) -> Bool {
    Int.random(in: 0..<count, using: &generator) == 0
  }
}
