/// The words of a script: what is left of its text without comments and the space between.
public enum CodeWords {
  /// The texts of the tokens in order. Scripts with the same words do the same.
  public static func of(_ text: String) -> [String] {
    let file = SourceFile(name: "", text: text)
    var lexer = Lexer(file)
    lexer.run()
    var words: [String] = []
    for token in lexer.tokens where token.kind != .end {
      let isBreak = token.kind == .newline
      if isBreak, words.last ?? "\n" == "\n" { continue }
      words.append(isBreak ? "\n" : file.text(from: token.lower, to: token.upper))
    }
    return words
  }
}
