/// The pieces of a program with the places that the layout gives them.
///
/// It works in steps: `tidyBreaks` decides about the author's line breaks, `place` about
/// columns, `wrapLongLines` breaks what is too long, after which columns are decided again.
struct Layout {
  /// The width that a line should not pass.
  static let limit = 100
  /// What a level is indented by.
  static let step = 2

  var pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The pieces written where they stand.
  var text: String {
    var text = ""
    var column = 0
    for piece in pieces {
      if piece.breaks > 0 {
        text += String(repeating: "\n", count: piece.breaks)
        column = 0
      }
      text += String(repeating: " ", count: max(0, piece.column - column)) + piece.text
      column = piece.end
    }
    return text.isEmpty ? "" : text + "\n"
  }

  /// Whether a piece is the first on its line.
  func startsLine(_ index: Int) -> Bool { index == 0 || pieces[index].breaks > 0 }

  /// The place behind the last piece of the line that holds one.
  func endOfLine(from index: Int) -> Int {
    var end = index + 1
    while end < pieces.count, pieces[end].breaks == 0 { end += 1 }
    return end
  }

  /// The piece at a place, or nil outside of the program.
  func piece(_ index: Int) -> Piece? { pieces.indices.contains(index) ? pieces[index] : nil }

  /// Whether a piece is right inside of parentheses or square brackets.
  func isInBrackets(_ index: Int) -> Bool {
    pieces[index].parent.map { !pieces[$0].isBrace } ?? false
  }
}
