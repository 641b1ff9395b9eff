import UptNotebook
import UptRuntime

/// Tables and plots.
enum TableLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [table(surroundings), readTable(surroundings), plot, HeatMapLibrary.heatmap]
  }

  private static func table(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "table",
      [
        .rest("rows", help: "or instead one list of records with the same fields"),
        .labelled("columns", help: "lists of equal length"),
      ],
      help: """
        A table: of named columns, given as lists of equal length, or of rows, given as a list of
        records.

            table(shots: [1, 2, 4], accuracy: [0.5, 0.6, 0.7])
            table([(shots: 1, accuracy: 0.5), (shots: 2, accuracy: 0.6)]).count      # 2
        """
    ) { call in
      let rows = try call.list("rows")
      let columns = try call.columnsOfTable()
      guard rows.isEmpty || columns.isEmpty else {
        throw call.error(
          call.position(of: "columns"), "a table is made of rows or of columns, not of both",
          hint: "table(rows).with(\(columns[0].name): …) adds a column")
      }
      let table = rows.isEmpty ? try Table(columns) : try call.tableOfRows(rows)
      return .object(TableObject(table, surroundings))
    }
  }

  private static func readTable(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "read_table", [.required("path", help: "a file that ends in .csv or .json")],
      help: """
        The table in a file of comma-separated values, with the columns' names in its first line, or
        of JSON, a list of objects. Fields without quotes that look like numbers are numbers.

            table(shots: [1, 2], accuracy: [0.5, 0.6]).save("grid.csv")
            read_table("grid.csv").accuracy      # [0.5, 0.6]
        """
    ) { call in
      let table = try call.reading("path") { path in
        guard let format = TableFile(path: path) else {
          throw call.error(
            0, "\"\(path)\" does not say what kind of table it is", kind: .file,
            hint: "its name must end in .csv or .json")
        }
        return try format.read(path)
      }
      return .object(TableObject(table, surroundings))
    }
  }

  private static let plot = Builtin(
    "plot",
    [
      .required("table"), .required("x", help: "the name of a column"),
      .required("y", help: "the name of a column of numbers"),
      .omissible("by", help: "the column that tells the lines apart"),
      .omissible(
        "kind", help: "\"line\", \"scatter\" or \"bar\"; by default bars over names, else lines"
      ).choices(of: Plot.Kind.self),
    ],
    help: """
      Draws column `y` over column `x`, one series for each value of `by`: means with 95% intervals
      over the other columns.

          let t = table(shots: [1, 2, 4], accuracy: [0.5, 0.6, 0.7])
          plot(t, x: "shots", y: "accuracy")
      """
  ) { call in
    let table = try call.object(0, as: TableObject.self, named: "a table").table
    let kind = try call.has("kind") ? call.choice("kind", of: Plot.Kind.self) : nil
    return .object(
      PlotObject(
        try Plot.from(
          table, x: call.column("x", of: table), y: call.column("y", of: table),
          by: call.has("by") ? call.column("by", of: table) : nil, kind: kind)))
  }
}

extension Call {
  /// The columns that labelled lists make.
  fileprivate func columnsOfTable() throws -> [Table.Column] {
    try record("columns").fields.enumerated().map { part, field in
      guard let elements = try field.1.elements(check: interpreter.interrupt.check) else {
        var error = error(
          position(of: "columns"), "the column `\(field.0)` must be a list, not "
            + field.1.typeWithArticle, kind: .type)
        error.part = part
        throw error
      }
      return Table.Column(field.0, elements.map(\.cell))
    }
  }

  /// The table that a list of records makes.
  fileprivate func tableOfRows(_ arguments: [Value]) throws -> Table {
    guard arguments.count == 1, case .list(let list) = arguments[0] else {
      throw error(
        0, "`table` needs one list of records, or columns with labels", kind: .type,
        hint: "table([(a: 1), (a: 2)]) or table(a: [1, 2])")
    }
    var rows = RowCollector(.init(row: "row", whole: "a table", key: "a column"))
    for (index, element) in list.elements.enumerated() {
      guard case .record = element else {
        throw error(
          0, "the rows of a table must be records, but element \(index) is "
            + element.typeWithArticle, kind: .type, hint: "columns have labels: table(a: [1, 2])")
      }
      try blaming("rows") { try rows.append([], element) }
    }
    return try rows.table()
  }
}
