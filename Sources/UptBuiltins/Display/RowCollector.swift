import UptNotebook
import UptRuntime

/// Rows that a script makes one after the other: a key, and the fields of a record. All have the
/// fields of the first.
struct RowCollector {
  /// What its errors call the rows.
  struct Words {
    /// One row.
    var row: String
    /// All of it.
    var whole: String
    /// The key's columns.
    var key: String
  }

  private let keys: [String]
  private let words: Words
  private var fields: [String]?
  private var cells: [[Table.Cell]] = []

  /// A collector without rows yet; `keys` are the names of the first columns.
  init(keys: [String] = [], _ words: Words) {
    self.keys = keys
    self.words = words
  }

  /// Adds a row; a result that is no record is a field called `value`.
  mutating func append(_ key: [Table.Cell], _ result: Value) throws {
    try append(key, Self.fields(of: result).map { NamedCell($0.0, $0.1.cell) })
  }

  /// The fields of a row.
  static func fields(of result: Value) -> [(String, Value)] {
    if case .record(let record) = result { return record.fields }
    return [("value", result)]
  }

  /// Adds a row whose fields are known.
  mutating func append(_ key: [Table.Cell], _ own: [NamedCell]) throws {
    let names = own.map(\.name)
    if let fields, fields != names {
      throw RuntimeError(
        .value, "the \(words.row)s of \(words.whole) must have the same fields, but one has "
          + "\(fields.joined(separator: ", ")) and another \(names.joined(separator: ", "))")
    }
    if let clash = names.first(where: keys.contains) {
      throw RuntimeError(
        .value, "a \(words.row) has the field `\(clash)`, which is \(words.key) already")
    }
    fields = names
    cells.append(key + own.map(\.cell))
  }

  /// The rows as a table.
  func table() throws -> Table {
    try Table(columns: keys + (fields ?? []), rows: cells)
  }
}
