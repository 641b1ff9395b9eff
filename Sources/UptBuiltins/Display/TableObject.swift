import UptNotebook
import UptRuntime

/// A table as a value of the language.
final class TableObject: HostObject, Exhibited {
  let table: Table
  /// Where remarks about its measurements go; nil for tables that hold none.
  let surroundings: Surroundings?
  let exhibit: Exhibit

  /// - Parameter exhibit: what it looks like, where it is not simply a table.
  init(_ table: Table, _ surroundings: Surroundings? = nil, shownAs exhibit: Exhibit? = nil) {
    self.table = table
    self.surroundings = surroundings
    self.exhibit = exhibit ?? .table(table)
  }

  override var valueType: ValueType { Self.valueType }
  static let valueType = ValueType(
    "table", "Named columns of equal length; the columns are members, too.",
    properties: [
      Property("columns", "The columns' names.") { (object: TableObject) in
        .list(object.table.names.map { .text($0) })
      },
      Property("count", "How many rows there are.") { (object: TableObject) in
        .int(object.table.rowCount)
      },
    ],
    methods: columnMethods + rowMethods + summaryMethods + fileMethods)
  override var summary: String {
    "<table of \(table.rowCount) rows: \(table.names.joined(separator: ", "))>"
  }
  override var describe: String { table.text(.plain) }
  override func count(_ bytes: inout ByteCount) { bytes.add(table) }

  override func isEqual(to other: Value) -> Bool {
    guard case .object(let object as TableObject) = other else { return false }
    return table.hasSameCells(as: object.table)
  }

  // MARK: Members

  override var memberNames: [String] { table.names + super.memberNames }

  override func member(_ name: String) throws -> Value? {
    if let value = try super.member(name) { return value }
    return table.names.contains(name) ? try values(of: name) : nil
  }

  /// The cells of a column as a list.
  private func values(of name: String) throws -> Value {
    let column = try table.column(name)
    return .list(column.cells.map { value($0, in: column) })
  }

  // MARK: Elements

  override var count: Int? { table.rowCount }

  override func element(at position: Int) throws -> Value {
    let cells = try table.row(position)
    return .record(
      zip(table.columns, cells).map { column, cell in (column.name, value(cell, in: column)) })
  }

  override var keys: [String] { table.columns.map(\.name) }

  override func index(_ items: [Subscript]) throws -> Value {
    guard items.count == 1 else {
      throw RuntimeError(.index, "a table takes one index: a row's number or a column's name")
    }
    switch items[0] {
    case .value(.text(let name)): return try values(of: name.string)
    case .value(.int(let row)):
      return try element(at: Subscript.position(row, count: table.rowCount))
    case .slice(let low, let high, let isClosed):
      let range = try Subscript.bounds(
        low: low, high: high, isClosed: isClosed, count: table.rowCount)
      return .object(TableObject(table.selecting(Array(range)), surroundings))
    case .value(let value):
      throw RuntimeError(
        .index, "a table's index is a row's number or a column's name, not "
          + value.typeWithArticle)
    }
  }
}
