import UptSyntax

/// Code of the language as HTML.
enum Highlighter {
  /// The code with a `span` around each part that has a colour; its class is the kind's name.
  ///
  /// It is the language's own lexer that says what the parts are, and it reads any text: wrong code
  /// is coloured as far as it can be read, and what is shown is always the code as it is.
  static func html(_ code: String) -> String {
    let source = SourceFile(name: "", text: code.replacing("\r\n", with: "\n"))
    var html = ""
    var position = 0
    for part in source.highlights {
      html += source.text(from: position, to: part.lower).htmlEscaped
      let text = source.text(from: part.lower, to: part.upper).htmlEscaped
      html += "<span class=\"\(part.kind.rawValue)\">\(text)</span>"
      position = part.upper
    }
    return html + source.text(from: position, to: source.bytes.count).htmlEscaped
  }
}
