/// A named text with the table that turns byte offsets into lines and columns.
///
/// Offsets everywhere in the language are UTF-8 byte offsets into `bytes`.
public final class SourceFile: Sendable {
  /// What diagnostics call it: a path, or something like `input 3`.
  public let name: String
  /// The text as given.
  public let text: String
  /// The text in UTF-8; the unit of every offset.
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  /// A source file called `name` that holds `text`.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The number of lines; a text without a newline has one.
  public var lineCount: Int { lineStarts.count }

  /// The zero-based line that holds a byte offset; an offset past the end is in the last line.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The byte offset where a zero-based line starts.
  public func start(ofLine line: Int) -> Int {
    lineStarts[min(max(line, 0), lineStarts.count - 1)]
  }

  /// The one-based line and column of a byte offset; columns count characters, a tab as one.
  public func position(at offset: Int) -> Position {
    let line = line(at: offset)
    let start = lineStarts[line]
    let prefix = String(decoding: bytes[start..<min(max(offset, start), bytes.count)], as: UTF8.self)
    return Position(line: line + 1, column: prefix.count + 1)
  }

  /// The text of a zero-based line, without its line break.
  public func lineText(_ line: Int) -> String {
    guard line >= 0, line < lineStarts.count else { return "" }
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// The text between two byte offsets, both clamped to the file.
  public func text(from lower: Int, to upper: Int) -> String {
    let low = min(max(lower, 0), bytes.count)
    return String(decoding: bytes[low..<min(max(upper, low), bytes.count)], as: UTF8.self)
  }
}

/// A one-based line and column.
public struct Position: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
}
