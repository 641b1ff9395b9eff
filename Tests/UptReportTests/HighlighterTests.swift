import Foundation
import Testing

@testable import UptReport

/// Code as HTML: coloured by what the lexer reads, and otherwise untouched.
@Suite struct HighlighterTests {
  @Test(
    arguments: [
      (
        "let n = shots(4)  # <b>",
        "[keyword:let] n = [call:shots]([number:4])  [comment:# &lt;b&gt;]"
      ),
      (
        #""a \(x:.1%) & 'b'""#,
        "[string:&quot;][string:a ][interpolation:\\(]x[interpolation::.1%][interpolation:)]"
          + "[string: &amp; &#39;b&#39;][string:&quot;]"
      ),
      ("# %% [parameters]", "[marker:# %% [parameters]]"),
      (
        "\"\"\"\n  a\n    b\n  \"\"\"",
        "[string:&quot;&quot;&quot;\n  ][string:a\n    b\n  ][string:&quot;&quot;&quot;]"
      ),
      ("let é = 1 $ 2", "[keyword:let] é = [number:1] $ [number:2]"),
      ("\"open", "[string:&quot;][string:open]"),
      ("x = \"\u{202E}evil\"", "x = [string:&quot;][string:\\u{202E}evil][string:&quot;]"),
    ])
  func code(_ code: String, _ expected: String) {
    let shown = Highlighter.html(code).replacing(/<span class="([a-z]+)">/) { "[\($0.output.1):" }
      .replacing("</span>", with: "]")
    #expect(shown == expected)
  }

  @Test func theTextIsTheCode() {
    for code in Scripts.all + Scripts.damaged {
      let html = Highlighter.html(code)
      let text = html.replacing(/<[^>]*>/.matchingSemantics(.unicodeScalar), with: "")
      #expect(text == code.htmlEscaped)
      // By scalars: the code may begin with a mark that joins the sign before it.
      let starts = html.matches(of: /<span/.matchingSemantics(.unicodeScalar)).count
      #expect(starts == html.matches(of: /<\/span>/.matchingSemantics(.unicodeScalar)).count)
    }
  }
}
