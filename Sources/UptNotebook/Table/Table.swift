/// Ordered named columns of equal length: what a sweep, a history or a comparison gives.
public struct Table: Sendable, Hashable {
  /// One value of a table.
  public enum Cell: Sendable, Hashable, Codable {
    case text(String)
    case int(Int)
    case real(Double)
    case measurement(Measurement)
    case bool(Bool)
    case missing
  }

  /// A named column and how its numbers are written.
  public struct Column: Sendable, Hashable, Codable {
    public var name: String
    public var format: NumberFormat
    public var cells: [Cell]

    /// A column; without a format, the one usual for its name.
    public init(_ name: String, _ cells: [Cell] = [], format: NumberFormat? = nil) {
      self.name = name
      self.format = format ?? .usual(for: name)
      self.cells = cells
    }
  }

  /// The columns, all of the same length and with different names.
  public private(set) var columns: [Column]
  /// A line above the table, such as what its numbers are.
  public var caption: String?

  /// A table of columns.
  ///
  /// - Throws: `TableError.duplicateColumn` and `TableError.unequalLengths`.
  public init(_ columns: [Column], caption: String? = nil) throws(TableError) {
    var seen: Set<String> = []
    for column in columns {
      guard seen.insert(column.name).inserted else { throw .duplicateColumn(column.name) }
      if let first = columns.first, column.cells.count != first.cells.count {
        throw .unequalLengths(
          first.name, first.cells.count, column.name, column.cells.count)
      }
    }
    self.columns = columns
    self.caption = caption
  }

  /// A table of rows that each have all columns' cells in order.
  ///
  /// - Throws: `TableError.wrongRowLength` and `TableError.duplicateColumn`.
  public init(
    columns names: [String], rows: [[Cell]], formats: [String: NumberFormat] = [:],
    caption: String? = nil
  ) throws(TableError) {
    for (index, row) in rows.enumerated() where row.count != names.count {
      throw .wrongRowLength(index, row.count, expected: names.count)
    }
    let columns = names.enumerated().map { index, name in
      Column(name, rows.map { $0[index] }, format: formats[name])
    }
    try self.init(columns, caption: caption)
  }

  // The columns are known to be well-formed.
  init(checked columns: [Column], caption: String?) {
    self.columns = columns
    self.caption = caption
  }

  /// How many rows there are.
  public var rowCount: Int { columns.first?.cells.count ?? 0 }

  /// The columns' names in order.
  public var names: [String] { columns.map(\.name) }

  /// The cells of row `index`, in the columns' order.
  ///
  /// - Throws: `TableError.noRow`.
  public func row(_ index: Int) throws(TableError) -> [Cell] {
    guard index >= 0, index < rowCount else { throw .noRow(index, count: rowCount) }
    return columns.map { $0.cells[index] }
  }

  /// The column called `name`.
  ///
  /// - Throws: `TableError.noColumn`.
  public func column(_ name: String) throws(TableError) -> Column {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw .noColumn(name, available: names)
    }
    return column
  }

  /// Adds a row at the end.
  ///
  /// - Throws: `TableError.wrongRowLength`.
  public mutating func append(row: [Cell]) throws(TableError) {
    guard row.count == columns.count else {
      throw .wrongRowLength(rowCount, row.count, expected: columns.count)
    }
    for index in columns.indices { columns[index].cells.append(row[index]) }
  }

  /// The same table with the numbers of one column written otherwise.
  ///
  /// - Throws: `TableError.noColumn`.
  public func formatted(_ name: String, as format: NumberFormat) throws(TableError) -> Table {
    guard let index = columns.firstIndex(where: { $0.name == name }) else {
      throw .noColumn(name, available: names)
    }
    var result = self
    result.columns[index].format = format
    return result
  }
}
