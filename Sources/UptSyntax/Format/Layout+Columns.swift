extension Layout {
  /// Gives every piece its column.
  ///
  /// A line in braces is indented by a step, one that goes on from the line before by another.
  /// A line in other brackets is aligned with what follows the bracket if the author has it
  /// nearer there, and is otherwise indented by a step from the line of the bracket.
  mutating func place() {
    let old = pieces
    pieces = placed(padding: padding(placed(padding: [:])))
    placeComments(from: old)
  }

  private func placed(padding: [Int: Int]) -> [Piece] {
    var pen = Pen(self, padding)
    for index in pieces.indices { pen.place(index) }
    return pen.pieces
  }
}

/// What is known of an open bracket while columns are given.
private struct Frame {
  /// A column as it is now, and as it was in the text.
  struct Column {
    var new: Int
    var old: Int
  }

  let opening: Int?
  let isBrace: Bool
  /// The indentation of the line that opened it.
  let base: Column
  /// The column of lines that begin in it; nil until one does.
  var content: Int?
  /// The indentation of the last line that began in it.
  var line: Column
  /// The indentation of the line whose `if`, `for` and so on still waits for its block.
  var head: Column?
  /// Whether an element of it began a line.
  var hasElementLine = false
}

/// Goes over the pieces from the first to the last and gives them columns.
private struct Pen {
  /// The pieces with the columns they had.
  let old: [Piece]
  /// The same with their new columns, as far as the pen has come.
  var pieces: [Piece]
  private let padding: [Int: Int]
  /// The code below the comments that the pen has come to.
  private var below = 0
  private var outer: [Frame] = []
  private var frame = Frame(
    opening: nil, isBrace: true, base: .init(new: 0, old: 0), content: 0,
    line: .init(new: 0, old: 0))

  init(_ layout: Layout, _ padding: [Int: Int]) {
    old = layout.pieces
    pieces = layout.pieces
    self.padding = padding
  }

  mutating func place(_ index: Int) {
    let piece = pieces[index]
    if index > 0, piece.breaks == 0 {
      let previous = pieces[index - 1]
      let space = previous.space(before: piece) + padding[index, default: 0]
      pieces[index].column = previous.end + space
    } else {
      pieces[index].column = beginLine(index)
    }
    switch piece.role {
    case .open: open(index)
    case .close:
      let line = startsLine(index) ? frame.base : nil
      if let parent = outer.popLast() { frame = parent }
      if let line { frame.line = line }
    case .keyword(.if), .keyword(.for), .keyword(.while), .keyword(.match), .keyword(.func),
      .keyword(.try), .keyword(.else), .keyword(.catch):
      frame.head = frame.head ?? frame.line
    default: break
    }
  }

  private func startsLine(_ index: Int) -> Bool { index == 0 || pieces[index].breaks > 0 }

  // MARK: Lines

  private mutating func beginLine(_ index: Int) -> Int {
    let piece = pieces[index]
    if piece.role == .mark || piece.role == .markdown { return 0 }
    if piece.isComment { return columnOfComment(index) }
    if piece.isClose { return frame.base.new }
    let column = column(ofLineAt: index)
    frame.line = Frame.Column(new: column, old: old[index].column)
    if piece.isBeginning {
      frame.hasElementLine = true
      frame.head = nil
    }
    return column
  }

  /// The column of a line of code that begins in the frame.
  private mutating func column(ofLineAt index: Int) -> Int {
    let content = content(forLineAt: index)
    let isElement = frame.isBrace || frame.hasElementLine ? pieces[index].isBeginning : true
    return content + (isElement ? 0 : Layout.step)
  }

  private mutating func content(forLineAt index: Int) -> Int {
    if let content = frame.content { return content }
    let plain = frame.base.new + Layout.step
    guard let opening = frame.opening else { return plain }
    let column = old[index].column
    let toAligned = abs(column - old[opening + 1].column)
    let toPlain = abs(column - frame.base.old - Layout.step)
    let content = toAligned < toPlain ? pieces[opening + 1].column : plain
    frame.content = content
    return content
  }

  /// A comment stands where the code below it does, or where code would stand.
  private mutating func columnOfComment(_ index: Int) -> Int {
    if below < index { below = pieces[index...].firstIndex { !$0.isComment } ?? pieces.count }
    let content = content(forLineAt: index)
    guard below < pieces.count, !pieces[below].isClose, pieces[below].role != .mark else {
      return visible(index, content)
    }
    return visible(index, column(ofLineAt: below))
  }

  /// Keeps what looks like the mark of a cell, and is none, from the beginning of its line.
  private func visible(_ index: Int, _ column: Int) -> Int {
    column == 0 && Lexer.isCellMarker(pieces[index].text) ? Layout.step : column
  }

  // MARK: Brackets

  private mutating func open(_ index: Int) {
    let isBrace = pieces[index].isBrace
    let base = isBrace ? frame.head ?? frame.line : frame.line
    if isBrace { frame.head = nil }
    let next = pieces[(index + 1)...].first { !$0.isComment || $0.breaks > 0 }
    let isHanging = next.map { $0.breaks > 0 } ?? true
    pieces[index].base = base.new
    outer.append(frame)
    frame = Frame(
      opening: index, isBrace: isBrace, base: base,
      content: isBrace || isHanging ? base.new + Layout.step : nil, line: base)
  }
}
