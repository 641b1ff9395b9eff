import UptNotebook
import UptTensor

/// A report as one page that needs nothing else: no network, no other file, no script to be read.
///
/// Whatever the report holds is text to the page. Its policy forbids all that the page itself does
/// not bring along, so that a mistake here could not be used either.
public struct HTMLPage {
  private let report: Report
  private var anchors = Anchors()
  private var contents: [PageContents.Entry] = []
  /// How much lower the headings of texts are in the page: its title is above those that a report
  /// with several on the highest level has, but takes the place of a single one.
  private let lowering: Int
  /// Whether texts divide the page by headings of their own. The titles of cells then only name the
  /// code below them.
  private let hasChapters: Bool
  /// Whether a text began with the title, which the page then need not say again.
  private var hasMetTitle = false

  /// The page of a report.
  public static func text(_ report: Report) -> String {
    var page = HTMLPage(report: report)
    return page.text()
  }

  private init(report: Report) {
    self.report = report
    let texts = report.cells.map { MarkdownText($0.markdown) }
    lowering = texts.flatMap(\.titles).allSatisfy { $0 == report.title } ? 0 : 1
    hasChapters = texts.contains { text in
      text.blocks.contains { if case .heading(2..., _) = $0 { true } else { false } }
    }
  }

  private mutating func text() -> String {
    // The page's own names come first, so that no title of the report takes them.
    let top = anchors.name(for: "top", otherwise: "")
    let cells = report.cells.enumerated().map { cell($1, number: $0 + 1) }
    let provenance = provenance()
    let title = report.title.htmlEscaped
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(ExhibitHTML.css)
      \(PageStyle.css)</style>
      </head>
      <body id="\(top)">
      <header>
      <h1 dir="auto">\(title)</h1>
      </header>
      \(PageContents(entries: contents).html)<main>
      \(cells.joined())\(provenance)</main>
      <script>\(PageScript.sorting)</script>
      </body>
      </html>

      """
  }

  /// Styles of its own, pictures in the page or beside it, and one script, known by its hash.
  private static let policy = """
    default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; \
    script-src 'sha256-\(PageScript.hash)'; base-uri 'none'; form-action 'none'
    """

  // MARK: Cells

  private mutating func cell(_ cell: ReportCell, number: Int) -> String {
    guard cell.kind != .markdown else { return prose(MarkdownText(cell.markdown)) }
    let anchor = anchors.name(for: cell.title, otherwise: "cell-\(number)")
    var html = "<section class=\"cell \(cell.state.name)\" id=\"\(anchor)\">\n"
    if !cell.title.isEmpty, !hasChapters {
      html += "<h2 dir=\"auto\">\(cell.title.htmlEscaped)</h2>\n"
      contents.append(.init(level: 2, title: cell.title, anchor: anchor))
    }
    html += code(cell)
    for (place, output) in cell.outputs.merged.enumerated() {
      html += self.output(output, id: "\(anchor)-output-\(place + 1)") + "\n"
    }
    return html + "</section>\n"
  }

  private mutating func prose(_ text: MarkdownText) -> String {
    var blocks = text.blocks
    if case .heading(1, let text)? = blocks.first, text.plain == report.title, !hasMetTitle {
      blocks.removeFirst()
      hasMetTitle = true
    }
    let (html, headings) = MarkdownHTML.html(blocks, &anchors, lowering: lowering)
    contents += headings.filter { $0.level <= 3 }.map {
      .init(level: $0.level, title: $0.title, anchor: $0.anchor)
    }
    return html.isEmpty ? "" : "<section class=\"prose\">\n\(html)</section>\n"
  }

  private func code(_ cell: ReportCell) -> String {
    guard !cell.body.isEmpty else { return "" }
    let kind = cell.kind == .parameters ? "Parameters" : "Code"
    let isNamed = hasChapters && !cell.title.isEmpty
    let name = isNamed ? "<b dir=\"auto\">\(cell.title.htmlEscaped)</b>" : "<span>\(kind)</span>"
    let state = cell.stateText
    let shownState = state.isEmpty ? "" : "<span class=\"state\">\(state.htmlEscaped)</span>"
    return """
      <details open>
      <summary>\(name)\(shownState)</summary>
      <pre class="code"><code>\(Highlighter.html(cell.body))</code></pre>
      </details>

      """
  }

  private func output(_ output: CellOutput, id: String) -> String {
    switch output {
    case .printed(let text): "<pre class=\"printed\">\(text.withoutLastBreak.htmlEscaped)</pre>"
    case .value(let exhibit):
      "<div class=\"output\">\n\(ExhibitHTML.html(exhibit, id: id))\n</div>"
    case .remark(let text): "<p class=\"remark\" dir=\"auto\">\(text.htmlEscaped)</p>"
    case .error(let text):
      "<pre class=\"error\" role=\"alert\">\(text.withoutLastBreak.htmlEscaped)</pre>"
    }
  }

  // MARK: Provenance

  private mutating func provenance() -> String {
    guard !report.provenance.isEmpty else { return "" }
    let anchor = anchors.name(for: "Provenance", otherwise: "")
    contents.append(.init(level: 2, title: "Provenance", anchor: anchor))
    let rows = report.provenance.map { fact in
      "<tr><th scope=\"row\">\(fact.label.htmlEscaped)</th><td>\(fact.text.htmlEscaped)</td></tr>\n"
    }
    return """
      <section class="provenance" id="\(anchor)">
      <h2>Provenance</h2>
      <div class="scroll"><table>
      \(rows.joined())</table></div>
      </section>

      """
  }
}
