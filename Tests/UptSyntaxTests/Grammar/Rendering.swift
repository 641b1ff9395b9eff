@testable import UptSyntax

/// Writes derived programs down with spaces, line breaks and comments at random, wherever the head
/// of the grammar allows them.
struct Rendering {
  private typealias Piece = Derivation.Piece

  /// The program.
  private(set) var text = ""
  private var generator: SeededGenerator
  /// The brackets that are open; a value in a string counts as one.
  private var open: [String] = []
  /// What has to separate a minus that begins a line from its operand: a space if the line goes on
  /// from the one before, nothing if it does not.
  private var behindMinus: String?

  init(_ pieces: [Derivation.Piece], seed: UInt64) {
    generator = SeededGenerator(state: seed)
    var last: Piece?
    for piece in pieces {
      separate(last, piece)
      write(piece)
      last = piece
    }
  }

  private mutating func write(_ piece: Piece) {
    if piece.isNewline { return }
    if piece.isCellMark { beginLine() }
    if [")", "]", "}"].contains(piece.text) || piece.resumesString { _ = open.popLast() }
    if ["(", "[", "{"].contains(piece.text) || piece.opensValue { open.append(piece.text) }
    text += piece.text
  }

  private mutating func separate(_ left: Piece?, _ right: Piece) {
    if let behindMinus {
      text += behindMinus
      self.behindMinus = nil
      return
    }
    if right.isNewline || left?.isCellMark == true { return breakLine() }
    guard let left, !left.isNewline else {
      if right.text == "-" { behindMinus = "" }
      return
    }
    if mayBreak(left, right), isChosen(in: 3) {
      breakLine()
      if right.text == "-" { behindMinus = " " }
    } else {
      if Self.wouldJoin(left.text, right.text) { text += " " }
      space()
    }
  }

  // MARK: Line breaks

  private func mayBreak(_ left: Piece, _ right: Piece) -> Bool {
    if left.isOnOneLine || right.isOnOneLine { return false }
    if let keyword = Keyword(rawValue: right.text), keyword.startsStatement {
      return keyword == .for && open.last == "["
    }
    if let bracket = open.last, bracket != "{" { return true }
    if right.text == "else" || right.text == "catch" { return true }
    if Self.endsUnfinished.contains(left.text) { return true }
    return Self.beginsUnfinished.contains(right.text) && Self.endsOperand(left)
  }

  private static let operators: Set = [
    "+", "-", "*", "/", "//", "%", "@", "**", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??",
  ]
  private static let endsUnfinished = operators.union([
    ",", ":", ".", "=", "=>", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "**=",
  ])
  private static let beginsUnfinished = operators.union(["."])

  /// Whether an operator behind a piece stands between operands.
  private static func endsOperand(_ piece: Piece) -> Bool {
    if piece.isName { return true }
    if Keyword(rawValue: piece.text) != nil { return ["true", "false", "nil"].contains(piece.text) }
    return piece.text.last.map { isWord($0) || ")]}\"".contains($0) } ?? false
  }

  /// Ends a line, perhaps with a comment, and perhaps with more lines that say nothing.
  private mutating func breakLine() {
    repeat {
      space()
      if isChosen(in: 4) { text += "# if (a" }
      if isChosen(in: 8) { text += "\r" }
      text += "\n"
    } while isChosen(in: 4)
    if isChosen(in: 2) { text += String(repeating: " ", count: 2 * open.count) }
  }

  /// Takes back what indents the line, and ends the line before if nothing did.
  private mutating func beginLine() {
    while text.last == " " { text.removeLast() }
    if let last = text.unicodeScalars.last, last != "\n" { text += "\n" }
  }

  // MARK: Spaces

  private mutating func space() {
    text += ["", " ", " ", "  ", "\t"].randomElement(using: &generator) ?? ""
  }

  private mutating func isChosen(in count: Int) -> Bool {
    Int.random(in: 0..<count, using: &generator) == 0
  }

  private static func isWord(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  /// Whether two tokens without a space between them would be read as others.
  private static func wouldJoin(_ left: String, _ right: String) -> Bool {
    guard let last = left.last, let first = right.first else { return false }
    if isWord(last), isWord(first) { return true }
    if last == "\"", first == "\"" { return true }
    return Symbol.allCases.contains { symbol in
      symbol.rawValue.count > left.count && symbol.rawValue.hasPrefix(left)
        && (left + right).hasPrefix(symbol.rawValue)
    }
  }
}
