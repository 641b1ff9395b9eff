import UptNotebook
import UptRuntime

/// Methods that put rows together.
extension TableObject {
  static let summaryMethods = [
    Builtin(
      "pivot",
      [
        .required("rows", help: "the column whose values become lines"),
        .required("columns", help: "the column whose values become columns"),
        .required("value", help: "the column of results"),
      ],
      help: """
        A table with one line for each value of the column `rows` and one column for each value of
        `columns`; the cells are measurements of `value`: the mean over the other columns, with its
        95% interval and the seeds of the runs.

            let t = table(shots: [1, 1, 4, 4], seed: [1, 2, 1, 2]).with(method: "text")
            let results = t.with(accuracy: [0.5, 0.52, 0.7, 0.71])
            results.pivot(rows: "method", columns: "shots", value: "accuracy")
            # accuracy by shots, mean over seed
            # method             1            4
            # ─────────────────────────────────
            # text    51.0 ± 12.7%  70.5 ± 6.4%
            # ± is the 95% interval of 2 runs
        """
    ) { call in
      let table = try call.table()
      return try call.result(
        table.pivot(
          rows: call.column("rows", of: table), columns: call.column("columns", of: table),
          value: call.column("value", of: table)))
    },
    group,
    Builtin(
      "mean", [.required("column", help: "the column of results")],
      help: """
        The mean of a column as a measurement: with its 95% interval, and with the seeds of the runs
        where the table has a column `seed`.

            table(seed: [1, 2, 3], accuracy: [0.7, 0.72, 0.74]).mean("accuracy")
            # 72.0 ± 5.0% (n = 3)
        """
    ) { call in
      let object = try call.receiver(as: TableObject.self)
      let name = try call.column("column", of: object.table)
      let measurement = try call.blaming("column") { try object.table.measurement(name) }
      guard let measurement else {
        throw call.error(0, "the column \"\(name)\" has no numbers to take the mean of")
      }
      let format = try object.table.column(name).format
      return .object(MeasurementObject(measurement, format, in: object.surroundings))
    },
    Builtin(
      "describe",
      help: """
        A row for each column: how many cells it has, how many are missing and how many different
        ones there are, and of numbers their mean, spread and range.

            let t = table(shots: [1, 4], accuracy: [0.5, 0.7])
            t.describe().select("column", "count", "mean", "max")
            # column    count  mean  max
            # ──────────────────────────
            # shots         2   2.5  4.0
            # accuracy      2   0.6  0.7
        """
    ) { call in try call.result(call.table().described()) },
  ]
}
