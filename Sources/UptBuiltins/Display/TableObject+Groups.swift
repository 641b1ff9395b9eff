import UptNotebook
import UptRuntime
import UptSyntax

/// Groups of rows and what sums them up.
extension TableObject {
  static let group = Builtin(
    "group",
    [
      .required("by", help: "a column or a list of columns"),
      .labelled("columns", help: "functions that sum up a column, or the group's table"),
    ],
    help: """
      One row for each combination of cells in the columns `by`. A label that is a column's name has
      a function of the list of its cells; any other label has one of the group, a table. `mean`
      keeps the 95% interval and the seeds. Without labels every column of real numbers becomes its
      mean; whole numbers, such as seeds, and texts are left out.

          let t = table(method: ["text", "text", "unified"], accuracy: [0.7, 0.74, 0.8])
          t.group(by: "method", accuracy: max, runs: len)
          # method   accuracy  runs
          # ───────────────────────
          # text        74.0%     2
          # unified     80.0%     1
          t.group(by: "method", accuracy: mean)[0].accuracy      # 72.0 ± 25.4% (n = 2)
          t.group(by: "method", range: { g in g.accuracy.max() - g.accuracy.min() }).count      # 2
      """
  ) { call in
    let object = try call.receiver(as: TableObject.self)
    let names = try call.columns("by", of: object.table)
    let summaries = try call.summaries("columns", besides: names)
    guard !summaries.isEmpty else {
      return try call.result(call.blaming("by") { try object.table.summarized(by: names) })
    }
    let groups = try object.table.grouped(by: names)
    var table = try Table(columns: names, rows: groups.map(\.key))
    for (part, summary) in summaries.enumerated() {
      let cells = try groups.map { group in
        try call.blaming("columns", part: part) {
          try call.summary(
            summary.name, summary.function, of: TableObject(group.table, object.surroundings))
        }
      }
      table = try table.with(Table.Column(summary.name, cells))
    }
    return try call.result(table)
  }
}

extension Call {
  /// The labelled functions that sum up groups; no label is one of the columns grouped by.
  fileprivate func summaries(
    _ name: String, besides keys: [String]
  ) throws -> [(name: String, function: FunctionValue)] {
    try record(name).fields.enumerated().map { part, field in
      var problem = error(position(of: name), "the table is grouped by `\(field.0)` already")
      problem.part = part
      guard !keys.contains(field.0) else { throw problem }
      guard case .function(let function) = field.1 else {
        problem.kind = .type
        problem.message = "`\(field.0)` of `group` must be a function, not "
          + field.1.typeWithArticle
        problem.hint = "for example \(field.0): mean"
        throw problem
      }
      return (field.0, function)
    }
  }

  /// What a function makes of a group's column or, where no column has the name, of the group.
  fileprivate func summary(
    _ name: String, _ function: FunctionValue, of group: TableObject
  ) throws -> Table.Cell {
    guard let column = group.table.columns.first(where: { $0.name == name }) else {
      do { return try call(function, [.object(group)]).cell } catch var error as RuntimeError {
        error.hint = error.hint ?? Suggestion.hint(for: name, among: group.table.names)
        throw error
      }
    }
    if function.builtin === StatisticsLibrary.mean {
      return try group.table.measurement(name).map(Table.Cell.measurement) ?? .missing
    }
    return try call(function, [.list(column.cells.map { group.value($0, in: column) })]).cell
  }
}
