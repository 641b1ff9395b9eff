/// What a person sees of what a program writes to a terminal: rows and columns of characters.
///
/// Knows what line editors use of xterm's control sequences; colours and modes are skipped.
struct TerminalScreen {
  private(set) var columns: Int
  private(set) var rows: Int
  /// The cursor's place, from 0.
  private(set) var row = 0
  private(set) var column = 0

  // One text for each column; a wide character has an empty one behind it.
  private var cells: [[String]]
  private var wrapsNext = false
  private var inserts = false
  // The beginning of a sequence or character of which the rest is still to come.
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Self.blank(rows, columns)
  }

  private static func blank(_ rows: Int, _ columns: Int) -> [[String]] {
    Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without the blanks at their ends, and without empty ones at the bottom.
  var text: String {
    var lines = cells.map { row in
      let line = row.joined()
      let end = line.lastIndex { $0 != " " }.map(line.index(after:))
      return String(line[..<(end ?? line.startIndex)])
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Cuts or extends the rows, as a terminal does that wraps nothing anew.
  mutating func resize(columns: Int, rows: Int) {
    let dropped = max(0, row - rows + 1)
    let old = cells.dropFirst(dropped)
    cells = Self.blank(rows, columns)
    for (index, line) in old.prefix(rows).enumerated() {
      cells[index] = Array((line + Array(repeating: " ", count: columns)).prefix(columns))
    }
    (self.columns, self.rows) = (columns, rows)
    row = max(0, row - dropped)
    column = min(column, columns - 1)
    wrapsNext = false
  }

  /// Takes what the program writes.
  mutating func write(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if pending.first == 0x1B {
        if sequenceIsWhole { control(pending) } else { continue }
      } else if byte < 0x80 {
        plain(byte)
      } else {
        let text = String(decoding: pending, as: UTF8.self)
        if text.unicodeScalars.contains("\u{FFFD}"), pending.count < 4 { continue }
        put(text)
      }
      pending = []
    }
  }

  private var sequenceIsWhole: Bool {
    guard pending.count > 1, let last = pending.last else { return false }
    switch pending[1] {
    case UInt8(ascii: "["): return pending.count > 2 && (0x40...0x7E).contains(last)
    case UInt8(ascii: "("): return pending.count == 3
    case UInt8(ascii: "]"): return last == 7
    default: return true
    }
  }

  private mutating func plain(_ byte: UInt8) {
    switch byte {
    case 7: break
    case 8:
      column = max(0, column - 1)
      wrapsNext = false
    case 9:
      column = min(columns - 1, (column / 8 + 1) * 8)
    case 10: lineFeed()
    case 13:
      column = 0
      wrapsNext = false
    default: put(String(decoding: [byte], as: UTF8.self))
    }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    guard row == rows - 1 else { return row += 1 }
    cells.removeFirst()
    cells += Self.blank(1, columns)
  }

  private mutating func put(_ text: String) {
    let width = text.unicodeScalars.map(Self.width).max() ?? 0
    if width == 0 {
      // A mark joins the character before it.
      let before = wrapsNext ? column : max(0, column - 1)
      let place = cells[row][before].isEmpty ? max(0, before - 1) : before
      cells[row][place] += text
      return
    }
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    let tail = width == 2 ? [text, ""] : [text]
    if inserts {
      cells[row].insert(contentsOf: tail, at: column)
      cells[row].removeLast(width)
    } else {
      erase(row, column..<(column + width))
      cells[row].replaceSubrange(column..<(column + width), with: tail)
    }
    wrapsNext = column + width == columns
    column = wrapsNext ? columns - 1 : column + width
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60,
      0x1F300...0x1FAFF:
      2
    default: 1
    }
  }

  // MARK: Control sequences

  private mutating func control(_ bytes: [UInt8]) {
    guard bytes[1] == UInt8(ascii: "["), let final = bytes.last else { return }
    let text = String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self)
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first ?? nil
    let count = max(1, first ?? 1)
    wrapsNext = false
    switch UnicodeScalar(final) {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "H":
      row = min(rows, count) - 1
      column = min(columns, max(1, (numbers.count > 1 ? numbers[1] : nil) ?? 1)) - 1
    case "J": eraseScreen(first ?? 0)
    case "K":
      erase(row, (first ?? 0) > 0 ? 0..<(first == 1 ? column + 1 : columns) : column..<columns)
    case "P":
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row] = Array(cells[row].prefix(columns))
    case "X": erase(row, column..<min(columns, column + count))
    case "L", "M":
      let lines = Self.blank(min(count, rows - row), columns)
      if final == UInt8(ascii: "L") {
        cells.insert(contentsOf: lines, at: row)
        cells.removeLast(lines.count)
      } else {
        cells.removeSubrange(row..<(row + lines.count))
        cells += lines
      }
    case "h" where first == 4: inserts = true
    case "l" where first == 4: inserts = false
    default: break
    }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    // Half a wide character is none.
    let start = cells[row][range.lowerBound].isEmpty ? range.lowerBound - 1 : range.lowerBound
    var end = range.upperBound
    while end < columns, cells[row][end].isEmpty { end += 1 }
    for column in max(0, start)..<end { cells[row][column] = " " }
  }

  private mutating func eraseScreen(_ part: Int) {
    if part == 2 { return cells = Self.blank(rows, columns) }
    if part == 0 {
      erase(row, column..<columns)
      for below in (row + 1)..<max(rows, row + 1) { erase(below, 0..<columns) }
    } else {
      erase(row, 0..<(column + 1))
      for above in 0..<row { erase(above, 0..<columns) }
    }
  }
}
