/// An expression on one line with labels under its parts, such as the shapes of tensors. It is
/// spread so that every label has room; a part with labels inside has its own further down.
///
///     relu(x       @ w)        @ v
///          [4, 768]  [768, 512]  [10, 512]
///     └────── [4, 512] ───────┘
public struct LabelledSource {
  /// A few words about a part of the expression.
  public struct Label {
    let span: Span
    /// The words.
    public let text: String

    /// A label of the part that `span` covers.
    public init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// A label and the pieces it stands under.
  private struct Mark {
    let first: Int
    var last: Int
    let text: String
    /// The row below the expression: 0 for a part without labels inside.
    var row = 0

    func holds(_ other: Mark) -> Bool { first <= other.first && last >= other.last }
  }

  /// The columns between labels.
  private static let gap = 2

  private var source: JoinedSource
  private var marks: [Mark] = []
  /// The spaces put before each piece.
  private var gaps: [Int] = []

  /// The expression that `span` covers, in at most about `width` columns.
  public init(_ span: Span, _ labels: [Label], width: Int = 96) {
    source = JoinedSource(span)
    layOut(labels, from: span.lower)
    guard columns > width else { return }
    // Long parts are shortened from the right, so that positions stay.
    let outer = marks.filter { mark in !marks.contains { $0.holds(mark) && !mark.holds($0) } }
    for mark in outer.reversed() where mark.last > mark.first {
      source.join(mark.first...mark.last, width: max(12, width / max(outer.count, 1) - 8))
    }
    layOut(labels, from: span.lower)
    cut(to: width)
  }

  // MARK: Layout

  private mutating func layOut(_ labels: [Label], from base: Int) {
    let pieces = source.pieces
    marks = []
    for label in labels {
      guard let first = pieces.firstIndex(where: { $0.lower == label.span.lower - base }),
        let last = pieces.lastIndex(where: { $0.upper == label.span.upper - base }), first <= last,
        !marks.contains(where: { $0.first == first && $0.last == last })
      else { continue }
      marks.append(Mark(first: first, last: last, text: label.text))
    }
    marks.sort { ($0.first, -$0.last) < ($1.first, -$1.last) }
    // What lies inside stands behind what holds it.
    for position in marks.indices.reversed() {
      let inner = marks[(position + 1)...].filter { marks[position].holds($0) }
      marks[position].row = inner.map { $0.row + 1 }.max() ?? 0
    }
    spread()
  }

  /// Makes room: no part begins before the labels of those on its left have ended.
  private mutating func spread() {
    gaps = Array(repeating: 0, count: source.pieces.count)
    for mark in marks {
      let before = marks.filter { $0.last < mark.first }
      guard let end = before.map(edge).max() else { continue }
      let missing = end + Self.gap - starts[mark.first]
      guard missing > 0 else { continue }
      let behind = (before.map(\.last).max() ?? 0) + 1
      let gap = (behind...mark.first).first { source.pieces[$0].isApart } ?? mark.first
      gaps[gap] += missing
    }
  }

  /// The column where each piece begins.
  private var starts: [Int] {
    var column = 0
    return source.pieces.enumerated().map { position, piece in
      column += gaps[position] + (position > 0 && piece.isApart ? 1 : 0)
      defer { column += piece.columns }
      return column
    }
  }

  /// The column behind a part and its labels.
  private func edge(_ mark: Mark) -> Int {
    let starts = starts
    let label = VisibleText.columns(mark.text) + (mark.row > 0 ? 4 : 0)
    let inner = marks.filter { mark.holds($0) && $0.row < mark.row }.map(edge).max() ?? 0
    let end = starts[mark.last] + source.pieces[mark.last].columns
    return max(end, starts[mark.first] + label, inner)
  }

  private var columns: Int {
    max(
      (starts.last ?? 0) + (source.pieces.last?.columns ?? 0), marks.map(edge).max() ?? 0)
  }

  /// Leaves out what lies beyond a width.
  private mutating func cut(to width: Int) {
    let starts = starts
    let kept = source.pieces.indices.prefix {
      starts[$0] + source.pieces[$0].columns <= width
    }.count
    guard kept > 0, kept < source.pieces.count else { return }
    source.join(kept...source.pieces.count - 1, width: 1)
    marks = marks.filter { $0.first < kept }.map { mark in
      var mark = mark
      mark.last = min(mark.last, kept)
      return mark
    }
    gaps = Array(gaps.prefix(kept + 1))
  }

  // MARK: Text

  /// The expression and the rows of labels below it.
  public var lines: [String] {
    let starts = starts
    var top = Row()
    for (start, piece) in zip(starts, source.pieces) { top.put(piece.text, at: start) }
    let rows = marks.isEmpty ? 0 : (marks.map(\.row).max() ?? 0) + 1
    return [top.text] + (0..<rows).map { number in
      var row = Row()
      for mark in marks where mark.row == number {
        let start = starts[mark.first]
        row.put(number == 0 ? mark.text : bracket(mark, from: start), at: start)
      }
      return row.text
    }
  }

  private func bracket(_ mark: Mark, from start: Int) -> String {
    let free = max(0, edge(mark) - start - VisibleText.columns(mark.text) - 4)
    func line(_ count: Int) -> String { String(repeating: "─", count: count) }
    return "└" + line(free / 2) + " " + mark.text + " " + line(free - free / 2) + "┘"
  }

  /// A line that is written from left to right.
  private struct Row {
    private(set) var text = ""
    private var columns = 0

    mutating func put(_ words: String, at column: Int) {
      text += String(repeating: " ", count: max(0, column - columns)) + words
      columns = max(columns, column) + VisibleText.columns(words)
    }
  }
}
