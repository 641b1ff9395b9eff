extension Table {
  /// The most rows that putting tables together may give.
  public static let largestRowCount = 10_000_000

  /// Which rows a join keeps.
  public enum JoinKind: String, Sendable, CaseIterable {
    /// Those that have a partner in the other table.
    case inner
    /// All of the first table; where there is no partner, the other's cells are missing.
    case left
  }

  /// Each row beside every row of `other` that has equal cells in the columns `names`, followed by
  /// the other's remaining columns.
  ///
  /// - Throws: `TableError.noColumn`, `TableError.sharedColumn` where both have a further column of
  ///   the same name, and `TableError.tooManyRows`.
  public func joined(
    with other: Table, on names: [String], _ kind: JoinKind = .inner
  ) throws(TableError) -> Table {
    let added = try other.dropping(columns: names).columns
    if let shared = added.first(where: { self.names.contains($0.name) }) {
      throw .sharedColumn(shared.name)
    }
    let partners = Dictionary(grouping: 0..<other.rowCount, by: try other.keys(of: names))
    var pairs: [(own: Int, partner: Int?)] = []
    let key = try keys(of: names)
    for row in 0..<rowCount {
      let found = partners[key(row)] ?? []
      guard pairs.count + found.count < Self.largestRowCount else {
        throw .tooManyRows(pairs.count + found.count)
      }
      for partner in found { pairs.append((row, partner)) }
      if found.isEmpty, kind == .left { pairs.append((row, nil)) }
    }
    let own = selecting(pairs.map(\.own)).columns
    let others = added.map { column in
      let cells = pairs.map { pair in pair.partner.map { column.cells[$0] } ?? .missing }
      return Column(column.name, cells, format: column.format)
    }
    return Table(checked: own + others, caption: caption)
  }

  /// The rows of this table and below them those of `other`, whose columns may be in another order.
  ///
  /// - Throws: `TableError.differentColumns` and `TableError.tooManyRows`.
  public func followed(by other: Table) throws(TableError) -> Table {
    guard Set(names) == Set(other.names) else { throw .differentColumns(names, other.names) }
    guard rowCount + other.rowCount <= Self.largestRowCount else {
      throw .tooManyRows(rowCount + other.rowCount)
    }
    var joined: [Column] = []
    for column in columns {
      let cells = column.cells + (try other.column(column.name).cells)
      joined.append(Column(column.name, cells, format: column.format))
    }
    return Table(checked: joined, caption: caption)
  }

  /// A row's cells in these columns, as what tells groups apart.
  ///
  /// - Throws: `TableError.noColumn`.
  func keys(of names: [String]) throws(TableError) -> (Int) -> [Cell] {
    var keyed: [[Cell]] = []
    for name in names { keyed.append(try column(name).cells.map(\.key)) }
    return { row in keyed.map { $0[row] } }
  }
}
