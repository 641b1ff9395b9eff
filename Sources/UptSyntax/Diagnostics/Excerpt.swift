/// The part of a source line that a diagnostic shows, and the columns that it marks there.
struct Excerpt {
  /// The line, cut to the width around the marked place.
  let text: String
  /// The columns before the mark.
  let indent: Int
  /// The columns of the mark; at least one.
  let length: Int
  /// Whether the place goes on in the lines below.
  let goesOn: Bool

  /// The first line of a place, in at most `width` columns.
  init(_ span: Span, width: Int) {
    let file = span.file
    let line = file.line(at: span.lower)
    let start = file.start(ofLine: line)
    let end = start + file.lineText(line).utf8.count
    let middle = min(max(span.upper, span.lower), max(end, span.lower))
    func visible(_ lower: Int, _ upper: Int) -> String {
      VisibleText.of(file.text(from: lower, to: upper))
    }
    let before = VisibleText.end(visible(start, min(span.lower, end)), width: width / 2)
    indent = VisibleText.columns(before)
    let marked = VisibleText.beginning(visible(span.lower, middle), width: width - indent)
    length = max(1, VisibleText.columns(marked))
    let room = width - indent - length
    text = before + marked
      + (room > 0 ? VisibleText.beginning(visible(middle, end), width: room) : "")
    goesOn = file.line(at: max(span.lower, span.upper - 1)) > line
  }
}
