/// The percent format: how a cell's line says what it holds, and how comments hold Markdown.
extension Cell {
  /// What a `# %%` line says.
  package static func header(_ line: String) -> (kind: Kind, title: String) {
    let heading = CellHeading(line)
    return (heading.kind, heading.title)
  }

  /// The `# %%` line that says so.
  package static func line(_ kind: Kind, title: String) -> String {
    // A title that looks like a kind stands behind one.
    let saysKind = kind != .code || title.hasPrefix("[")
    return "# %%" + (saysKind ? " [\(kind.rawValue)]" : "") + (title.isEmpty ? "" : " " + title)
  }

  /// Whether a line begins a cell, unless it stands in a string.
  package static func isMarker(_ line: String) -> Bool { Lexer.isCellMarker(line) }

  /// The Markdown in the comment lines of a cell's body.
  package static func markdown(_ body: String) -> String {
    // By scalars: a character may begin with the space and go on with an accent.
    body.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = line.last == "\r" ? line.dropLast() : line
      let content = text.drop { $0 == " " }
      guard content.first == "#" else { return Parser.strip(Substring(text)) }
      let rest = content.dropFirst()
      return String(rest.first == " " ? rest.dropFirst() : rest)
    }.joined(separator: "\n")
  }

  /// The comment lines that hold Markdown. No line of it becomes a `# %%` line: such comments are
  /// indented.
  package static func commented(_ markdown: String) -> String {
    guard !markdown.isEmpty else { return "" }
    return markdown.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let comment = line.isEmpty ? "#" : "# " + String(line)
        return isMarker(comment) ? " " + comment : comment
      }
      .joined(separator: "\n")
  }
}
