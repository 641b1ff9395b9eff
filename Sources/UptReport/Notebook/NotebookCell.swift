import UptSyntax
import UptTensor

/// One cell of a notebook file.
struct NotebookCell {
  private let kind: Cell.Kind
  private let title: String
  private let source: String
  /// What was kept of the script's text.
  private let own: JSONValue?
  private let isPreamble: Bool

  /// A cell of a notebook; without `lineEnds`, those of the source do not matter.
  /// - Throws: `.format` unless it has a type and a source.
  init(_ cell: JSONValue, number: Int, path: String, _ lineEnds: LineEnds?) throws {
    func failure(_ what: String) -> EngineError {
      EngineError(.format, "\(path): cell \(number) \(what)")
    }
    guard let type = cell["cell_type"]?.string else { throw failure("has no cell_type") }
    let metadata = cell["metadata"]
    own = metadata?[NotebookWriter.key]
    isPreamble = type == "raw" && own?["preamble"]?.bool == true
    switch type {
    case "markdown", "raw": kind = .markdown
    case "code":
      let tags = metadata?["tags"]?.array ?? []
      kind = tags.contains(.string("parameters")) ? .parameters : .code
    default: throw failure("is of the type \"\(type)\", not code, markdown or raw")
    }
    guard let text = Self.text(cell["source"]) else {
      throw failure("has a source that is neither a text nor a list of texts")
    }
    source = lineEnds == nil ? text.withUnixLines : text
    let words = metadata?["title"]?.string?.unicodeScalars.split(separator: "\n") ?? []
    title = Cell.header("# %% [code] " + words.map { String($0) }.joined(separator: " ")).title
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let lines = value?.array else { return value?.string }
    let texts = lines.compactMap(\.string)
    return texts.count == lines.count ? texts.joined() : nil
  }

  /// The cell as it stands in a script. Of what was kept, only what still fits is used, so that
  /// nothing comes into the script that the notebook does not show.
  func parts(isFirst: Bool, isLast: Bool) -> CellText {
    let body = body(asCode: isPreamble && isFirst)
    let header = header(body, isFirst: isFirst, isLast: isLast)
    var parts = CellText(header: header, body: body, isLast: isLast)
    // The `# %%` line ends before what follows, and the next one begins a line.
    if let before = keptSpace("before") {
      let edge = header == nil ? before.last : before.first
      if edge == "\n" { parts.before = String(before) }
    }
    if let after = keptSpace("after"), isLast || after.last == "\n" {
      parts.after = String(after)
    }
    return parts
  }

  private func keptSpace(_ key: String) -> String.UnicodeScalarView? {
    own?[key]?.string.flatMap { $0.isBlank ? $0.unicodeScalars : nil }
  }

  private func body(asCode: Bool) -> String {
    let kept = own?["body"]?.string
    if kind == .markdown, !asCode {
      let fits = kept.map { Cell.markdown($0) == source && $0.withoutMarkers == $0 } ?? false
      return fits ? kept ?? "" : Cell.commented(source)
    }
    let code = CellText(source, isCell: false).body
    return kept == code ? code : code.withoutMarkers
  }

  private func header(_ body: String, isFirst: Bool, isLast: Bool) -> String? {
    if isPreamble, isFirst { return nil }
    let usual = Cell.line(kind, title: title)
    guard let kept = own?["header"]?.string else { return usual }
    if kept.isEmpty {
      let isPlain = isFirst && kind == .code && title.isEmpty
      return isPlain && (isLast || Self.hasStatements(body)) ? nil : usual
    }
    let fits = Cell.isMarker(kept) && !kept.unicodeScalars.contains("\n")
      && Cell.header(kept) == (kind, title)
    return fits ? kept : usual
  }

  /// Whether a text without a `# %%` line is a cell, and not what stands before the first one.
  private static func hasStatements(_ text: String) -> Bool {
    !(Parser.parse(text: text, name: "").cells.first?.statements ?? []).isEmpty
  }
}
