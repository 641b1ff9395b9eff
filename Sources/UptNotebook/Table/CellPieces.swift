/// A cell's text in the two parts that a column aligns: `head` ends where all heads end, `tail`
/// begins there, so that decimal points, signs and units stand below each other.
package struct CellPieces {
  package var head: String
  package var tail = ""

  /// The pieces of a column's cells; `nil` stands for rows that are left out.
  package static func all(
    of cells: [Table.Cell?], in column: Table.Column, asText: Bool, _ style: RenderStyle
  ) -> [CellPieces] {
    let format = column.format.settled(for: column.cells.compactMap(\.numberToShow))
    let spreads = cells.compactMap { $0?.halfWidth.map(format.digits) }
    let spreadWidth = spreads.map(\.count).max() ?? 0
    return cells.map { cell in
      guard let cell else { return CellPieces(head: style.unicode ? "⋮" : "...") }
      let piece = piece(cell, format, spreadWidth, style)
      return asText ? CellPieces(head: piece.head + piece.tail) : piece
    }
  }

  private static func piece(
    _ cell: Table.Cell, _ format: NumberFormat, _ spreadWidth: Int, _ style: RenderStyle
  ) -> CellPieces {
    switch cell {
    case .text(let text): return CellPieces(head: text.shown(in: style))
    case .bool(let value): return CellPieces(head: value ? "true" : "false")
    case .missing: return CellPieces(head: style.missing)
    case .int(let value):
      guard case .percent = format else { return CellPieces(head: String(value)) }
      return number(Double(value), format)
    case .real(let value): return number(value, format)
    case .measurement(let value):
      guard let halfWidth = value.halfWidth else {
        return CellPieces(head: format.digits(value.mean), tail: format.unit + "*")
      }
      let spread = DisplayWidth.padStart(format.digits(halfWidth), to: spreadWidth)
      let tail = " \(style.plusMinus) \(spread)\(format.unit)"
      return CellPieces(head: format.digits(value.mean), tail: tail)
    }
  }

  private static func number(_ value: Double, _ format: NumberFormat) -> CellPieces {
    CellPieces(head: format.digits(value), tail: value.isFinite ? format.unit : "")
  }
}

extension Table.Cell {
  fileprivate var numberToShow: Double? { isNumeric ? number : nil }

  fileprivate var halfWidth: Double? {
    if case .measurement(let value) = self { value.halfWidth } else { nil }
  }
}
