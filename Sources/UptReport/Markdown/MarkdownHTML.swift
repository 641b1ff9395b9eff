/// Blocks of Markdown as HTML.
struct MarkdownHTML {
  /// A heading of the text, for a table of contents.
  struct Heading {
    /// The level in the page.
    var level: Int
    var title: String
    var anchor: String
  }

  private(set) var headings: [Heading] = []
  private var anchors: Anchors
  private let lowering: Int

  /// The blocks as HTML, with their headings `lowering` levels lower than they are, and never on
  /// the first, which is the page's own.
  static func html(
    _ blocks: [MarkdownBlock], _ anchors: inout Anchors, lowering: Int = 1
  ) -> (html: String, headings: [Heading]) {
    var writer = MarkdownHTML(anchors: anchors, lowering: lowering)
    let html = writer.html(blocks)
    anchors = writer.anchors
    return (html, writer.headings)
  }

  private init(anchors: Anchors, lowering: Int) {
    self.anchors = anchors
    self.lowering = lowering
  }

  private mutating func html(_ blocks: [MarkdownBlock]) -> String {
    blocks.map { html($0) + "\n" }.joined()
  }

  private mutating func html(_ block: MarkdownBlock) -> String {
    switch block {
    case .heading(let level, let text): return heading(level, text)
    case .paragraph(let text): return "<p dir=\"auto\">\(text.html)</p>"
    case .code(let language, let code):
      let shown = language == "upt" ? Highlighter.html(code) : code.htmlEscaped
      return "<pre class=\"code\"><code>\(shown)</code></pre>"
    case .quote(let blocks): return "<blockquote>\n\(html(blocks))</blockquote>"
    case .list(let start, let isTight, let items): return list(start, isTight, items)
    case .table(let table): return Self.html(table)
    case .rule: return "<hr>"
    }
  }

  private mutating func heading(_ level: Int, _ text: InlineText) -> String {
    let anchor = anchors.name(for: text.plain, otherwise: "section")
    let level = min(max(level + lowering, 2), 6)
    headings.append(Heading(level: level, title: text.plain, anchor: anchor))
    let tag = "h\(level)"
    return "<\(tag) id=\"\(anchor)\" dir=\"auto\">\(text.html)</\(tag)>"
  }

  private mutating func list(
    _ start: Int?, _ isTight: Bool, _ items: [[MarkdownBlock]]
  ) -> String {
    let tag = start == nil ? "ul" : "ol"
    let number = start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    let shown = items.map { "<li>\(item($0, isTight: isTight))</li>\n" }.joined()
    return "<\(tag)\(number)>\n\(shown)</\(tag)>"
  }

  private mutating func item(_ blocks: [MarkdownBlock], isTight: Bool) -> String {
    guard isTight else { return "\n" + html(blocks) }
    var parts: [String] = []
    for block in blocks {
      if case .paragraph(let text) = block {
        parts.append(text.html)
      } else {
        parts.append(html(block))
      }
    }
    return parts.joined(separator: "\n")
  }

  private static func html(_ table: MarkdownTable) -> String {
    func row(_ cells: [InlineText], _ tag: String) -> String {
      let shown = zip(cells, table.alignments).map { cell, alignment in
        let look = alignment.map { " class=\"\($0.rawValue)\"" } ?? ""
        return "<\(tag)\(look) dir=\"auto\">\(cell.html)</\(tag)>"
      }
      return "<tr>\(shown.joined())</tr>\n"
    }
    let body = table.rows.map { row($0, "td") }.joined()
    return "<div class=\"scroll\"><table>\n<thead>\n\(row(table.header, "th"))</thead>\n<tbody>\n"
      + "\(body)</tbody>\n</table></div>"
  }
}
