/// Why a table could not be made or read.
public enum TableError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Two columns have this name.
  case duplicateColumn(String)
  /// Two columns have different numbers of cells.
  case unequalLengths(String, Int, String, Int)
  /// A row has another number of cells than the table has columns.
  case wrongRowLength(Int, Int, expected: Int)
  /// No column has this name.
  case noColumn(String, available: [String])
  /// No row has this index.
  case noRow(Int, count: Int)
  /// Both tables of a join have a column of this name besides those they are joined on.
  case sharedColumn(String)
  /// Tables that are put below each other have these different columns.
  case differentColumns([String], [String])
  /// A result would have so many rows.
  case tooManyRows(Int)
  /// The column holds something that is not a number, where numbers are needed.
  case notNumeric(String, found: String)

  public var description: String {
    switch self {
    case .duplicateColumn(let name): "two columns are called '\(name)'"
    case .unequalLengths(let a, let countA, let b, let countB):
      "column '\(a)' has \(countA) cells and column '\(b)' \(countB)"
    case .wrongRowLength(let index, let count, let expected):
      "row \(index) has \(count) cells for \(expected) columns"
    case .noColumn(let name, let available):
      "there is no column '\(name)'; the columns are \(available.joined(separator: ", "))"
    case .noRow(let index, let count): "there is no row \(index) in a table of \(count) rows"
    case .sharedColumn(let name):
      "both tables have a column '\(name)' that they are not joined on; rename or drop one"
    case .differentColumns(let own, let other):
      "the tables have different columns: \(own.joined(separator: ", ")) and "
        + other.joined(separator: ", ")
    case .tooManyRows(let count):
      "a table of \(count) rows is too large: at most \(Table.largestRowCount) are possible"
    case .notNumeric(let name, let found):
      "column '\(name)' has to hold numbers, but it holds '\(found)'"
    }
  }
}
