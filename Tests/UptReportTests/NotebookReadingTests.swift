import Testing
import UptSyntax
import UptTensor

@testable import UptReport

/// Notebooks that others wrote, or changed.
@Suite struct NotebookReadingTests {
  private func script(_ json: String) throws -> String {
    try NotebookFile.script(Array(json.utf8), of: "a.ipynb")
  }

  private func notebook(_ cells: String) -> String {
    "{\"cells\": [\(cells)], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 2}"
  }

  private func code(_ source: String, _ metadata: String = "{}") -> String {
    "{\"cell_type\": \"code\", \"source\": \(source), \"metadata\": \(metadata)}"
  }

  @Test(
    "Sources, kinds and titles of others",
    arguments: [
      (#"{"cell_type": "code", "source": "a\nb"}"#, "# %%\na\nb\n"),
      (#"{"cell_type": "code", "source": ["a\n", "b"]}"#, "# %%\na\nb\n"),
      (#"{"cell_type": "code", "source": "\n\na\r\nb\n\n"}"#, "# %%\na\nb\n"),
      (#"{"cell_type": "code", "source": []}"#, "# %%\n"),
      (#"{"cell_type": "markdown", "source": "a\n\nb\n"}"#, "# %% [markdown]\n# a\n#\n# b\n#\n"),
      (#"{"cell_type": "raw", "source": "a"}"#, "# %% [markdown]\n# a\n"),
      (
        #"{"cell_type": "code", "source": "a", "metadata": {"tags": ["parameters", "x"]}}"#,
        "# %% [parameters]\na\n"
      ),
      (#"{"cell_type": "code", "source": "a", "metadata": {"title": " b\nc "}}"#, "# %% b c\na\n"),
      (
        #"{"cell_type": "code", "source": "a", "metadata": {"title": "[markdown] b"}}"#,
        "# %% b\na\n"
      ),
      (
        ##"{"cell_type": "code", "source": "# %% b\na\n#%%\n## %%"}"##,
        "# %%\n # %% b\na\n #%%\n## %%\n"
      ),
      (##"{"cell_type": "markdown", "source": "%% a\n%%"}"##, "# %% [markdown]\n # %% a\n # %%\n"),
      (
        ##"{"cell_type": "code", "source": "\"\"\"\n# %% b\n\"\"\""}"##,
        "# %%\n\"\"\"\n# %% b\n\"\"\"\n"
      ),
    ])
  func foreign(_ cell: String, _ expected: String) throws {
    let text = try script(notebook(cell))
    #expect(text == expected)
    #expect(Parser.parse(text: text, name: "").cells.count == 1)
  }

  @Test func cellsAreApart() throws {
    #expect(try script(notebook(code("\"a\"") + "," + code("\"b\""))) == "# %%\na\n\n# %%\nb\n")
    #expect(try script(notebook("")) == "")
  }

  @Test(
    "What was kept of a script is used as long as it fits",
    arguments: [
      (#""a""#, ##"{"upt": {"header": "#%%  t"}, "title": "t"}"##, "#%%  t\na\n"),
      (#""a""#, ##"{"upt": {"header": "#%%  t"}, "title": "u"}"##, "# %% u\na\n"),
      (#""a""#, ##"{"upt": {"header": "# %% t\nb"}, "title": "t"}"##, "# %% t\na\n"),
      (#""a""#, ##"{"upt": {"header": "b"}}"##, "# %%\na\n"),
      (#""a""#, ##"{"upt": {"header": ""}}"##, "a\n"),
      (#""a""#, ##"{"upt": {"before": "\n\n", "after": ""}}"##, "# %%\n\na"),
      (#""a""#, ##"{"upt": {"before": "\nb\n", "after": "\nc"}}"##, "# %%\na\n"),
      (#""a""#, ##"{"upt": {"before": " ", "body": "b"}}"##, "# %%\na\n"),
      (#""a""#, ##"{"upt": 3}"##, "# %%\na\n"),
    ])
  func kept(_ source: String, _ metadata: String, _ expected: String) throws {
    #expect(try script(notebook(code(source, metadata))) == expected)
  }

  @Test(
    "A text's own spelling is used as long as it says the same",
    arguments: [
      (#""a""#, "#a", "#a"), (#""b""#, "#a", "# b"), (#""%%\nf()""#, "# %%\nf()", " # %%\n# f()"),
    ])
  func keptText(_ source: String, _ body: String, _ expected: String) throws {
    let own = JSONValue.object(["upt": .object(["body": .string(body)])]).text()
    let cell = "{\"cell_type\": \"markdown\", \"source\": \(source), \"metadata\": \(own)}"
    #expect(try script(notebook(cell)) == "# %% [markdown]\n\(expected)\n")
  }

  @Test func whatWasChangedInJupyterWins() throws {
    let text = "let a = 1\n\n\n# %%  A\n#tight\na\n"
    let file = NotebookFile.text(Report(Parser.parse(text: text, name: "a.upt")))
    let changed = file.replacing("\"let a = 1\"", with: "\"let a = 2\"")
      .replacing("\"title\": \"A\"", with: "\"title\": \"B\"")
    #expect(try script(changed) == "let a = 2\n\n\n# %% B\n#tight\na\n")
  }

  @Test func cellsThatMoved() throws {
    let text = "1\n# %% a\n2"
    let report = Report(Parser.parse(text: text, name: ""))
    let file = try JSONValue(parsing: Array(NotebookFile.text(report).utf8))
    let cells = try #require(file["cells"]?.array)
    var moved = try #require(file.object)
    moved["cells"] = .array(cells.reversed())
    #expect(try script(JSONValue.object(moved).text()) == "# %% a\n2\n\n# %%\n1\n")
  }

  @Test(
    "What is no notebook",
    arguments: [
      ("{", "a.ipynb is not valid JSON: line 1, column 2: a key in quotes should be here"),
      ("[]", "a.ipynb is JSON but no notebook: it does not say its nbformat"),
      (
        #"{"nbformat": 3, "worksheets": []}"#,
        "a.ipynb is a notebook of nbformat 3, and only nbformat 4 can be read"
      ),
      (
        #"{"nbformat": 5, "cells": []}"#,
        "a.ipynb is a notebook of nbformat 5, and only nbformat 4 can be read"
      ),
      (#"{"nbformat": 4}"#, "a.ipynb is a notebook without a list of cells"),
      (#"{"nbformat": 4, "cells": [1]}"#, "a.ipynb: cell 1 has no cell_type"),
      (
        #"{"nbformat": 4, "cells": [{"cell_type": "heading"}]}"#,
        "a.ipynb: cell 1 is of the type \"heading\", not code, markdown or raw"
      ),
      (
        #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}"#,
        "a.ipynb: cell 1 has a source that is neither a text nor a list of texts"
      ),
      (
        ##"{"nbformat": 4, "cells": [{"cell_type": "code", "source": "\"\"\""}, "##
          + ##"{"cell_type": "code", "source": ""}]}"##,
        "a.ipynb: cell 1 opens a string of several lines and does not end it, so the next cell "
          + "would be part of it"
      ),
    ])
  func refused(_ json: String, _ message: String) throws {
    let error = try #require(throws: EngineError.self) { try script(json) }
    #expect(error.message == message)
  }
}
