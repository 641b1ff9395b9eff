/// Turns diagnostics into text: the message, the place, the source line with the place
/// underlined, notes, a hint and the call trace.
///
///     error[E0201]: `visul_prompt` is not defined
///       --> ablation.upt:12:10
///        |
///     12 | let m = visul_prompt(clip)
///        |         ^^^^^^^^^^^^
///        = hint: did you mean `visual_prompt`?
public struct DiagnosticRenderer: Sendable {
  /// Whether to use terminal colours.
  public var isColored: Bool
  /// The widest stretch of a source line that is shown, in columns.
  public var width = 160
  /// How many different calls of a trace are shown at either end.
  public var traceEnds = 5

  /// A renderer, plain unless colours are asked for.
  public init(isColored: Bool = false) { self.isColored = isColored }

  private enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case bold = "1"
    case frame = "34"
    case hint = "36"
  }

  /// The text of a diagnostic, without a line break at the end.
  public func render(_ diagnostic: Diagnostic) -> String {
    let style: Style = diagnostic.severity == .error ? .error : .warning
    let title = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", style)
    var lines = hanging(title + ": ", diagnostic.message, indent: 2) { paint($0, .bold) }
    let gutter = gutterWidth(diagnostic)
    if let span = diagnostic.span {
      lines += excerpt(span, mark: "^", style: style, label: diagnostic.label, gutter: gutter)
    }
    for note in diagnostic.notes {
      lines += remark("note: ", note.message, gutter: gutter)
      if let span = note.span {
        lines += excerpt(span, mark: "-", style: .frame, label: nil, gutter: gutter)
      }
    }
    if let hint = diagnostic.hint { lines += remark("hint: ", hint, .hint, gutter: gutter) }
    return (lines + trace(diagnostic.trace, gutter: gutter)).joined(separator: "\n")
  }

  private func gutterWidth(_ diagnostic: Diagnostic) -> Int {
    let spans = [diagnostic.span].compactMap { $0 } + diagnostic.notes.compactMap(\.span)
    return spans.map { String($0.position.line).count }.max() ?? 1
  }

  /// A note or hint below the frame; all its lines begin in the same column.
  private func remark(
    _ word: String, _ text: String, _ style: Style? = nil, gutter: Int
  ) -> [String] {
    let lead = style.map { paint(String(word.dropLast()), $0) + " " } ?? word
    return hanging(
      "\(pad(gutter)) \(paint("=", .frame)) \(lead)", text, indent: gutter + 3 + word.count)
  }

  private func excerpt(
    _ span: Span, mark: Character, style: Style, label: String?, gutter: Int
  ) -> [String] {
    let excerpt = Excerpt(span, width: width)
    let number = String(span.position.line)
    let bar = "\(pad(gutter)) \(paint("|", .frame))"
    let marks = String(repeating: mark, count: excerpt.length) + (excerpt.goesOn ? "…" : "")
    let lead = "\(bar) \(pad(excerpt.indent))\(paint(marks, style))"
    return [
      "\(pad(gutter))\(paint("-->", .frame)) \(span.place)",
      bar,
      "\(pad(gutter - number.count))\(paint("\(number) |", .frame)) \(excerpt.text)",
    ] + (label.map { hanging(lead + " ", $0, indent: gutter + 4 + excerpt.indent + marks.count) {
      paint($0, style)
    } } ?? [lead])
  }

  /// The calls with their source lines; what repeats stands there once.
  private func trace(_ frames: [TraceFrame], gutter: Int) -> [String] {
    guard !frames.isEmpty else { return [] }
    let runs = frames.folded
    let lead = pad(gutter) + "   "
    let title = "\(pad(gutter)) \(paint("=", .frame)) call trace, innermost first:"
    guard runs.count > 2 * traceEnds + 1 else { return [title] + runs.flatMap { lines($0, lead) } }
    let hidden = runs.dropFirst(traceEnds).dropLast(traceEnds)
    let count = hidden.reduce(0) { $0 + $1.frames.count * $1.times }
    return [title] + runs.prefix(traceEnds).flatMap { lines($0, lead) }
      + [lead + "… \(count) more calls …"] + runs.suffix(traceEnds).flatMap { lines($0, lead) }
  }

  private func lines(_ run: TraceRun, _ lead: String) -> [String] {
    let calls = run.frames.flatMap { frame in
      [
        "\(lead)in \(frame.function), called at \(frame.call.place)",
        "\(lead)  \(Excerpt(frame.call, width: width).text.drop { $0 == " " })",
      ]
    }
    guard run.times > 1, let first = run.frames.first else { return calls }
    let more = run.times - 1
    return calls + [
      run.frames.count == 1
        ? "\(lead)… \(more) more calls of \(first.function) at the same place"
        : "\(lead)… \(more) more times the same \(run.frames.count) calls"
    ]
  }

  /// The lines of a text behind `lead`; those after the first are indented instead.
  private func hanging(
    _ lead: String, _ text: String, indent: Int, _ paint: (String) -> String = { $0 }
  ) -> [String] {
    let lines = VisibleText.of(text).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { index, line in
      index == 0 ? lead + paint(String(line)) : pad(indent) + paint(String(line))
    }
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private func paint(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
