/// The words of a script: what is left of its text without comments and the space between.
public enum CodeWords {
  /// The texts of the tokens in order. Scripts with the same words do the same.
  public static func of(_ text: String) -> [String] {
    let file = SourceFile(name: "", text: text)
    var lexer = Lexer(file)
    lexer.run()
    return lexer.tokens.map { token in
      token.kind == .newline ? "\n" : file.text(from: token.lower, to: token.upper)
    }
  }
}
