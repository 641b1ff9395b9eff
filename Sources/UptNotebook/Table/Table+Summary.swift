extension Table {
  /// One row for each combination of cells in `names`, with the measurement of every column of
  /// results: those that hold reals or measurements. Whole numbers, such as seeds, and texts say
  /// how a run was made and are left out.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public func summarized(by names: [String]) throws(TableError) -> Table {
    let results = columns.filter { !names.contains($0.name) && $0.holdsResults }
    let groups = try grouped(by: names)
    var summary: [Column] = []
    for (place, name) in names.enumerated() {
      summary.append(Column(name, groups.map { $0.key[place] }, format: try column(name).format))
    }
    for column in results {
      var cells: [Cell] = []
      for group in groups {
        cells.append(try group.table.measurement(column.name).map(Cell.measurement) ?? .missing)
      }
      summary.append(Column(column.name, cells, format: column.format))
    }
    return try Table(summary, caption: caption)
  }

  /// A row for each column: how many cells it has, how many are missing and how many different
  /// ones there are, and of numbers their mean, standard deviation, least, median and largest.
  public func described() -> Table {
    let measures: [(name: String, of: ([Double]) -> Double?)] = [
      ("mean", Sample.mean), ("std", Sample.deviation), ("min", { $0.min() }),
      ("median", Sample.median), ("max", { $0.max() }),
    ]
    let numbers = columns.map { column in
      column.cells.contains(where: \.isNumeric) ? (try? self.numbers(column.name)) ?? [] : []
    }
    let present = columns.map { $0.cells.filter { $0.key != .missing } }
    let counts = [
      Column("column", names.map(Cell.text)),
      Column("count", present.map { .int($0.count) }),
      Column("missing", present.map { .int(rowCount - $0.count) }),
      Column("different", present.map { .int(Set($0.map(\.key)).count) }),
    ]
    return Table(
      checked: counts + measures.map { measure in
        Column(measure.name, numbers.map { measure.of($0).map(Cell.real) ?? .missing })
      }, caption: caption)
  }
}

extension Table.Column {
  /// Whether it holds what was measured, and nothing else but missing cells.
  package var holdsResults: Bool {
    var hasResult = false
    for cell in cells {
      switch cell {
      case .real, .measurement: hasResult = true
      case .int, .missing: break
      case .text, .bool: return false
      }
    }
    return hasResult
  }
}
