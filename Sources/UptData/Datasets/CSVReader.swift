import UptTensor

/// Comma-separated values with quotes (RFC 4180).
public enum CSVReader {
  /// A record of the file.
  public struct Row: Sendable, Equatable {
    /// The line it begins in, from 1.
    public let line: Int
    /// The fields, without their quotes.
    public internal(set) var fields: [String] = []
    /// Which of the fields were in quotes.
    public internal(set) var isQuoted: [Bool] = []
  }

  /// The records of a file called `name`, without empty lines. Quoted fields may hold line breaks;
  /// a byte-order mark is skipped.
  /// - Throws: `.format` when a quote is not closed.
  public static func rows(_ bytes: [UInt8], name: String) throws -> [Row] {
    var rows: [Row] = []
    var row = Row(line: 1)
    var field: [UInt8] = []
    var line = 1
    var hasQuotes = false
    var quoted = false
    func endField() {
      row.fields.append(String(decoding: field, as: UTF8.self))
      row.isQuoted.append(hasQuotes)
      field = []
      hasQuotes = false
    }
    func endRow() {
      endField()
      if row.fields != [""] || row.isQuoted == [true] { rows.append(row) }
      row = Row(line: line)
    }
    // A byte-order mark, as spreadsheets write it.
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0a { line += 1 }
      switch byte {
      case 0x22 where quoted && position < bytes.count && bytes[position] == 0x22:
        field.append(0x22)
        position += 1
      case 0x22:
        quoted.toggle()
        hasQuotes = true
      case _ where quoted: field.append(byte)
      case 0x2c: endField()
      case 0x0d: break
      case 0x0a: endRow()
      default: field.append(byte)
      }
    }
    guard !quoted else {
      throw EngineError(.format, "\(name), line \(row.line): a quote is not closed")
    }
    endRow()
    return rows
  }
}
