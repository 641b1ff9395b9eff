import UptNotebook

extension ExhibitHTML {
  /// Rows of a table that a page shows; a page of all of them could not be scrolled.
  static let mostRows = 1000

  /// A table with all its columns. Its cells carry what they are sorted by in `data-sort`: numbers
  /// in full, nothing for what is missing.
  static func html(_ table: Table) -> String {
    guard !table.columns.isEmpty else {
      return Markup.element("p", ["class": "note"], "(empty table)")
    }
    let shown = min(table.rowCount, mostRows)
    let columns = table.columns.map { TableColumn($0, rows: shown) }
    let head = Markup.element("tr", [:], columns.map(\.header).joined())
    let rows = (0..<shown).map { row in
      Markup.element("tr", [:], columns.map { $0.cells[row] }.joined())
    }
    let caption = table.caption.map { Markup.element("caption", [:], Markup.name($0)) }
    let body = (caption ?? "") + Markup.element("thead", [:], head)
      + Markup.element("tbody", [:], "\n" + rows.joined(separator: "\n"))
    let notes = table.notes(shown: shown).joined(separator: " · ").htmlEscaped
    return Markup.element(
      "div", ["class": "scroll"], Markup.element("table", ["class": "table"], body))
      + (notes.isEmpty ? "" : Markup.element("p", ["class": "note"], notes))
  }
}

/// The cells of a column as markup, aligned as the text form aligns them.
private struct TableColumn {
  let header: String
  let cells: [String]

  init(_ column: Table.Column, rows: Int) {
    let isText = column.isText
    let shown = column.cells.prefix(rows)
    let pieces = CellPieces.all(of: Array(shown), in: column, asText: isText, .plain)
    // Tails of different widths, such as an interval's and none, get the same room, so that what
    // stands before them ends in the same place.
    let tails = Set(pieces.map { DisplayWidth.of($0.tail) })
    let room = tails.count > 1 ? tails.max() : nil
    header = Markup.element(
      "th", ["scope": "col", "class": isText ? nil : "number"], Markup.name(column.name))
    cells = zip(shown, pieces).map { cell, piece in
      let tail = Markup.element(
        "span", ["style": room.map { "display:inline-block;min-width:\($0 + 1)ch" }],
        // Figure spaces are as wide as the digits they stand for and are not folded.
        piece.tail.replacing(" ± ", with: "\u{A0}±\u{A0}").replacing(" ", with: "\u{2007}")
          .htmlEscaped)
      let content = isText ? Markup.name(piece.head)
        : piece.head.htmlEscaped + (piece.tail.isEmpty && room == nil ? "" : tail)
      return Markup.element(
        "td",
        ["class": isText ? nil : "number", "data-sort": cell.sortKey, "title": cell.runs], content)
    }
  }
}

extension Table.Cell {
  fileprivate var sortKey: String {
    switch self {
    case .text(let text): text
    case .missing: ""
    default: number.map { value in
      value.isNaN ? "" : value.isFinite ? "\(value)" : value < 0 ? "-Infinity" : "Infinity"
    } ?? ""
    }
  }

  fileprivate var runs: String? {
    if case .measurement(let value) = self { ExhibitHTML.runs(of: value) } else { nil }
  }
}
