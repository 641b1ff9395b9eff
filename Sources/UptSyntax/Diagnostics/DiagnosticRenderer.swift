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
  /// The widest stretch of a source line that is shown.
  public var width = 160
  /// How many calls of a trace are shown at either end.
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
    var lines = [title + paint(": " + printable(diagnostic.message), .bold)]
    let gutter = gutterWidth(diagnostic)
    if let span = diagnostic.span {
      lines += excerpt(span, mark: "^", style: style, label: diagnostic.label, gutter: gutter)
    }
    for note in diagnostic.notes {
      lines.append("\(pad(gutter)) \(paint("=", .frame)) note: \(printable(note.message))")
      if let span = note.span {
        lines += excerpt(span, mark: "-", style: .frame, label: nil, gutter: gutter)
      }
    }
    if let hint = diagnostic.hint {
      lines.append("\(pad(gutter)) \(paint("=", .frame)) \(paint("hint:", .hint)) \(printable(hint))")
    }
    return (lines + trace(diagnostic.trace, gutter: gutter)).joined(separator: "\n")
  }

  private func gutterWidth(_ diagnostic: Diagnostic) -> Int {
    let spans = [diagnostic.span].compactMap { $0 } + diagnostic.notes.compactMap(\.span)
    return spans.map { String($0.position.line).count }.max() ?? 1
  }

  private func excerpt(
    _ span: Span, mark: Character, style: Style, label: String?, gutter: Int
  ) -> [String] {
    let line = span.file.line(at: span.lower)
    let start = span.file.start(ofLine: line)
    let full = span.file.lineText(line)
    let prefix = span.file.text(from: start, to: span.lower)
    let end = min(span.upper, start + full.utf8.count)
    let marked = span.file.text(from: span.lower, to: max(span.lower, end))
    let cut = max(0, prefix.count - width / 2)
    let shown = printable(String(full.dropFirst(cut).prefix(width)))
    let indent = prefix.dropFirst(cut).map { $0 == "\t" ? "\t" : pad(columns($0)) }.joined()
    let room = max(1, width - prefix.count + cut)
    let length = max(1, min(room, marked.reduce(0) { $0 + columns($1) }))
    let tail = span.file.line(at: max(span.lower, span.upper - 1)) > line ? "…" : ""
    let number = String(line + 1)
    let underline = paint(String(repeating: mark, count: length) + tail, style)
    let remark = label.map { " " + paint(printable($0), style) } ?? ""
    return [
      "\(pad(gutter))\(paint("-->", .frame)) \(span.place)",
      "\(pad(gutter)) \(paint("|", .frame))",
      "\(pad(gutter - number.count))\(paint("\(number) |", .frame)) \(shown)",
      "\(pad(gutter)) \(paint("|", .frame)) \(indent)\(underline)\(remark)",
    ]
  }

  private func trace(_ frames: [TraceFrame], gutter: Int) -> [String] {
    guard !frames.isEmpty else { return [] }
    func line(_ frame: TraceFrame) -> String {
      "\(pad(gutter))   in \(frame.function), called at \(frame.call.place)"
    }
    var lines = ["\(pad(gutter)) \(paint("=", .frame)) call trace, innermost first:"]
    if frames.count <= 2 * traceEnds + 1 { return lines + frames.map(line) }
    lines += frames.prefix(traceEnds).map(line)
    lines.append("\(pad(gutter))   … \(frames.count - 2 * traceEnds) more calls …")
    return lines + frames.suffix(traceEnds).map(line)
  }

  /// Text in which characters that would steer the terminal are written as escapes.
  private func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    return text.unicodeScalars.map {
      isSteering($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0)
    }.joined()
  }

  private func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The terminal columns of a character: two for wide East Asian ones and emoji.
  private func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.contains(where: isSteering) {
      return printable(String(character)).count
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private func paint(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
