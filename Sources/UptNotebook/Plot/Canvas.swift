/// A grid of characters, each with 2 × 4 dots that braille patterns show.
struct Canvas {
  struct Cell {
    var dots: UInt8 = 0
    var mark: Character?
    var series: Int?
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell]

  init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// Sets the dot in dot column `x` from the left and dot row `y` from the top.
  mutating func dot(_ x: Int, _ y: Int, series: Int) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let bits: [UInt8] = x % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    let index = y / 4 * columns + x / 2
    cells[index].dots |= bits[y % 4]
    if cells[index].mark == nil { cells[index].series = series }
  }

  /// Draws a character over whatever dots are in its place; never over another mark, unless
  /// `force` is set.
  mutating func mark(
    column: Int, row: Int, _ mark: Character, series: Int, force: Bool = true
  ) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    let index = row * columns + column
    if !force, cells[index].mark != nil { return }
    cells[index].mark = mark
    cells[index].series = series
  }

  /// A line between two dots, leaving out steps as `dash` says (lengths of dots and gaps in turn).
  mutating func line(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, series: Int, dash: [Int],
    phase: inout Int
  ) {
    let steps = max(Int(max(abs(x1 - x0), abs(y1 - y0)).rounded(.up)), 1)
    for step in 0...steps {
      let t = Double(step) / Double(steps)
      if Self.isInk(phase, dash) {
        let x = Int((x0 + (x1 - x0) * t).rounded())
        dot(x, Int((y0 + (y1 - y0) * t).rounded()), series: series)
      }
      if step < steps { phase += 1 }
    }
  }

  /// The rows as text.
  func lines(_ style: RenderStyle) -> [String] {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns {
        let cell = cells[row * columns + column]
        let text = String(cell.mark ?? (style.unicode ? cell.braille : cell.ascii))
        guard let series = cell.series, text != " " else {
          line += text
          continue
        }
        line += painted(text, indexed: SeriesLook.color(series), style)
      }
      return line.trimmedEnd
    }
  }

  private static func isInk(_ phase: Int, _ dash: [Int]) -> Bool {
    let period = dash.reduce(0, +)
    guard period > 0 else { return true }
    var rest = phase % period
    for (index, length) in dash.enumerated() {
      if rest < length { return index % 2 == 0 }
      rest -= length
    }
    return true
  }
}

extension Canvas.Cell {
  fileprivate var braille: Character {
    guard dots != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots)) else { return " " }
    return Character(scalar)
  }

  // The halves of the cell that have dots.
  fileprivate var ascii: Character {
    switch (dots & 0x1B != 0, dots & 0xE4 != 0) {
    case (false, false): " "
    case (true, false): "'"
    case (false, true): "."
    case (true, true): ":"
    }
  }
}
