import Foundation
import Testing

/// What `render` writes beside what it shows; its words about wrong calls are among the cases.
@Suite struct RenderTests {
  private let script = """
    # %% [markdown]
    # # A study

    # %% [parameters]
    let n = 2

    # %% Numbers
    print("n is \\(n)")
    table([(name: "<a>", score: n)])

    # %% Wrong
    var i = 0
    while i < 9 { i += 1 }
    [1, 2][i]

    # %% Later
    3
    """

  /// Runs the program in a folder of its own that holds the script; hands over a way to read files.
  private func inFolder(_ body: (URL, (String) -> String?) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("render-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(script.utf8).write(to: folder.appendingPathComponent("study.upt"))
    try body(folder) { name in
      try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
  }

  @Test func aPageStandsBesideTheScript() throws {
    try inFolder { folder, text in
      let result = try Executable.run(["render", "study.upt", "--set", "n=7"], in: folder)
      #expect(result.code == 1)
      #expect(result.output == "")
      #expect(result.errors.contains("error[E0501]: index 9 is outside of 2 elements"))
      let page = try #require(text("study.html"))
      #expect(page.contains("<title>A study</title>"))
      #expect(page.contains("<pre class=\"printed\">n is 7</pre>"))
      #expect(page.contains("&lt;a&gt;") && !page.contains("<a>"))
      let error = try #require(page.range(of: "<pre class=\"error\"")?.lowerBound)
      let later = try #require(page.range(of: "<h2 dir=\"auto\">Later</h2>")?.lowerBound)
      #expect(error < later)
      #expect(page.contains("did not run"))
    }
  }

  @Test func otherForms() throws {
    try inFolder { folder, text in
      for name in ["a.md", "a.ipynb"] {
        #expect(try Executable.run(["render", "study.upt", "-o", name], in: folder).code == 1)
      }
      #expect(text("a.md")?.contains("```text\nn is 2\n```") == true)
      #expect(text("a.ipynb")?.contains("\"nbformat\": 4") == true)
      let result = try Executable.run(["render", "a.ipynb", "-o", "back.upt"], in: folder)
      #expect(result == .init(output: "", errors: "", code: 0))
      #expect(text("back.upt") == script)
    }
  }

  @Test func aScriptThatIsWrongHasAReportToo() throws {
    try inFolder { folder, text in
      let input = Data("# %% a\n1\n# %% b\nunknown\n".utf8)
      let result = try Executable.run(["render", "-", "-o", "a.html"], input: input, in: folder)
      #expect(result.code == 1)
      let page = try #require(text("a.html"))
      let error = try #require(page.range(of: "<pre class=\"error\"")?.lowerBound)
      #expect(try #require(page.range(of: "id=\"b\"")?.lowerBound) < error)
    }
  }

  @Test func whatCannotBeWrittenOrRead() throws {
    try inFolder { folder, _ in
      try Data("{}".utf8).write(to: folder.appendingPathComponent("a.ipynb"))
      let wrong = try Executable.run(["render", "a.ipynb", "-o", "a.upt"], in: folder)
      #expect(wrong.code == 1)
      #expect(wrong.errors.contains("a.ipynb is JSON but no notebook"))
      let nowhere = try Executable.run(
        ["render", "study.upt", "-o", "no/where.html"], in: folder)
      #expect(nowhere.code == 1)
      #expect(nowhere.errors.contains("cannot write no/where.html"))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.sorted() == ["a.ipynb", "study.upt"])
    }
  }

  /// The lesson with the smallest settings: every cell runs, and no output is an error.
  @Test func theTutorialIsAPage() throws {
    try inFolder { folder, text in
      let settings = ["shots", "epochs", "seeds"].flatMap { ["--set", "\($0)=1"] }
      let script = ScriptTests.folder.appendingPathComponent("tutorial.upt").path
      let result = try Executable.run(["render", script, "-o", "page.html"] + settings, in: folder)
      #expect(result.code == 0, "\(result.errors)")
      let page = try #require(text("page.html"))
      let states = page.matches(of: /<section class="cell (\w+)"/).map { String($0.1) }
      #expect(states.count == 11)
      #expect(Set(states).isSubset(of: ["ran", "cached"]))
      #expect(page.ranges(of: "<svg").count >= 4)
      #expect(page.contains("<h2 id=\"8-the-trade-off\""))
    }
  }
}
