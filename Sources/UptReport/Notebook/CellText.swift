import UptSyntax

/// The text of a cell in its parts, which joined are the text to the byte.
struct CellText: Equatable {
  /// The `# %%` line; nil for a first cell that has none.
  var header: String?
  /// The line's end and the blank lines behind it.
  var before: String
  /// What the cell holds, without blank lines around it.
  var body: String
  /// The end of the last line and the blank lines up to the next cell; for a cell that holds
  /// nothing, all behind the `# %%` line.
  var after: String

  /// The whole text.
  var text: String { (header ?? "") + before + body + after }

  /// A cell as it is usually written: one blank line stands between cells.
  init(header: String?, body: String, isLast: Bool) {
    self.header = header
    self.body = body
    before = header != nil && !body.isEmpty ? "\n" : ""
    after = isLast ? "\n" : "\n\n"
  }

  /// The parts of a text; only that of a cell may begin with a `# %%` line.
  init(_ text: String, isCell: Bool = true) {
    var rest = text.unicodeScalars[...]
    let line = rest.prefix { $0 != "\n" }
    if isCell, Cell.isMarker(String(line)) {
      header = String(line)
      rest = rest[line.endIndex...]
    }
    guard let first = rest.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = rest.lastIndex(where: { !$0.properties.isWhitespace })
    else {
      (before, body, after) = ("", "", String(rest))
      return
    }
    // Indentation and spaces at the end of a line are the body's.
    let start = rest[..<first].lastIndex(of: "\n").map { rest.index(after: $0) } ?? rest.startIndex
    var end = rest[last...].firstIndex(of: "\n") ?? rest.endIndex
    if rest[..<end].last == "\r" { end = rest.index(before: end) }
    before = String(rest[..<start])
    body = String(rest[start..<end])
    after = String(rest[end...])
  }
}

extension String {
  /// Whether there is nothing to see in the text.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  /// The code with a space before every `# %%` line, which then is a comment and begins no cell.
  var withoutMarkers: String {
    let source = SourceFile(name: "", text: self)
    var result = ""
    var position = 0
    for part in source.highlights where part.kind == .marker {
      result += source.text(from: position, to: part.lower) + " "
      position = part.lower
    }
    return result + source.text(from: position, to: source.bytes.count)
  }

  /// Whether a `# %%` line behind the code begins a cell, and not a line of an open string.
  var canBeFollowed: Bool {
    let source = SourceFile(name: "", text: self + "\n# %%")
    return source.highlights.last { $0.kind == .marker }?.upper == source.bytes.count
  }
}
