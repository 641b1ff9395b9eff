extension HeatMap {
  /// A map of a table's numbers. A first column of texts names the rows, and all other columns have
  /// to hold numbers, such as those of a confusion table or a pivot.
  ///
  /// - Returns: `nil` for a table without rows or without a column of numbers.
  /// - Throws: `TableError.notNumeric`.
  public static func from(_ table: Table) throws(TableError) -> HeatMap? {
    var columns = table.columns
    var names: Table.Column?
    if let first = columns.first, first.cells.contains(where: \.isText) {
      names = columns.removeFirst()
    }
    var numbers: [[Double]] = []
    for column in columns {
      var values: [Double] = []
      for cell in column.cells {
        guard cell == .missing || cell.number != nil else {
          throw .notNumeric(column.name, found: cell.label)
        }
        values.append(cell.number ?? .nan)
      }
      numbers.append(values)
    }
    let rows = names?.cells.map(\.label) ?? (0..<table.rowCount).map(String.init)
    let formats = Set(columns.map(\.format))
    return HeatMap(
      rows: rows, columns: columns.map(\.name),
      values: rows.indices.flatMap { row in numbers.map { $0[row] } }, title: table.caption,
      rowLabel: names?.name ?? "",
      format: formats.count == 1 ? formats.first ?? .automatic : .automatic)
  }

  /// A map of a table in the long form: the means of column `value` where a cell of column `rows`
  /// meets one of column `columns`.
  ///
  /// - Returns: `nil` for a table without rows.
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public static func from(
    _ table: Table, rows: String, columns: String, value: String
  ) throws(TableError) -> HeatMap? {
    let pivot = try table.pivot(rows: rows, columns: columns, value: value)
    guard let names = pivot.columns.first else { return nil }
    // Rows may be named by numbers, such as those of shots.
    let named = Table.Column(rows, names.cells.map { .text($0.label) })
    var map = try from(pivot.with(named))
    map?.columnLabel = columns
    return map
  }
}
