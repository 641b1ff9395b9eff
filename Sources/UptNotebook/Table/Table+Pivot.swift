extension Table {
  /// One row for each different cell of `rows`, one column for each of `columns`, and where they
  /// meet the measurement of `value` over all rows they share: its mean, interval and seeds.
  ///
  /// The format of `value` is kept, so that accuracies stay percentages.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public func pivot(rows: String, columns: String, value: String) throws(TableError) -> Table {
    let format = try column(value).format
    let (rowKeys, columnKeys) = (try distinct(rows), try distinct(columns))
    var cells: [Cell: [Cell: Cell]] = [:]
    for group in try grouped(by: [rows, columns]) {
      guard let measured = try group.table.measurement(value) else { continue }
      cells[group.key[0].key, default: [:]][group.key[1].key] = .measurement(measured)
    }
    var result = [Column(rows, rowKeys, format: try column(rows).format)]
    for key in columnKeys {
      let name = Self.unused(key.label, in: result)
      let found = rowKeys.map { cells[$0.key]?[key.key] ?? .missing }
      result.append(Column(name, found, format: format))
    }
    let runs = try over(keys: [rows, columns], value: value)
    let caption = "\(value) by \(columns)" + (runs.isEmpty ? "" : ", mean over \(runs)")
    return Table(checked: result, caption: caption)
  }

  /// What the means of an aggregation run over: the other columns that differ between rows with
  /// equal cells in `keys`, reals apart, as those are results like the aggregated one.
  func over(keys: [String], value: String) throws(TableError) -> String {
    let groups = try grouped(by: keys)
    let names = columns.indices.filter { index in
      !keys.contains(columns[index].name) && columns[index].name != value
        && groups.contains { group in
          let cells = group.table.columns[index].cells
          return cells.contains { $0.key != cells[0].key }
            && cells.allSatisfy { if case .real = $0 { false } else { true } }
        }
    }
    return names.map { columns[$0].name }.joined(separator: ", ")
  }

  private static func unused(_ name: String, in columns: [Column]) -> String {
    var candidate = name
    while columns.contains(where: { $0.name == candidate }) { candidate += "′" }
    return candidate
  }
}
