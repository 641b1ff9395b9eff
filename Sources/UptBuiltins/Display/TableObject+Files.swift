import UptNotebook
import UptRuntime
import UptTensor

/// Methods that bring a table out of the program.
extension TableObject {
  static let fileMethods = [
    Builtin(
      "csv",
      help: """
        The table as comma-separated values. A column of measurements is followed by their
        half-widths and counts.

            table(a: [1, 2], b: ["x", "y"]).csv().count      # 12
        """
    ) { call in .text(try call.table().csv()) },
    Builtin(
      "json",
      help: """
        The table as JSON, a list of objects; measurements keep the values of their runs.

            table(a: [1, 2]).json()
            # [
            #   {"a":1},
            #   {"a":2}
            # ]
        """
    ) { call in .text(try call.table().json()) },
    Builtin(
      "save", [.required("path", help: "where to; it ends in .csv or .json")],
      help: """
        Writes the table as comma-separated values or as JSON, which the path's end decides;
        `read_table` reads both.

            table(shots: [1, 2], accuracy: [0.5, 0.6]).save("grid.json")
            read_table("grid.json").count      # 2
        """
    ) { call in
      let table = try call.table()
      try call.writing { path in
        guard let format = TableFile(path: path) else {
          throw call.error(
            0, "\"\(path)\" does not say how to write the table", kind: .file,
            hint: "let it end in .csv or .json")
        }
        try AtomicFile.write(path, Array(format.text(of: table).utf8))
      }
      return .nothing
    },
  ]
}
