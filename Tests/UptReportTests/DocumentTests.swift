import Foundation
import Testing
import UptNotebook
import UptSyntax
import UptTensor

@testable import UptReport

/// Reports as documents: a page, Markdown, a notebook file.
@Suite struct DocumentTests {
  /// A report of a script that printed, showed a table, said something and failed.
  private func report() throws -> Report {
    let text = """
      # %% [markdown]
      # # Shots & <prompts>
      # Some *text*.

      # %% [parameters]
      let shots = 4

      # %% The grid
      print("a")
      grid

      # %%
      grid[9]

      # %% Later
      1
      """
    var report = Report(Parser.parse(text: text + "\n", name: "folder/shots.upt"))
    let table = try Table(
      columns: ["a|b", "accuracy"], rows: [[.text("<x>"), .real(0.5)], [.text("`y`"), .real(0.25)]])
    report.cells[1].state = .cached(age: 3 * 3600)
    report.cells[1].seconds = 0.012
    report.cells[2].outputs = [
      .printed("a"), .printed(" ```\n"), .value(.table(table)), .remark("slow"),
    ]
    report.cells[2].state = .ran
    report.cells[2].seconds = 1.24
    report.cells[3].outputs = [.error("error[E0501]: no\n  --> <here>\n")]
    report.cells[3].state = .failed
    report.provenance = [Report.Fact("seed", "1"), Report.Fact("data", "a|b")]
    return report
  }

  @Test func aReportIsTitledByItsFirstHeading() throws {
    #expect(try report().title == "Shots & <prompts>")
    #expect(Report(Parser.parse(text: "1", name: "folder/shots.upt")).title == "shots")
    #expect(Report(Parser.parse(text: "1", name: "stdin")).title == "stdin")
    #expect(Report(Parser.parse(text: "# a\n\n# %%\n1", name: "")).preamble == "# a\n\n")
  }

  @Test func `where texts have headings, titles only name the code`() {
    let text = """
      # %% [markdown]
      # # Study
      # ## First part
      # %% The sum
      1 + 1
      """
    let page = HTMLPage.text(Report(Parser.parse(text: text, name: "study.upt")))
    #expect(page.contains("<summary><b dir=\"auto\">The sum</b>"))
    #expect(!page.contains("<h2 dir=\"auto\">The sum</h2>"))
    #expect(page.contains("<h2 id=\"first-part\""))
  }

