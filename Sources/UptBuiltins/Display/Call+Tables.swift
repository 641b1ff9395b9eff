import UptNotebook
import UptRuntime
import UptSyntax

/// Tables and the names of their columns as arguments.
extension Call {
  /// The table that a method is called on.
  func table() throws -> Table { try receiver(as: TableObject.self).table }

  /// A table made from the one that a method is called on.
  func result(_ table: Table) throws -> Value {
    .object(TableObject(table, try receiver(as: TableObject.self).surroundings))
  }

  /// The name of a column of a table; an unknown one is an error that names the known ones.
  func column(_ name: String, of table: Table) throws -> String {
    let column = try text(name)
    try check(column, of: table, position(of: name))
    return column
  }

  /// The names of columns: a single one, or several in a list or one after the other.
  func columns(_ name: String, of table: Table) throws -> [String] {
    if case .text = self[name] { return [try column(name, of: table)] }
    let position = position(of: name)
    let columns = try strings(position)
    guard !columns.isEmpty else {
      throw error(
        position, "`\(builtin.name)` needs at least one column", hint: known(in: table))
    }
    for (part, column) in columns.enumerated() { try check(column, of: table, position, part) }
    return columns
  }

  /// Checks that a table has a column, which the argument at a position, or a part of it, names.
  func check(_ column: String, of table: Table, _ position: Int, _ part: Int? = nil) throws {
    guard !table.names.contains(column) else { return }
    let near = Suggestion.nearest(to: column, among: table.names)
    var error = error(
      position, "the table has no column \"\(column)\"",
      hint: near.map { "did you mean \"\($0)\"?" } ?? known(in: table))
    error.part = part
    throw error
  }

  private func known(in table: Table) -> String {
    table.names.isEmpty
      ? "it has no columns" : "it has " + table.names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
