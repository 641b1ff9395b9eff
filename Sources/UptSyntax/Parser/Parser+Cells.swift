extension Parser {
  /// Parses the file into cells.
  mutating func parseCells() -> [Cell] {
    var cells: [Cell] = []
    skipNewlines()
    if current.kind != .cell {
      let cell = parseCell(marker: nil)
      if !cell.statements.isEmpty || current.kind == .end { cells.append(cell) }
    }
    while current.kind == .cell {
      let marker = current
      advance()
      cells.append(parseCell(marker: marker))
    }
    return cells
  }

  private mutating func parseCell(marker: Token?) -> Cell {
    let heading = CellHeading(marker.map { file.text(from: $0.lower, to: $0.upper) } ?? "")
    let kind = heading.kind
    if let marker { warn(of: heading.slips, from: marker.lower) }
    let statements = parseStatements(isTopLevel: true)
    let end = current.kind == .cell ? current.lower : file.bytes.count
    let bodyStart = marker.map { min($0.upper + 1, end) } ?? 0
    let body = trimmed(from: bodyStart, to: end)
    if kind == .markdown, let first = statements.first {
      isRecovering = false
      fail(
        "E0111", "a markdown cell holds only comment lines", at: first.span,
        hint: "begin a new cell with `# %%` before the code")
      isRecovering = false
    }
    return Cell(
      kind: kind, marks: heading.marks, title: heading.title,
      span: Span(file, marker?.lower ?? 0, end), body: body,
      markdown: kind == .markdown ? Cell.markdown(body.text) : "", statements: statements)
  }

  /// Warns of words in brackets that are nearly known ones.
  private mutating func warn(of slips: [CellHeading.Slip], from start: Int) {
    diagnostics += slips.map { slip in
      Diagnostic(
        "W0006", "`\(slip.word)` marks no cell: it is read as part of the title",
        span: Span(file, start + slip.offset, start + slip.offset + slip.word.utf8.count),
        severity: .warning, hint: "did you mean `\(slip.meant)`?")
    }
  }

  private func trimmed(from lower: Int, to upper: Int) -> Span {
    var first = file.line(at: lower)
    var last = file.line(at: max(lower, upper - 1))
    while first < last, Parser.strip(file.lineText(first)[...]).isEmpty { first += 1 }
    while last > first, Parser.strip(file.lineText(last)[...]).isEmpty { last -= 1 }
    let start = max(lower, file.start(ofLine: first))
    let end = file.start(ofLine: last) + file.lineText(last).utf8.count
    return Span(file, start, min(max(start, end), upper))
  }

  /// A text without white space around it.
  static func strip(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
