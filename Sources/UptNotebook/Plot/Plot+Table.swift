extension Plot {
  /// A chart of column `y` over column `x`, one series for each different cell of column `by`;
  /// points are means over all rows they share, with their 95 % intervals.
  ///
  /// Without a kind, texts along x give bars and numbers give lines.
  ///
  /// - Throws: `TableError.noColumn` and `TableError.notNumeric`.
  public static func from(
    _ table: Table, x: String, y: String, by: String? = nil, kind: Kind? = nil
  ) throws(TableError) -> Plot {
    let column = try table.column(y)
    let xs = try table.distinct(x)
    let areNumbers = xs.allSatisfy { $0.isNumeric || $0 == .missing }
    var series: [Series] = []
    for name in try by.map(table.distinct) ?? [.text(y)] {
      let rows = if let by { try table.filtered(by, equals: name) } else { table }
      series.append(Series(name.label, try points(of: rows, x, y, among: areNumbers ? nil : xs)))
    }
    let runs = try table.over(keys: [x] + (by.map { [$0] } ?? []), value: y)
    let hasIntervals = series.contains { $0.points.contains { $0.halfWidth != nil } }
    let note = "mean and 95% interval" + (runs.isEmpty ? "" : " over \(runs)")
    return Plot(
      kind ?? (areNumbers ? .line : .bar), xLabel: x, yLabel: y, series: series,
      categories: areNumbers ? nil : xs.map(\.label), yFormat: column.format,
      note: hasIntervals ? note : nil)
  }

  private static func points(
    of table: Table, _ x: String, _ y: String, among categories: [Table.Cell]?
  ) throws(TableError) -> [Point] {
    var points: [Point] = []
    for group in try table.grouped(by: [x]) {
      let key = group.key[0]
      let place = categories.map { names in
        names.firstIndex { $0.key == key.key }.map(Double.init)
      }
      guard let at = place ?? key.number, let value = try group.table.measurement(y) else {
        continue
      }
      points.append(Point(at, value.mean, halfWidth: value.halfWidth))
    }
    return points.sorted { $0.x < $1.x }
  }
}
