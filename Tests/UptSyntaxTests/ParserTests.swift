import Testing

@testable import UptSyntax

@Suite struct ParserTests {
  private func parse(_ text: String) -> Program { Parser.parse(text: text, name: "test") }

  @Test(
    "Unfinished inputs say what is missing",
    arguments: [
      ("for x in xs {", "`}`"), ("f(1,", "a value"), ("[1, 2", "`,` or `]`"), ("let x =", "a value"),
      ("1 +", "a value"), ("if a {\n  b", "`}`"), ("let t = \"\"\"\nab", "\"\"\""),
      ("xs.map { x in", "`}`"), ("a &&", "a value"), ("a ??", "a value"),
      ("match x {\n  0 =>", "a value"), ("try { 1 }", "`catch`"), ("[x for x in", "a value"),
    ])
  func incomplete(_ text: String, _ missing: String) {
    #expect(parse(text).missing == missing)
    #expect(!parse(text).isValid)
  }

  @Test(
    "Finished and broken inputs are not unfinished",
    arguments: ["1 + 1", "f(1)", "let x", "let x = )", "\"open", "for x in", "f(1 2", "", "# a"])
  func notIncomplete(_ text: String) { #expect(parse(text).missing == nil) }

  @Test func cells() {
    let program = parse(
      """
      # a comment before
      # %% [markdown] Intro
      # # Title
      # text

      #%% [parameters]
      let a = 1

      # %% Last one
      a
      """)
    #expect(program.isValid)
    #expect(program.cells.map(\.kind) == [.markdown, .parameters, .code])
    #expect(program.cells.map(\.title) == ["Intro", "", "Last one"])
    #expect(program.cells[0].markdown == "# Title\ntext")
    #expect(program.cells[1].body.text == "let a = 1")
    #expect(program.cells[2].span.text == "# %% Last one\na")
  }

  @Test(
    "Words in brackets beside a title",
    arguments: [
      ("[cache] Train", "Train", Cell.Kind.code, [Cell.Mark.cache], 0),
      ("Train [once]", "Train", .code, [.once], 0),
      ("[cache] A title [markdown] [once]", "A title", .markdown, [.cache, .once], 0),
      ("[parameters][cache]", "", .parameters, [.cache], 0),
      ("The set [a, b]", "The set [a, b]", .code, [], 0),
      ("x[once]", "x[once]", .code, [], 0), ("[cahce] Train", "[cahce] Train", .code, [], 1),
      ("Train [marckdown]", "Train [marckdown]", .code, [], 1),
    ])
  func headings(
    _ line: String, _ title: String, _ kind: Cell.Kind, _ marks: [Cell.Mark], _ warnings: Int
  ) throws {
    let program = parse("# %% \(line)\n")
    let cell = try #require(program.cells.first)
    #expect(cell.title == title)
    #expect(cell.kind == kind)
    #expect(cell.marks == Set(marks))
    #expect(program.diagnostics.map(\.code) == Array(repeating: "W0006", count: warnings))
  }

  @Test(
    "Precedence, shown with parentheses",
    arguments: [
      ("1 + 2 * 3", "(1 + (2 * 3))"), ("a - b - c", "((a - b) - c)"),
      ("2 ** 3 ** 2", "(2 ** (3 ** 2))"), ("-a ** 2", "(-(a ** 2))"),
      ("a @ b + c", "((a @ b) + c)"), ("a || b && c", "(a || (b && c))"),
      ("a < b + 1 && !c", "((a < (b + 1)) && (!c))"), ("1...n + 1 == r", "((1...(n + 1)) == r)"),
      ("2 * a // b % c", "(((2 * a) // b) % c)"), ("a.b(c)[0].d", "a.b(c)[0].d"),
      ("x[n..., ..]", "x[n..., ..]"), ("x[..<n, 1..<3]", "x[..<n, 1..<3]"),
      ("a\n  * b\n  .c\n  - d", "((a * b.c) - d)"), ("-1", "-1"), ("2 ** -1", "(2 ** -1)"),
    ])
  func precedence(_ text: String, _ shown: String) throws {
    let program = parse(text)
    #expect(program.diagnostics == [])
    let statements = try #require(program.cells.first?.statements)
    #expect(statements.map(Shown.statement) == [shown])
  }

  @Test func positions() {
    let file = SourceFile(name: "f", text: "a\r\n\té😀x\n")
    #expect(file.position(at: 0) == Position(line: 1, column: 1))
    #expect(file.position(at: 10) == Position(line: 2, column: 4))
    #expect(file.lineText(0) == "a")
    #expect(file.lineText(1) == "\té😀x")
  }

  @Test func rendering() {
    let file = SourceFile(name: "f.upt", text: "let a = \t日本 + b")
    let diagnostic = Diagnostic(
      "E0201", "no b", span: Span(file, 18, 19), label: "here", hint: "define it")
    let plain = """
      error[E0201]: no b
       --> f.upt:1:15
        |
      1 | let a =     日本 + b
        |                    ^ here
        = hint: define it
      """
    #expect(DiagnosticRenderer().render(diagnostic) == plain)
    let colored = DiagnosticRenderer(isColored: true).render(diagnostic)
    #expect(colored.contains("\u{1B}[1;31merror[E0201]\u{1B}[0m"))
  }

  @Test func suggestions() {
    let names = ["visual_prompt", "text_prompt", "fit"]
    #expect(Suggestion.nearest(to: "visul_prompt", among: names) == "visual_prompt")
    #expect(Suggestion.nearest(to: "fti", among: names) == "fit")
    #expect(Suggestion.nearest(to: "banana", among: names) == nil)
  }
}

/// Expressions as text with every operator in parentheses.
enum Shown {
  static func statement(_ statement: Statement) -> String {
    if case .expression(let expression) = statement.kind { return self.expression(expression) }
    return statement.span.text
  }

  static func expression(_ expression: Expression) -> String {
    switch expression.kind {
    case .binary(let op, let a, let b): "(\(self.expression(a)) \(op.rawValue) \(self.expression(b)))"
    case .logical(let op, let a, let b): "(\(self.expression(a)) \(op.rawValue) \(self.expression(b)))"
    case .range(let a, let b, let isClosed):
      "(\(self.expression(a))\(isClosed ? "..." : "..<")\(self.expression(b)))"
    case .unary(let op, let a): "(\(op.rawValue)\(self.expression(a)))"
    case .member(let base, let name): "\(self.expression(base)).\(name.name)"
    default: expression.span.text
    }
  }
}
