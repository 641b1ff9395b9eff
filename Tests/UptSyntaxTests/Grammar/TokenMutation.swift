@testable import UptSyntax

/// Damage to programs that leaves their tokens whole.
enum TokenMutation {
  /// A token with what separates it from the one before.
  struct Piece {
    let space: String
    let text: String
  }

  /// The tokens of a program.
  static func tokens(of text: String) -> [Piece] {
    let file = SourceFile(name: "tokens", text: text)
    var lexer = Lexer(file)
    lexer.run()
    var end = 0
    return lexer.tokens.compactMap { token in
      if token.kind == .newline { return nil }
      defer { end = token.upper }
      return Piece(
        space: file.text(from: end, to: token.lower),
        text: file.text(from: token.lower, to: token.upper))
    }
  }

  /// The tokens of every statement at the top level of a script.
  static func statements(of text: String) -> [[Piece]] {
    Parser.parse(text: text, name: "script").cells.flatMap(\.statements).map {
      tokens(of: $0.span.text)
    }
  }

  /// The text after one or two changes to its tokens.
  static func mutate(
    _ pieces: [Piece], from pool: [Piece], _ generator: inout SeededGenerator
  ) -> String {
    var pieces = pieces
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      guard let place = pieces.indices.randomElement(using: &generator),
        let other = pieces.indices.randomElement(using: &generator),
        let foreign = pool.randomElement(using: &generator)
      else { break }
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: pieces.remove(at: place)
      case 1: pieces.insert(pieces[other], at: place)
      case 2: pieces.swapAt(place, other)
      case 3: pieces[place] = foreign
      case 4: pieces.insert(foreign, at: place)
      default: pieces.insert(Piece(space: "", text: "\n"), at: place)
      }
    }
    return pieces.map { $0.space + $0.text }.joined()
  }
}
