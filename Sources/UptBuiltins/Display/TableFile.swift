import UptData
import UptNotebook
import UptTensor

/// The forms in which tables are kept in files.
public enum TableFile: String {
  case csv, json

  /// The form that a path's end stands for.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  /// A table in this form.
  public func text(of table: Table) -> String {
    switch self {
    case .csv: table.csv()
    case .json: table.json() + "\n"
    }
  }

  /// Reads a table.
  /// - Throws: `.file` when there is no such file, `.format` when it is no table.
  func read(_ path: String) throws -> Table {
    let bytes = try MappedFile.read(path)
    switch self {
    case .csv: return try Self.table(csv: bytes, path)
    case .json: return try Table(JSONValue(parsing: bytes, of: path), of: path)
    }
  }

  /// A header, then a record a row. What is in quotes is a text; other fields are what they look
  /// like.
  private static func table(csv bytes: [UInt8], _ path: String) throws -> Table {
    let rows = try CSVReader.rows(bytes, name: path)
    guard let header = rows.first?.fields else {
      throw EngineError(
        .format, "\(path) is empty", hint: "its first line must hold the columns' names")
    }
    let cells = try rows.dropFirst().map { row in
      guard row.fields.count == header.count else {
        throw EngineError(
          .format, "\(path), line \(row.line): another number of fields, \(row.fields.count), than "
            + "in the header, \(header.count)", hint: "a field with a comma in it must be in quotes")
      }
      return zip(row.fields, row.isQuoted).map { field, isQuoted in
        isQuoted ? Table.Cell.text(field) : Table.Cell(reading: field)
      }
    }
    do { return try Table(columns: header, rows: cells) } catch {
      throw EngineError(.format, "\(path): \(error)")
    }
  }
}
