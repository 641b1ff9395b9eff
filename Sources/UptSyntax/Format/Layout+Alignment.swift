extension Layout {
  /// A line with something that can be aligned with the lines around it: the `=` of a statement,
  /// the `=>` of an arm, the value behind a label.
  private struct Row {
    /// The piece that begins the row.
    let start: Int
    /// The piece that is aligned.
    let mark: Int
    /// What aligns it: an operator, or the colon before it.
    let kind: Piece.Role
    /// The line of the row.
    let line: Int
  }

  /// The spaces to put before pieces so that what the author aligned is aligned.
  ///
  /// Rows on consecutive lines of the same brackets belong together if their marks stood in the
  /// same column. They are moved as little to the right as the longest of them needs.
  func padding(_ placed: [Piece]) -> [Int: Int] {
    var padding: [Int: Int] = [:]
    var groups: [Int?: [Row]] = [:]
    func finish(_ group: [Row]) {
      func width(_ row: Row) -> Int { placed[row.mark].column - placed[row.start].column }
      let widest = group.map(width).max() ?? 0
      for row in group where width(row) < widest { padding[row.mark] = widest - width(row) }
    }
    for row in rows {
      let parent = pieces[row.start].parent
      let group = groups[parent, default: []]
      let isStarted = group.last.map { last in
        row.line == last.line + 1 && row.kind == last.kind
          && pieces[row.mark].column == pieces[last.mark].column
          && placed[row.start].column == placed[last.start].column
      }
      if isStarted != true { finish(group) }
      groups[parent] = (isStarted == true ? group : []) + [row]
    }
    groups.values.forEach(finish)
    return padding
  }

  /// The rows from the first to the last.
  private var rows: [Row] {
    var rows: [Row] = []
    var line = 0
    for index in pieces.indices {
      line += pieces[index].breaks
      let isFirst = startsLine(index) || piece(index - 1)?.isOpen ?? false
      if isFirst, pieces[index].isBeginning, let row = row(at: index, line: line) {
        rows.append(row)
      }
      line += pieces[index].innerBreaks
    }
    return rows
  }

  /// The row that begins with a piece, if it has a mark on its line.
  private func row(at start: Int, line: Int) -> Row? {
    let depth = pieces[start].depth
    var index = start
    while index < pieces.count, index == start || pieces[index].breaks == 0,
      pieces[index].depth >= depth, pieces[index].innerBreaks == 0 {
      let role = pieces[index].role
      switch role {
      case _ where pieces[index].depth > depth: break
      case .infix(.assign), .infix(.arrow):
        return Row(start: start, mark: index, kind: role, line: line)
      case .colon:
        guard piece(index + 1)?.breaks == 0 else { return nil }
        return Row(start: start, mark: index + 1, kind: role, line: line)
      case .comma where isInBrackets(start): return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  // MARK: Comments

  /// Puts the comments at the ends of consecutive lines into the column of the first of them, or
  /// behind the longest line if that is further to the right.
  mutating func placeComments(from old: [Piece]) {
    var run: [Int] = []
    var place = (line: 0, indentation: 0)
    var last = place
    for index in pieces.indices {
      place.line += pieces[index].breaks
      if startsLine(index) {
        place.indentation = pieces[index].column
      } else if pieces[index].isComment, index > 0, pieces[index - 1].role != .prefix {
        if place != (last.line + 1, last.indentation) {
          align(run, from: old)
          run = []
        }
        run.append(index)
        last = place
      }
      place.line += pieces[index].innerBreaks
    }
    align(run, from: old)
  }

  private mutating func align(_ run: [Int], from old: [Piece]) {
    let least = run.map { pieces[$0].column }.max() ?? 0
    let column = max(run.first.map { old[$0].column } ?? 0, least)
    for index in run { pieces[index].column = column }
  }
}
