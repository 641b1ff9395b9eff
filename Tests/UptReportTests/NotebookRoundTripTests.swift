import Testing
import UptSyntax
import UptTensor

@testable import UptReport

/// A script that becomes a notebook file and a script again is the same, byte for byte.
@Suite struct NotebookRoundTripTests {
  private func there(_ text: String) -> String {
    NotebookFile.text(Report(Parser.parse(text: text, name: "a.upt")))
  }

  private func thereAndBack(_ text: String) throws -> String {
    try NotebookFile.script(Array(there(text).utf8), of: "a.ipynb")
  }

  /// Expects that all scripts come back as they were; shows the first that do not.
  private func expectSame(_ texts: [String]) throws {
    let changed = try texts.compactMap { text in
      let back = try thereAndBack(text)
      return back.utf8.elementsEqual(text.utf8)
        ? nil : "\(text.debugDescription) became \(back.debugDescription)"
    }
    let first = changed.prefix(3)
    #expect(first == [])
  }

  private let odd = [
    "", "\n", " ", "\n\n\n", "1", "1\n", "# only a comment", "# %%", "# %%\n", "# %%\n\n\n",
    "#%%\n1", "#   %%   title  \n1\n", "# %% [code] a\n1\n", "# %% [markdown]\n",
    "# %% [markdown]  \n\n", "# %% [parameters]x y\nlet a = 1\n", "# %% [other] a\n1\n",
    "# %%[markdown]\n# a\n", "# a preface\n\n# %%\n1\n", "\n\n# %% a\n1\n",
    "#!/usr/bin/env upt-script\n# %% a\n1", "let a = 1\n# %% b\na\n",
    "let a = 1\n\n\n\n# %% b\n\n\na\n   \n\n", "# %% a\n  1 \n\t\n# %% b\n2",
    "# %% [markdown]\n#no space\n#\n#  two\n  # indented\n\n# after\n",
    "# %% [markdown]\n# a\nprint(1)\n", "# %% [markdown]\n#\n# a\n#\n# %%\n1\n",
    "# %% [markdown]\n## a\n### b \n", "# %% [markdown]\n# \u{301}a\n", "# %% \u{301}\n1\n",
    "# %% a\r\n1\r\n\r\n# %% [markdown]\r\n# b\r\n#\r\n# c\r\n", "# %% a\r\n1\r\n# %% b\n2\n",
    "1\r\n\n# %%\r\n", "\r\n# %% a\r\r\n1\r\r\n", "# %% a\n1\r# %% b\n2\r",
    "# %% a\n\"\"\"\n# %% no cell\n\"\"\"\n# %% b\n2\n", "# %% a\n\"\"\"\n# %% open\n2\n",
    "# %% a\n(1,\n# %% b\n2)\n", "  # %% no cell\n", "## %% no cell\n1\n",
    "# %% a\n # %% no cell\n1\n", "# %% same\n# %% same\n# %% same\n",
    "# %% [markdown]\n # %% in a text\n", "let =\n# %% a\n1\n", "# %% a\nlet = (\n\n# %% b\n",
    "\u{FEFF}1\n", "# %% \u{2028}a\u{85}b\n1\u{2028}\n", "# %% a\n\u{0}\u{1B}\u{202E}\n",
    "1\u{A0}\n\u{A0}\n# %% a\n\u{3000}\n2\u{3000}",
  ]

  @Test func oddScripts() throws { try expectSame(odd) }

  @Test func allScripts() throws {
    try expectSame(Scripts.all)
    try expectSame(Scripts.all.map(\.withWindowsLines))
  }

  @Test func damagedScripts() throws { try expectSame(Scripts.damaged) }

  /// Scripts of cells put together at random, with every kind of space between them.
  @Test func derivedScripts() throws {
    var random = SplitMix(state: 1)
    let headers = [
      "# %%", "#%% a", "# %% [markdown]", "# %% [parameters] p", "#  %% [code]  b ",
      "# %% [markdown] t",
    ]
    let lines = [
      "let a = 1", "# note", "#tight", "", "  ", "#", "\"\"\"", "(", ")", "  # x", "a.b", "\t",
    ]
    let ends = ["\n", "\n", "\n", "\r\n", "\n\n", ""]
    let texts = (0..<3000).map { _ in
      var text = random.next(3) == 0 ? lines[random.next(lines.count)] + "\n" : ""
      for _ in 0..<random.next(5) {
        text += headers[random.next(headers.count)] + ends[random.next(ends.count)]
        for _ in 0..<random.next(4) {
          text += lines[random.next(lines.count)] + ends[random.next(ends.count)]
        }
      }
      return text
    }
    try expectSame(texts)
  }

  @Test func cellsBecomeCells() throws {
    let text = "# %% [markdown]\n# # A\n\n# %% [parameters] P\nlet a = 1\n\n# %%\na\n"
    let notebook = try JSONValue(parsing: Array(there(text).utf8))
    let cells = try #require(notebook["cells"]?.array)
    #expect(cells.map { $0["cell_type"] } == ["markdown", "code", "code"])
    #expect(cells.map { $0["id"] } == ["cell-1", "p", "cell-3"])
    #expect(cells.map { $0["source"] } == [["# A"], ["let a = 1"], ["a"]])
    #expect(cells[1]["metadata"]?["tags"] == ["parameters"])
    #expect(cells[1]["metadata"]?["title"] == "P")
    #expect(cells[0]["metadata"] == .object([:]))
  }
}

/// SplitMix64, for choices that are the same every time.
private struct SplitMix {
  var state: UInt64

  mutating func next(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(count, 1)))
  }
}
