import UptNotebook

/// A report as Markdown: the texts as they are, code and outputs in fences, tables as tables.
///
/// Charts and pictures are drawn with characters, as in a terminal: the file can be read wherever
/// text can, and compared line by line.
public enum MarkdownDocument {
  /// The document of a report.
  public static func text(_ report: Report) -> String {
    var parts: [String] = []
    if !report.cells.contains(where: { MarkdownText($0.markdown).title == report.title }) {
      parts.append("# " + escaped(report.title))
    }
    for cell in report.cells { parts += Self.parts(of: cell) }
    if !report.provenance.isEmpty {
      parts.append("## Provenance")
      parts.append(
        table(["", ""], [false, false], report.provenance.map { [$0.label, $0.text] }))
    }
    return parts.map { $0 + "\n" }.joined(separator: "\n")
  }

  private static func parts(of cell: ReportCell) -> [String] {
    guard cell.kind != .markdown else { return cell.markdown.isBlank ? [] : [cell.markdown] }
    var parts = cell.title.isEmpty ? [] : ["## " + escaped(cell.title)]
    if !cell.body.isEmpty { parts.append(fenced(cell.body, "upt")) }
    if ![.ran, .waiting].contains(cell.state) { parts.append("*\(cell.stateText)*") }
    return parts + cell.outputs.merged.map(text)
  }

  private static func text(_ output: CellOutput) -> String {
    switch output {
    case .printed(let text), .error(let text): fenced(text, "text")
    case .remark(let text): fenced(text, "text")
    case .value(.table(let table)): self.text(table)
    case .value(let exhibit): fenced(exhibit.text(), "text")
    }
  }

  /// A text between fences that are longer than any run of backticks in it.
  static func fenced(_ text: String, _ language: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(longest + 1, 3))
    return "\(fence)\(language)\n\(text.withoutLastBreak)\n\(fence)"
  }

  // MARK: Tables

  private static func text(_ table: Table) -> String {
    let columns = table.columns.map { column in
      CellPieces.all(of: column.cells, in: column, asText: true, .plain).map(\.head)
    }
    let rows = (0..<table.rowCount).map { row in columns.map { $0[row] } }
    let caption = table.caption.map { [escaped($0)] } ?? []
    let shown = self.table(table.names, table.columns.map { !$0.isText }, rows)
    let notes = table.notes(shown: table.rowCount).joined(separator: " · ")
    return (caption + [shown] + (notes.isEmpty ? [] : [escaped(notes)])).joined(separator: "\n\n")
  }

  private static func table(
    _ names: [String], _ areNumbers: [Bool], _ rows: [[String]]
  ) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rule = line(areNumbers.map { $0 ? "--:" : "---" })
    return ([line(names.map(escaped)), rule] + rows.map { line($0.map(escaped)) })
      .joined(separator: "\n")
  }

  /// A text on one line in which no character is a mark.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.shown(in: .plain).unicodeScalars {
      if "\\`*_[]<>|#&~".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
