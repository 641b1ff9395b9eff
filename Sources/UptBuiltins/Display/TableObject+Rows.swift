import UptNotebook
import UptRuntime

/// Methods that choose, order and combine rows.
extension TableObject {
  static let rowMethods = [
    Builtin(
      "filter", [.required("keep", help: "a function of the row that gives a bool")],
      help: """
        The rows for which a function of the row, a record, is true.

            table(shots: [1, 4], accuracy: [0.5, 0.7]).filter { row in row.shots > 1 }
            # shots  accuracy
            # ───────────────
            #     4     70.0%
        """
    ) { call in
      let object = try call.receiver(as: TableObject.self)
      let keep = try call.function(0)
      return try call.result(
        object.table.filtered { row in
          guard case .bool(let isKept) = try call.call(keep, [object.element(at: row)]) else {
            throw call.error(0, "the function given to `filter` must return a bool", kind: .type)
          }
          return isKept
        })
    },
    Builtin(
      "sort",
      [.required("by", help: "the column to order by"), .optional("descending", .bool(false))],
      help: """
        The table with its rows in the order of a column; equal ones stay in theirs, missing ones go
        last.

            table(method: ["a", "b"], loss: [0.7, 0.3]).sort("loss").method      # ["b", "a"]
        """
    ) { call in
      let table = try call.table()
      return try call.result(
        table.sorted(by: call.column("by", of: table), descending: call.bool("descending")))
    },
    Builtin(
      "head", [.optional("count", .int(5), help: "how many rows")],
      help: """
        The first rows.

            table(epoch: 1...100).head(2).epoch      # [1, 2]
        """
    ) { call in
      try call.result(call.table().prefix(call.count("count", atLeast: 0)))
    },
    Builtin(
      "unique", [.rest("columns", help: "names of columns; without any, all of them")],
      help: """
        The first row of each combination of cells in these columns.

            table(method: ["a", "b", "a"], seed: [1, 1, 2]).unique("method").seed      # [1, 1]
        """
    ) { call in
      let table = try call.table()
      let isGiven = try !call.list("columns").isEmpty
      let names = isGiven ? try call.columns("columns", of: table) : table.names
      return try call.result(table.unique(names))
    },
    Builtin(
      "concat", [.required("other", help: "a table with the same columns")],
      help: """
        The rows of this table and below them those of another one with the same columns.

            table(seed: [1, 2]).concat(table(seed: [3])).seed      # [1, 2, 3]
        """
    ) { call in
      let other = try call.object(0, as: TableObject.self, named: "a table").table
      return try call.blaming("other") { try call.result(call.table().followed(by: other)) }
    },
    Builtin(
      "join",
      [
        .required("other", help: "the table to look up in"),
        .required("on", help: "a column of both tables, or a list of them"),
        .optional("kind", .text("inner"), help: "\"inner\", or \"left\" to keep every row")
          .choices(of: Table.JoinKind.self),
      ],
      help: """
        Each row beside the rows of another table that are equal in the columns `on`. With `kind:
        "left"` rows without a partner stay, their new cells missing.

            let sizes = table(method: ["text", "visual"], parameters: [2048, 6144])
            let runs = table(method: ["text", "none"], accuracy: [0.7, 0.5])
            runs.join(sizes, on: "method", kind: "left")
            # method  accuracy  parameters
            # ────────────────────────────
            # text       70.0%        2048
            # none       50.0%           –
        """
    ) { call in
      let table = try call.table()
      let other = try call.object(0, as: TableObject.self, named: "a table").table
      let names = try call.columns("on", of: table)
      _ = try call.columns("on", of: other)
      let kind = try call.choice("kind", of: Table.JoinKind.self)
      let joined = try call.blaming("other") { try table.joined(with: other, on: names, kind) }
      return try call.result(joined)
    },
  ]
}
