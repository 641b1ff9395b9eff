import Foundation
import Testing

@testable import UptReport

/// Markdown as HTML, case by case.
@Suite struct MarkdownTests {
  private func html(_ markdown: String) -> String {
    var anchors = Anchors()
    let html = MarkdownHTML.html(MarkdownText(markdown).blocks, &anchors).html
    return html.replacing(" dir=\"auto\"", with: "").trimmingCharacters(in: .newlines)
  }

  @Test(
    "What is inside a line",
    arguments: [
      ("plain & \"quoted\" <b>", "plain &amp; &quot;quoted&quot; &lt;b&gt;"),
      (
        "*a* **b** ***c*** _d_ __e__",
        "<em>a</em> <strong>b</strong> <em><strong>c</strong></em> <em>d</em> <strong>e</strong>"
      ),
      ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
      ("**open *and _close", "**open *and _close"),
      ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
      ("*a***b**", "<em>a</em><strong>b</strong>"),
      ("`a < b` and ``a ` b``", "<code>a &lt; b</code> and <code>a ` b</code>"),
      ("`open **b**", "`open <strong>b</strong>"),
      ("\\*no\\* \\a \\\\", "*no* \\a \\"),
      ("one  \ntwo\\\nthree\nfour", "one<br>\ntwo<br>\nthree\nfour"),
      (
        "[a *b*](https://x.org/?a=1&b=2 \"title\")",
        "<a href=\"https://x.org/?a=1&amp;b=2\">a <em>b</em></a>"
      ),
      (
        "[a](<b c.md>) [d](#e) [f](mailto:g@h.i)",
        "<a href=\"b c.md\">a</a> <a href=\"#e\">d</a> <a href=\"mailto:g@h.i\">f</a>"
      ),
      ("[a](b(c)d)", "<a href=\"b(c)d\">a</a>"),
      ("[a [b](c)](d)", "[a <a href=\"c\">b</a>](d)"),
      ("[a] [b](c", "[a] [b](c"),
      (
        "<https://x.org> <me@x.org> <b>",
        "<a href=\"https://x.org\">https://x.org</a> <a href=\"mailto:me@x.org\">me@x.org</a> "
          + "&lt;b&gt;"
      ),
      ("![a *b*](c.png)", "<img src=\"c.png\" alt=\"a b\">"),
      ("![a](data:image/png;base64,AAAA)", "<img src=\"data:image/png;base64,AAAA\" alt=\"a\">"),
      ("![a](https://x.org/c.png)", "<a href=\"https://x.org/c.png\">a</a>"),
      ("[![a](b.png)](c)", "<a href=\"c\"><img src=\"b.png\" alt=\"a\"></a>"),
    ])
  func inline(_ markdown: String, _ expected: String) {
    #expect(html(markdown) == "<p>\(expected)</p>")
  }

  @Test(
    "Blocks",
    arguments: [
      (
        "# One #\n## Two\n####### no",
        "<h2 id=\"one\">One</h2>\n<h3 id=\"two\">Two</h3>\n<p>####### no</p>"
      ),
      (
        "# Same\n# Same\n# ?",
        "<h2 id=\"same\">Same</h2>\n<h2 id=\"same-2\">Same</h2>\n<h2 id=\"section\">?</h2>"
      ),
      ("One\n===\nTwo\n---", "<h2 id=\"one\">One</h2>\n<h3 id=\"two\">Two</h3>"),
      ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>"),
      ("a\n***\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
      (
        "```upt\nlet x = 1\n```",
        "<pre class=\"code\"><code><span class=\"keyword\">let</span> x = <span "
          + "class=\"number\">1</span>\n</code></pre>"
      ),
      (
        "~~~ python\n</code>\n```\n~~~",
        "<pre class=\"code\"><code>&lt;/code&gt;\n```\n</code></pre>"
      ),
      ("```\nopen", "<pre class=\"code\"><code>open\n</code></pre>"),
      ("    a\n\n      b\n\nc", "<pre class=\"code\"><code>a\n\n  b\n</code></pre>\n<p>c</p>"),
      (
        "- a\n- b\n  - c\n- d",
        "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul></li>\n<li>d</li>\n</ul>"
      ),
      ("3. a\n4. b\n   more", "<ol start=\"3\">\n<li>a</li>\n<li>b\nmore</li>\n</ol>"),
      ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
      ("- a\n* b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>"),
      ("a\n- b\n\nc 1.5\n2. d", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>c 1.5\n2. d</p>"),
      (
        "> a\nb\n> > c\n\nd",
        "<blockquote>\n<p>a\nb</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n</blockquote>\n<p>d</p>"
      ),
      (
        "| a | b \\| c |\n| :-: | --: |\n| `x` | *y* |\n| z |",
        """
        <div class="scroll"><table>
        <thead>
        <tr><th class="center">a</th><th class="right">b | c</th></tr>
        </thead>
        <tbody>
        <tr><td class="center"><code>x</code></td><td class="right"><em>y</em></td></tr>
        <tr><td class="center">z</td><td class="right"></td></tr>
        </tbody>
        </table></div>
        """
      ),
      ("a | b\nc | d", "<p>a | b\nc | d</p>"),
      ("a\r\nb\r\n\r\nc", "<p>a\nb</p>\n<p>c</p>"),
      ("", ""),
    ])
  func blocks(_ markdown: String, _ expected: String) {
    #expect(html(markdown) == expected)
  }

  @Test(
    "What would do more than show text is text",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
      "[a](JavaScript:alert(1))", "[a](<java\tscript:alert(1)>)", "[a](vbscript:x)",
      "[a](data:text/html,<script>)", "![a](javascript:alert(1))", "![a](data:image/svg+xml,<svg>)",
      "![\" onerror=\"alert(1)](x.png)", "[a](x\"onclick=\"alert(1))", "<javascript:alert(1)>",
      "```\"><script>\n```", "# <script>", "| <script> |\n| --- |", "&lt;script&gt;",
      "[a](\u{202E}x)",
      "\u{0}\u{1B}[31m", "[a](file:///etc/passwd)",
    ])
  func hostile(_ markdown: String) throws {
    let html = html(markdown)
    #expect(!html.contains("<script"))
    for match in html.matches(of: /<([a-z0-9]+)([^<>]*)>/) {
      let attributes = match.output.2.replacing(/\ [a-z]+="[^"]*"/, with: "")
      #expect(attributes.isEmpty, "\(match.output.0)")
    }
    for match in html.matches(of: /(?:href|src)="([^"]*)"/) {
      let harmless = /(https?:|mailto:|data:image\/png|[^:]*$).*/
      #expect(try harmless.wholeMatch(in: match.output.1) != nil)
    }
    #expect(!html.unicodeScalars.contains { $0.value < 9 || $0.value == 0x202E })
  }

  @Test func directionOverridesShow() {
    #expect(html("a \u{202E}b") == "<p>a \\u{202E}b</p>")
  }

  @Test func titles() {
    #expect(MarkdownText("# A *b* `c`\ntext").title == "A b c")
    #expect(MarkdownText("text\n# A\n# B").title == "A")
    #expect(MarkdownText("## A").title == nil)
  }

  /// Nothing nests without bound, and nothing takes more than a moment.
  @Test(
    arguments: [
      "> ", "- ", "[", "![", "*a ", "*a _b ", "`", "``` ", "[a](", "[a](<", "1. ", "| ", "<a", "**",
      "_ *", "[a](b\" ",
    ])
  func endless(_ text: String) {
    let start = ContinuousClock.now
    _ = html(String(repeating: text, count: 10_000))
    _ = html(String(repeating: text + "\n", count: 1_000))
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
