/// Cuts cleaned text into what is encoded on its own: the special tokens' names, contractions,
/// runs of letters, single digits, and runs of anything else but white space.
struct TextPieces {
  enum Piece: Equatable {
    case startOfText
    case endOfText
    /// A range of the scalars.
    case text(Range<Int>)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func next() -> Piece? {
    while position < scalars.count, kind(at: position) == .space { position += 1 }
    guard position < scalars.count else { return nil }
    let start = position
    if scalars[start] == "<" {
      if take("<|startoftext|>") { return .startOfText }
      if take("<|endoftext|>") { return .endOfText }
    }
    if scalars[start] == "'" {
      for ending in ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"] where take(ending) {
        return .text(start..<position)
      }
    }
    let kind = kind(at: position)
    position += 1
    if kind == .digit { return .text(start..<position) }
    while position < scalars.count, self.kind(at: position) == kind { position += 1 }
    return .text(start..<position)
  }

  /// Steps over a text, if it is here. The reference ignores case, for which the long s is an s.
  private mutating func take(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[position...].prefix(wanted.count).elementsEqual(
      wanted, by: { $0 == $1 || ($0 == "\u{17f}" && $1 == "s") })
    else { return false }
    position += wanted.count
    return true
  }

  private enum Kind { case space, letter, digit, other }

  private func kind(at index: Int) -> Kind {
    // The iota below is no letter, but counts as one where case is ignored: none of the
    // reference's alternatives takes it.
    if scalars[index] == "\u{345}" { return .space }
    let properties = scalars[index].properties
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .digit
    default: return properties.isWhitespace ? .space : .other
    }
  }
}
