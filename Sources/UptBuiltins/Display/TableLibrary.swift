import UptNotebook
import UptRuntime

/// Tables and plots.
enum TableLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] { [table, plot] }

  private static let table = Builtin(
    "table", [.labelled("columns")],
    help: """
      A table of named columns, given as lists of equal length.

          table(shots: [1, 2, 4], accuracy: [0.5, 0.6, 0.7])
      """
  ) { call in
    let record = try call.record("columns")
    let columns = try record.fields.enumerated().map { part, field in
      let (name, value) = field
      guard let elements = try value.elements() else {
        var error = call.error(
          0, "the column `\(name)` must be a list, not \(value.typeWithArticle)", kind: .type)
        error.part = part
        throw error
      }
      return Table.Column(name, elements.map(\.cell))
    }
    return .object(TableObject(try Table(columns)))
  }

  private static let plot = Builtin(
    "plot",
    [
      .required("table"), .required("x"), .required("y"), .omissible("by"),
      .optional("kind", .text("line")),
    ],
    help: """
      Draws column `y` over column `x`, one line for each value of `by`: means with 95% intervals
      over the other columns. `kind` is "line", "scatter" or "bar".

          let t = table(shots: [1, 2, 4], accuracy: [0.5, 0.6, 0.7])
          plot(t, x: "shots", y: "accuracy")
      """
  ) { call in
    let table = try call.object(0, as: TableObject.self, named: "a table").table
    let name = try call.text("kind")
    guard let kind = Plot.Kind(rawValue: name) else {
      throw call.error(
        call.position(of: "kind"), "there is no kind of plot called \"\(name)\"",
        hint: Plot.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ") + " exist")
    }
    return .object(
      PlotObject(
        try Plot.from(
          table, x: call.column("x", of: table), y: call.column("y", of: table),
          by: call.has("by") ? call.column("by", of: table) : nil, kind: kind)))
  }
}
