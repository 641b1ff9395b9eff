extension Table {
  /// These columns, in this order.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.duplicateColumn`.
  public func selecting(columns names: [String]) throws(TableError) -> Table {
    var chosen: [Column] = []
    for name in names { chosen.append(try column(name)) }
    return try Table(chosen, caption: caption)
  }

  /// All columns but these.
  ///
  /// - Throws: `TableError.noColumn`.
  public func dropping(columns names: [String]) throws(TableError) -> Table {
    for name in names { _ = try column(name) }
    return Table(checked: columns.filter { !names.contains($0.name) }, caption: caption)
  }

  /// The columns with other names, at the same places; they are then written as is usual for the
  /// new name, unless their format was chosen.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.duplicateColumn`.
  public func renaming(_ names: [(old: String, new: String)]) throws(TableError) -> Table {
    var renamed = columns
    for (old, new) in names {
      let column = try column(old)
      let format = column.format == .usual(for: old) ? nil : column.format
      for index in columns.indices where columns[index].name == old {
        renamed[index] = Column(new, column.cells, format: format)
      }
    }
    return try Table(renamed, caption: caption)
  }

  /// The table with one more column at its end, or with its column of the same name replaced.
  ///
  /// - Throws: `TableError.unequalLengths`.
  public func with(_ column: Column) throws(TableError) -> Table {
    var changed = columns
    if let place = columns.firstIndex(where: { $0.name == column.name }) {
      changed[place] = column
    } else {
      changed.append(column)
    }
    return try Table(changed, caption: caption)
  }

  /// Whether both tables have the same names and equal cells; 1 and 1.0 are equal. Captions and
  /// formats do not count.
  public func hasSameCells(as other: Table) -> Bool {
    names == other.names
      && zip(columns, other.columns).allSatisfy { $0.cells.map(\.key) == $1.cells.map(\.key) }
  }
}