  @Test func page() throws {
    let page = HTMLPage.text(try report())
    let start = try #require(page.range(of: "<body id=\"top\">\n")?.upperBound)
    let end = try #require(page.range(of: "<script>")?.lowerBound)
    // The table's own look is that of exhibits.
    let table = /<div class="output">\n.*?\n<\/div>/.dotMatchesNewlines()
    let body = String(page[start..<end]).replacing(table, with: "(the table)")
    #expect(
      body == """
        <header>
        <h1 dir="auto">Shots &amp; &lt;prompts&gt;</h1>
        </header>
        <nav aria-label="Contents">
        <ol>
        <li><a href="#the-grid" dir="auto">The grid</a></li>
        <li><a href="#later" dir="auto">Later</a></li>
        <li><a href="#provenance" dir="auto">Provenance</a></li>
        </ol>
        </nav>
        <main>
        <section class="prose">
        <p dir="auto">Some <em>text</em>.</p>
        </section>
        <section class="cell cached" id="cell-2">
        <details open>
        <summary><span>Parameters</span><span class="state">from cache, 3 h old</span></summary>
        <pre class="code"><code><span class="keyword">let</span> shots = <span class="number">4</span></code></pre>
        </details>
        </section>
        <section class="cell ran" id="the-grid">
        <h2 dir="auto">The grid</h2>
        <details open>
        <summary><span>Code</span><span class="state">1.2 s</span></summary>
        <pre class="code"><code><span class="call">print</span>(<span class="string">&quot;</span><span class="string">a</span><span class="string">&quot;</span>)
        grid</code></pre>
        </details>
        <pre class="printed">a ```</pre>
        (the table)
        <p class="remark" dir="auto">slow</p>
        </section>
        <section class="cell failed" id="cell-4">
        <details open>
        <summary><span>Code</span><span class="state">failed</span></summary>
        <pre class="code"><code>grid[<span class="number">9</span>]</code></pre>
        </details>
        <pre class="error" role="alert">error[E0501]: no
          --&gt; &lt;here&gt;</pre>
        </section>
        <section class="cell waiting" id="later">
        <h2 dir="auto">Later</h2>
        <details open>
        <summary><span>Code</span><span class="state">did not run</span></summary>
        <pre class="code"><code><span class="number">1</span></code></pre>
        </details>
        </section>
        <section class="provenance" id="provenance">
        <h2>Provenance</h2>
        <div class="scroll"><table>
        <tr><th scope="row">seed</th><td>1</td></tr>
        <tr><th scope="row">data</th><td>a|b</td></tr>
        </table></div>
        </section>
        </main>

        """)
  }

  @Test(
    "The title of a page stands above its texts' headings",
    arguments: [
      ("# A\n## B\n### C", ["h1 A", "h2 B", "h3 C"]), ("# A\n# B\n## C", ["h1 A", "h2 B", "h3 C"]),
      ("a\n# A\n## B", ["h1 A", "h2 A", "h2 B"]), ("## A", ["h1 shots", "h2 A"]),
    ])
  func headings(_ markdown: String, _ expected: [String]) {
    let text = "# %% [markdown]\n" + Cell.commented(markdown)
    let page = HTMLPage.text(Report(Parser.parse(text: text, name: "shots.upt")))
    let found = page.matches(of: /<(h[1-6])[^>]*>([^<]*)</)
    #expect(found.map { "\($0.output.1) \($0.output.2)" } == expected)
  }

  @Test func aPageNeedsNothingElse() throws {
    let page = HTMLPage.text(try report())
    #expect(!page.contains("src=\"http") && !page.contains("<link") && !page.contains("@import"))
    #expect(!page.contains("url("))
    #expect(page.contains("default-src 'none'"))
    // The hash is that of what stands between the tags.
    let script = try #require(
      page.firstMatch(of: /<script>(.*?)<\/script>/.dotMatchesNewlines())?.output.1)
    let digest = SHA256.hex(String(script).utf8)
    let base64 = try #require(page.firstMatch(of: /'sha256-([^']*)'/)?.output.1)
    let bytes = try #require(Data(base64Encoded: String(base64)))
    #expect(bytes.map { String(format: "%02x", $0) }.joined() == digest)
  }

  @Test(
    "Whatever a report holds is text to the page",
    arguments: [
      "</title><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x",
      "\u{202E}\u{0}\u{1B}[31m",
    ])
  func hostile(_ text: String) throws {
    let script = "# %% \(text)\nlet a = \"\(text)\"\n"
      + "# %% [markdown] \(text)\n# # \(text)\n# \(text)\n"
    var report = Report(Parser.parse(text: script, name: text))
    report.title = text
    let table = try Table(columns: [text], rows: [[.text(text)]], caption: text)
    let plot = Plot(
      .line, title: text, xLabel: text, yLabel: text,
      series: [.init(text, [.init(1, 1)]), .init("b", [])])
    report.cells[0].outputs = [
      .printed(text), .remark(text), .error(text), .value(.text(text)), .value(.table(table)),
      .value(.plot(plot)),
    ]
    report.provenance = [.init(text, text)]
    let page = HTMLPage.text(report)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(!page.contains("<img"))
    #expect(!page.contains("onclick='"))
    let steering: Set<Unicode.Scalar> = ["\0", "\u{1B}", "\u{202E}"]
    #expect(!page.unicodeScalars.contains(where: steering.contains))
    // The other forms stay what they are.
    _ = try JSONValue(parsing: Array(NotebookFile.text(report).utf8))
    #expect(!MarkdownDocument.text(report).contains("| <"))
  }

  @Test func markdown() throws {
    let document = MarkdownDocument.text(try report())
    #expect(
      document == """
        # Shots & <prompts>
        Some *text*.

        ```upt
        let shots = 4
        ```

        *from cache, 3 h old*

        ## The grid

        ```upt
        print("a")
        grid
        ```

        ````text
        a ```
        ````

        | a\\|b | accuracy |
        | --- | --: |
        | \\<x\\> | 50.0% |
        | \\`y\\` | 25.0% |

        ```text
        slow
        ```

        ```upt
        grid[9]
        ```

        *failed*

        ```text
        error[E0501]: no
          --> <here>
        ```

        ## Later

        ```upt
        1
        ```

        ## Provenance

        |  |  |
        | --- | --- |
        | seed | 1 |
        | data | a\\|b |

        """)
  }

  @Test func notebookOutputs() throws {
    let notebook = try JSONValue(parsing: Array(NotebookFile.text(report()).utf8))
    let cells = try #require(notebook["cells"]?.array)
    #expect(cells.map { $0["execution_count"] } == [nil, 1, 2, 3, .null])
    let outputs = try #require(cells[2]["outputs"]?.array)
    #expect(outputs.map { $0["output_type"] } == ["stream", "execute_result", "stream"])
    #expect(outputs[0]["text"] == ["a ```\n"])
    #expect(outputs[1]["data"]?.object?.keys == ["text/html", "text/plain"])
    #expect(outputs[2]["name"] == "stderr")
    let error = try #require(cells[3]["outputs"]?.array?.first)
    #expect(error["ename"] == "E0501")
    #expect(error["evalue"] == "no")
    #expect(notebook["metadata"]?["kernelspec"]?["name"] == "upt-script")
    #expect(notebook["metadata"]?["language_info"]?["file_extension"] == ".upt")
    #expect(notebook["metadata"]?["upt"]?["provenance"]?.array?.count == 2)
    #expect(cells[1]["metadata"]?["upt"]?["seconds"] == .number(0.012))
  }

  @Test func picturesInNotebooks() throws {
    let image = try #require(Raster(width: 2, height: 1, rgb: [0, 0, 0, 255, 255, 255]))
    let output = NotebookOutput.json(.value(.images(ImageGrid([.init(image)]))), run: 1, id: "a")
    #expect(output["data"]?["image/png"]?.string?.hasPrefix("iVBORw0KGgo") == true)
    let plot = Plot(.line, series: [.init("a", [.init(1, 1), .init(2, 2)])])
    let chart = NotebookOutput.json(.value(.plot(plot)), run: 1, id: "a")
    #expect(chart["data"]?["image/svg+xml"]?.array?.first?.string?.hasPrefix("<svg") == true)
  }
}

