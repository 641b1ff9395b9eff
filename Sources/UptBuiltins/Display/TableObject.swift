import UptNotebook
import UptRuntime

/// A table as a value of the language.
final class TableObject: HostObject, Drawn {
  let table: Table

  init(_ table: Table) { self.table = table }

  override var typeName: String { "table" }
  override var summary: String { "<table of \(table.rowCount) rows: \(table.names.joined(separator: ", "))>" }
  override var describe: String { table.text(.plain) }
  func draw(_ style: RenderStyle) -> String { table.text(style) }

  override var memberNames: [String] { ["columns", "count"] + table.names + Self.methods.names }
  override func method(_ name: String) -> Builtin? { Self.methods[name] }

  override func member(_ name: String) throws -> Value? {
    switch name {
    case "columns": return .list(table.names.map { .text($0) })
    case "count": return .int(table.rowCount)
    default: return try? .list(table.column(name).cells.map(Value.init(cell:)))
    }
  }

  override var count: Int? { table.rowCount }

  override func element(at position: Int) throws -> Value {
    .record(Array(zip(table.names, try table.row(position).map(Value.init(cell:)))))
  }

  override func index(_ items: [Subscript]) throws -> Value {
    guard items.count == 1 else {
      throw RuntimeError(.index, "a table takes one index: a row's number or a column's name")
    }
    switch items[0] {
    case .value(.text(let name)): return .list(try table.column(name.string).cells.map(Value.init(cell:)))
    case .value(.int(let row)):
      return try element(at: Subscript.position(row, count: table.rowCount))
    case .slice(let low, let high, let isClosed):
      let range = try Subscript.bounds(
        low: low, high: high, isClosed: isClosed, count: table.rowCount)
      return .object(TableObject(table.selecting(Array(range))))
    case .value(let value):
      throw RuntimeError(
        .index, "a table's index is a row's number or a column's name, not \(value.typeWithArticle)")
    }
  }

  static let methods = MethodTable([
    Builtin(
      "pivot", [.required("rows"), .required("columns"), .required("value")],
      help: """
        A table with one line for each value of the column `rows` and one column for each value of
        `columns`; the cells hold the mean of `value` with its 95% interval over the other columns.

            let t = table(method: ["text", "text"], seed: [1, 2], accuracy: [0.5, 0.7])
            t.pivot(rows: "method", columns: "seed", value: "accuracy")
        """
    ) { call in
      let table = try call.receiver(as: TableObject.self).table
      return .object(
        TableObject(
          try table.pivot(
            rows: call.column("rows", of: table), columns: call.column("columns", of: table),
            value: call.column("value", of: table))))
    },
    Builtin(
      "sort", [.required("by"), .optional("descending", .bool(false))],
      help: "The table with its rows in the order of a column."
    ) { call in
      let table = try call.receiver(as: TableObject.self).table
      return .object(
        TableObject(try table.sorted(by: call.column("by", of: table), descending: call.bool("descending"))))
    },
    Builtin(
      "filter", [.required("keep")],
      help: "The rows for which a function of the row, a record, is true."
    ) { call in
      let object = try call.receiver(as: TableObject.self)
      let keep = try call.function(0)
      var rows: [Int] = []
      for row in 0..<object.table.rowCount {
        guard case .bool(let kept) = try call.call(keep, [object.element(at: row)]) else {
          throw call.error(0, "the function given to `filter` must return a bool", kind: .type)
        }
        if kept { rows.append(row) }
      }
      return .object(TableObject(object.table.selecting(rows)))
    },
    Builtin("csv", help: "The table as comma-separated values.") { call in
      .text(try call.receiver(as: TableObject.self).table.csv())
    },
    Builtin("json", help: "The table as JSON, a list of objects.") { call in
      .text(try call.receiver(as: TableObject.self).table.json())
    },
  ])
}

extension Value {
  /// A cell as a value; a measurement is its mean.
  init(cell: Table.Cell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .int(let number): self = .int(number)
    case .real(let number): self = .real(number)
    case .measurement(let measurement): self = .real(measurement.mean)
    case .bool(let flag): self = .bool(flag)
    case .missing: self = .nothing
    }
  }

  /// A value as a cell: objects by their short form.
  var cell: Table.Cell {
    switch self {
    case .nothing: return .missing
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .real(let number): return .real(number)
    case .text(let text): return .text(text.string)
    case .object(let tensor as TensorObject) where tensor.value.count == 1:
      return .real(Double(tensor.value.data[0]))
    default: return .text(summary)
    }
  }
}
