import Testing
import UptSyntax

/// How diagnostics look where lines are long, wide or several.
@Suite struct RendererTests {
  private func rendered(
    _ text: String, marking part: String, label: String? = nil, notes: [Diagnostic.Note] = [],
    hint: String? = nil
  ) throws -> String {
    let file = SourceFile(name: "f.upt", text: text)
    let diagnostic = Diagnostic(
      "E0000", "wrong", span: try span(part, in: file), label: label, notes: notes, hint: hint)
    return DiagnosticRenderer().render(diagnostic)
  }

  private func span(_ part: String, in file: SourceFile) throws -> Span {
    let range = try #require(file.text.firstRange(of: part))
    let lower = file.text.utf8.distance(from: file.text.startIndex, to: range.lowerBound)
    return Span(file, lower, lower + part.utf8.count)
  }

  @Test(
    "The mark stands below the place",
    arguments: [
      ("a\tb", "b", "a    b", "     ^"),
      ("a\tb", "\tb", "a    b", " ^^^^^"),
      ("日本 + b", "b", "日本 + b", "       ^"),
      ("🇦🇹 👩‍👩‍👧 b", "b", "🇦🇹 👩‍👩‍👧 b", "      ^"),
      ("e\u{301} b", "b", "e\u{301} b", "  ^"),
      ("a \u{202E}b", "b", "a \\u{202e}b", "          ^"),
      ("f(\n  1\n)", "f(\n  1\n)", "f(", "^^…"),
      ("a\r\nb", "a", "a", "^"),
    ])
  func marks(_ text: String, _ part: String, _ shown: String, _ mark: String) throws {
    let lines = try rendered(text, marking: part).split(separator: "\n").suffix(2)
    #expect(lines == ["1 | \(shown)", "  | \(mark)"])
  }

  @Test func longLinesAreCutAroundThePlace() throws {
    let many = String(repeating: " + x", count: 1000)
    let text = "x" + many + " + here" + many
    let lines = try rendered(text, marking: "here").split(separator: "\n").suffix(2)
    let (line, mark) = (try #require(lines.first), try #require(lines.last))
    #expect(line.hasPrefix("1 | …"))
    #expect(line.hasSuffix("…"))
    #expect(line.count == 4 + DiagnosticRenderer().width)
    let place = try #require(line.firstRange(of: "here"))
    #expect(mark.prefix { $0 != "^" }.count == line[..<place.lowerBound].count)
    #expect(mark.hasSuffix("^^^^"))
  }

  @Test func textOfSeveralLinesIsAligned() throws {
    let note = Diagnostic.Note("the shapes are\nx @ w\n│   └ [768, 512]\n└ [4, 512]")
    let text = try rendered(
      "let y = x @ w", marking: "x @ w", label: "here\nand here", notes: [note],
      hint: "one\ntwo")
    #expect(
      text == """
        error[E0000]: wrong
         --> f.upt:1:9
          |
        1 | let y = x @ w
          |         ^^^^^ here
                          and here
          = note: the shapes are
                  x @ w
                  │   └ [768, 512]
                  └ [4, 512]
          = hint: one
                  two
        """)
  }

  @Test func notesMayPointIntoOtherFiles() throws {
    let other = SourceFile(
      name: "methods.upt", text: String(repeating: "\n", count: 99) + "func f(a, b) { }")
    let notes = [
      Diagnostic.Note("it is defined here", span: try span("f(a, b)", in: other)),
      Diagnostic.Note("this parameter has no default", span: try span("b", in: other)),
    ]
    #expect(
      try rendered("f(1)", marking: "f(1)", notes: notes) == """
        error[E0000]: wrong
           --> f.upt:1:1
            |
          1 | f(1)
            | ^^^^
            = note: it is defined here
           --> methods.upt:100:6
            |
        100 | func f(a, b) { }
            |      -------
            = note: this parameter has no default
           --> methods.upt:100:11
            |
        100 | func f(a, b) { }
            |           -
        """)
  }

  @Test(
    "Calls that repeat stand in the trace once",
    arguments: [
      ("a", "a"), ("aa", "a a"), ("aaa", "3(a)"), ("aaab", "3(a) b"), ("ababab", "3(ab)"),
      ("abab", "a b a b"), ("cabcabcabd", "3(cab) d"), ("aaabbbb", "3(a) 4(b)"),
      ("xabababa", "x 3(ab) a"), ("", ""),
    ])
  func folding(_ calls: String, _ expected: String) {
    let file = SourceFile(name: "f.upt", text: "f()")
    let frames = calls.map { TraceFrame(function: String($0), call: Span(file, 0, 3)) }
    let runs = frames.folded.map { run in
      let names = run.frames.map(\.function).joined()
      return run.times == 1 ? names : "\(run.times)(\(names))"
    }
    #expect(runs.joined(separator: " ") == expected)
  }

  @Test func longTracesShowTheirEnds() {
    let file = SourceFile(name: "f.upt", text: "f()")
    let frames = (0..<100).map { TraceFrame(function: "f\($0)", call: Span(file, 0, 3)) }
    let text = DiagnosticRenderer().render(
      Diagnostic("E0000", "wrong", span: nil, trace: frames))
    #expect(text.split(separator: "\n").count == 2 + 2 * 10 + 1)
    let middle = "    in f4, called at f.upt:1:1\n      f()\n    … 90 more calls …\n    in f95,"
    #expect(text.contains(middle))
  }
}
