/// For every form of a grammar the units that it may begin with, so that most attempts to derive
/// one from the units of a program end before they begin.
struct FirstSets: Sendable {
  static let upt = FirstSets(.upt)

  /// The leaves by number: texts, words and rules that stand for a token.
  private var numbers: [Leaf: Int] = [:]
  private var begins: [[Bool]] = []
  private var mayBeEmpty: [Bool] = []

  private enum Leaf: Hashable {
    case text(String)
    case words(String)
    case rule(String)
  }

  init(_ grammar: Grammar) {
    for text in grammar.texts.sorted() { numbers[.text(text)] = numbers.count }
    for words in grammar.words.sorted() { numbers[.words(words)] = numbers.count }
    for rule in grammar.names { numbers[.rule(rule)] = numbers.count }
    begins = grammar.forms.map { _ in Array(repeating: false, count: numbers.count) }
    mayBeEmpty = Array(repeating: false, count: grammar.forms.count)
    // The sets only grow; what no longer changes them is complete.
    while grammar.forms.indices.map({ update($0, in: grammar) }).contains(true) {}
  }

  /// Whether a form can begin with a unit of these leaves, or at the end if it is nil.
  func mayBegin(_ form: Int, _ leaves: [Int]?) -> Bool {
    mayBeEmpty[form] || (leaves?.contains { begins[form][$0] } ?? false)
  }

  /// The leaves that a unit fits.
  func leaves(of unit: GrammarUnit) -> [Int] {
    switch unit {
    case .token(let text): [numbers[.text(text)]].compactMap { $0 }
    case .named(let rule, let text):
      [numbers[.rule(rule)], numbers[.text(text)]].compactMap { $0 }
    case .character(let scalar):
      numbers.filter { Self.mayBegin($0.key, with: scalar) }.map(\.value)
    }
  }

  private static func mayBegin(_ leaf: Leaf, with scalar: Unicode.Scalar) -> Bool {
    switch leaf {
    case .text(let text): return text.unicodeScalars.first == scalar
    case .words(let words):
      guard case .character(let fits, _)? = GrammarWords.table[words] else { return false }
      return fits(scalar)
    case .rule: return false
    }
  }

  private mutating func update(_ form: Int, in grammar: Grammar) -> Bool {
    let before = (begins[form], mayBeEmpty[form])
    switch grammar.forms[form] {
    case .text(let text): add(.text(text), to: form)
    case .words(let words):
      add(.words(words), to: form)
      if case .condition? = GrammarWords.table[words] { mayBeEmpty[form] = true }
    case .rule(let rule):
      add(.rule(rule), to: form)
      if let inner = grammar.rules[rule] {
        add(inner, to: form)
        mayBeEmpty[form] = mayBeEmpty[inner]
      }
    case .excluding(let inner, _):
      add(inner, to: form)
      mayBeEmpty[form] = mayBeEmpty[inner]
    case .choice(let parts):
      for part in parts { add(part, to: form) }
      mayBeEmpty[form] = parts.contains { mayBeEmpty[$0] }
    case .optional(let inner), .repeated(let inner):
      add(inner, to: form)
      mayBeEmpty[form] = true
    case .sequence(let parts, _):
      for part in parts {
        add(part, to: form)
        if !mayBeEmpty[part] { break }
      }
      mayBeEmpty[form] = parts.allSatisfy { mayBeEmpty[$0] }
    }
    return before != (begins[form], mayBeEmpty[form])
  }

  private mutating func add(_ leaf: Leaf, to form: Int) {
    if let number = numbers[leaf] { begins[form][number] = true }
  }

  private mutating func add(_ inner: Int, to form: Int) {
    for number in begins[inner].indices where begins[inner][number] { begins[form][number] = true }
  }
}
