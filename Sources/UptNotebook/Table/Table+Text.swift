extension Table {
  /// The table as aligned text: numbers to the right with the same decimals, texts to the left.
  ///
  /// Columns that do not fit the style's width are left out and named below the table; the middle
  /// rows of a long table are left out and counted.
  public func text(_ style: RenderStyle = .plain) -> String {
    guard !columns.isEmpty else { return "(empty table)" }
    let shown = shownRows(style)
    var blocks = columns.map { TextColumn($0, rows: shown, style) }
    var lines = caption.map { DisplayWidth.lines($0, to: style.width, style) } ?? []
    let hidden = Self.fit(&blocks, style)
    let widths = blocks.map(\.width)
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { DisplayWidth.padEnd($0, to: $1) }.joined(separator: "  ").trimmedEnd
    }
    lines.append(line(blocks.map(\.header)))
    lines.append(widths.map { String(repeating: style.unicode ? "─" : "-", count: $0) }
      .joined(separator: style.unicode ? "──" : "--"))
    for index in shown.indices { lines.append(line(blocks.map { $0.cells[index] })) }
    let notes = notes(shown: shown.count { $0 != nil }, hidden: hidden, style)
    let note = notes.joined(separator: style.unicode ? " · " : "; ")
    lines += DisplayWidth.lines(note, to: style.width, style)
    return lines.joined(separator: "\n")
  }

  // The rows to show; `nil` stands for those left out.
  private func shownRows(_ style: RenderStyle) -> [Int?] {
    guard rowCount > style.maximumRows else { return Array(0..<rowCount) }
    let head = style.maximumRows * 2 / 3
    let tail = style.maximumRows - head - 1
    return Array(0..<head) + [nil] + Array((rowCount - tail)..<rowCount)
  }

  // Drops columns from the right until the rest fits with its texts cut short, then cuts texts, the
  // longest first, no more than it takes.
  private static func fit(_ blocks: inout [TextColumn], _ style: RenderStyle) -> [String] {
    let shortest = 12
    func total(_ width: (TextColumn) -> Int) -> Int { blocks.reduce(-2) { $0 + width($1) + 2 } }
    var hidden: [String] = []
    while blocks.count > 1,
      total({ $0.isText ? min($0.width, shortest) : $0.width }) > style.width
    {
      hidden.append(blocks.removeLast().name)
    }
    while true {
      let excess = total(\.width) - style.width
      let texts = blocks.indices.filter { blocks[$0].isText && blocks[$0].width > shortest }
      guard excess > 0, let widest = texts.max(by: { blocks[$0].width < blocks[$1].width }) else {
        break
      }
      blocks[widest].cut(to: max(shortest, blocks[widest].width - excess), style)
    }
    if total(\.width) > style.width { blocks[0].cut(to: style.width, style) }
    return hidden.reversed()
  }

  /// What has to be said below the table when so many of its rows are shown and the columns
  /// `hidden` are not.
  package func notes(
    shown: Int, hidden: [String] = [], _ style: RenderStyle = .plain
  ) -> [String] {
    var notes: [String] = []
    let measurements = columns.lazy.flatMap(\.cells).compactMap { cell -> Measurement? in
      if case .measurement(let value) = cell { value } else { nil }
    }
    if let counts = Self.range(measurements.filter { $0.halfWidth != nil }.map(\.count)) {
      notes.append("\(style.plusMinus) is the 95% interval of \(counts) runs")
    }
    if measurements.contains(where: { $0.halfWidth == nil }) {
      notes.append("* one run, no interval")
    }
    if shown < rowCount { notes.append("\(shown) of \(rowCount) rows") }
    if !hidden.isEmpty {
      notes.append("not shown: " + hidden.joined(separator: ", "))
    }
    return notes
  }

  private static func range(_ counts: [Int]) -> String? {
    guard let least = counts.min(), let most = counts.max() else { return nil }
    return least == most ? String(least) : "\(least) to \(most)"
  }
}

extension Table.Column {
  /// Whether the cells are written as texts, from the left, and not as numbers below each other.
  package var isText: Bool {
    !cells.contains(where: \.isNumeric) || cells.contains(where: \.isText)
  }
}

/// A column's cells as text, each already aligned to the column's width.
private struct TextColumn {
  let name: String
  let isText: Bool
  private(set) var header: String
  private(set) var cells: [String]
  private(set) var width: Int

  init(_ column: Table.Column, rows: [Int?], _ style: RenderStyle) {
    name = column.name.shown(in: style)
    let present = rows.map { row in row.map { column.cells[$0] } }
    let asText = column.isText
    isText = asText
    let pieces = CellPieces.all(of: present, in: column, asText: asText, style)
    let head = pieces.map { DisplayWidth.of($0.head) }.max() ?? 0
    let tail = pieces.map { DisplayWidth.of($0.tail) }.max() ?? 0
    let full = max(DisplayWidth.of(name), head + tail)
    width = full
    header = asText ? name : DisplayWidth.padStart(name, to: full)
    cells = pieces.map { piece in
      asText ? piece.head : DisplayWidth.padStart(piece.head, to: full - tail) + piece.tail
    }
  }

  mutating func cut(to width: Int, _ style: RenderStyle) {
    header = DisplayWidth.cut(header, to: width, mark: style.ellipsis)
    cells = cells.map { DisplayWidth.cut($0, to: width, mark: style.ellipsis) }
    self.width = width
  }
}