/// Words for times, and names for parts.
@Suite struct ReportTextTests {
  @Test(
    arguments: [
      (0, "< 1 ms"), (0.34, "340 ms"), (0.9999, "1.0 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"),
      (125, "2 min 5 s"), (4800, "1 h 20 min"), (-1, "< 1 ms"), (.nan, "?"), (.infinity, "?"),
    ] as [(Double, String)])
  func durations(_ seconds: Double, _ text: String) {
    #expect(SpanOfTime.duration(seconds) == text)
  }

  @Test(
    arguments: [
      (0, "0 s"), (59, "59 s"), (3599, "59 min"), (3600, "1 h"), (3 * 86400, "3 days"),
      (-5, "0 s"), (.nan, "?"), (1e300, "?"),
    ] as [(Double, String)])
  func ages(_ seconds: Double, _ text: String) {
    #expect(SpanOfTime.age(seconds) == text)
  }

  @Test func anchors() {
    var anchors = Anchors()
    let long = String(repeating: "x", count: 100)
    let names = ["A b", "A  B!", "a-b-2", "", "é", long].map {
      anchors.name(for: $0, otherwise: "cell")
    }
    #expect(names == ["a-b", "a-b-2", "a-b-2-2", "cell", "cell-2", String(long.prefix(48))])
  }
}
