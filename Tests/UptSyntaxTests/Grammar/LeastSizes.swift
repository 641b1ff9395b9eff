/// For every form of a grammar how many leaves it derives at the least, so that a derivation can
/// head for an end.
struct LeastSizes: Sendable {
  static let upt = LeastSizes(.upt)

  /// More than any form needs; sums of several still fit an integer.
  private static let unknown = 1 << 20

  private var sizes: [Int]

  subscript(form: Int) -> Int { sizes[form] }

  init(_ grammar: Grammar) {
    sizes = Array(repeating: Self.unknown, count: grammar.forms.count)
    while grammar.forms.indices.map({ update($0, in: grammar) }).contains(true) {}
  }

  private mutating func update(_ form: Int, in grammar: Grammar) -> Bool {
    let size =
      switch grammar.forms[form] {
      case .text, .words: 1
      case .rule(let rule): 1 + (grammar.rules[rule].map { sizes[$0] } ?? Self.unknown)
      case .excluding(let inner, _): sizes[inner]
      case .choice(let parts): parts.map { sizes[$0] }.min() ?? Self.unknown
      case .optional, .repeated: 0
      case .sequence(let parts, _): parts.reduce(0) { $0 + sizes[$1] }
      }
    guard size < sizes[form] else { return false }
    sizes[form] = size
    return true
  }
}
