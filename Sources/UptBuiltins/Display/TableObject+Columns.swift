import UptNotebook
import UptRuntime

/// Methods that choose and change columns.
extension TableObject {
  static let columnMethods = [
    Builtin(
      "select", [.rest("columns", help: "names of columns, in the order wanted")],
      help: """
        These columns, in this order.

            table(a: [1, 2], b: [3, 4]).select("b").columns      # ["b"]
        """
    ) { call in
      let table = try call.table()
      return try call.result(table.selecting(columns: call.columns("columns", of: table)))
    },
    Builtin(
      "drop", [.rest("columns", help: "names of columns to leave out")],
      help: """
        All columns but these.

            table(a: [1, 2], b: [3, 4]).drop("b").columns      # ["a"]
        """
    ) { call in
      let table = try call.table()
      return try call.result(table.dropping(columns: call.columns("columns", of: table)))
    },
    Builtin(
      "rename", [.labelled("names", help: "each old name with the new one")],
      help: """
        The table with columns called otherwise: old names are the labels, new ones the values.

            table(acc: [0.5, 0.75]).rename(acc: "accuracy")
            # accuracy
            # ────────
            #    50.0%
            #    75.0%
        """
    ) { call in
      let table = try call.table()
      let position = call.position(of: "names")
      let names = try call.record("names").fields.enumerated().map { part, field in
        try call.check(field.0, of: table, position, part)
        guard case .text(let new) = field.1 else {
          var error = call.error(
            position, "the new name of `\(field.0)` must be a string, not "
              + field.1.typeWithArticle, kind: .type)
          error.part = part
          throw error
        }
        return (old: field.0, new: new.string)
      }
      return try call.result(table.renaming(names))
    },
    Builtin(
      "with",
      [.labelled("columns", help: "lists, functions of the row, or one value for all rows")],
      help: """
        The table with further columns, or with columns replaced: a list gives the cells, a function
        is called with each row, and any other value fills the column.

            let t = table(right: [8, 9], all: [10, 12])
            t.with(accuracy: { row in row.right / row.all }, method: "text")
            # right  all  accuracy  method
            # ────────────────────────────
            #     8   10     80.0%  text
            #     9   12     75.0%  text
        """
    ) { call in
      var table = try call.receiver(as: TableObject.self)
      for (part, field) in try call.record("columns").fields.enumerated() {
        let cells = try call.cells(field.1, of: field.0, part, in: table)
        guard table.table.columns.isEmpty || cells.count == table.count else {
          var error = call.error(
            0, "the column `\(field.0)` has length \(cells.count), but the table's columns have "
              + "length \(table.table.rowCount)")
          error.part = part
          throw error
        }
        table = TableObject(
          try table.table.with(Table.Column(field.0, cells)), table.surroundings)
      }
      return .object(table)
    },
    format,
  ]
}

extension Call {
  /// The cells of a new column of a table, which an argument's part gives.
  fileprivate func cells(
    _ value: Value, of name: String, _ part: Int, in table: TableObject
  ) throws -> [Table.Cell] {
    switch value {
    case .function(let function):
      return try (0..<table.table.rowCount).map { row in
        try call(function, [table.element(at: row)]).cell
      }
    case .list, .range, .object(is TensorObject):
      return try value.elements(check: interpreter.interrupt.check)?.map(\.cell) ?? [value.cell]
    default: return Array(repeating: value.cell, count: table.table.rowCount)
    }
  }
}
