import Testing

@testable import UptNotebook

/// A small sweep: two methods, three numbers of shots, three seeds.
func sweep(seeds: Int = 3) throws -> Table {
  var rows: [[Table.Cell]] = []
  for (method, base) in [("text", 0.55), ("unified", 0.60)] {
    for (step, shots) in [1, 4, 16].enumerated() {
      for seed in 1...seeds {
        let accuracy = base + 0.1 * Double(step) + 0.01 * Double(seed)
        rows.append([.text(method), .int(shots), .int(seed), .real(accuracy)])
      }
    }
  }
  return try Table(columns: ["method", "shots", "seed", "accuracy"], rows: rows)
}

@Suite struct TableTests {
  @Test func pivotGivesMeansWithIntervals() throws {
    let pivot = try sweep().pivot(rows: "method", columns: "shots", value: "accuracy")
    #expect(
      pivot.text() == """
        accuracy by shots, mean over seed
        method             1            4           16
        ──────────────────────────────────────────────
        text     57.0 ± 2.5%  67.0 ± 2.5%  77.0 ± 2.5%
        unified  62.0 ± 2.5%  72.0 ± 2.5%  82.0 ± 2.5%
        ± is the 95% interval of 3 runs
        """)
    #expect(pivot.names == ["method", "1", "4", "16"])
  }

  @Test func oneRunHasNoInterval() throws {
    let pivot = try sweep(seeds: 1).pivot(rows: "method", columns: "shots", value: "accuracy")
    #expect(
      pivot.text(.ascii) == """
        accuracy by shots
        method        1       4      16
        -------------------------------
        text     56.0%*  66.0%*  76.0%*
        unified  61.0%*  71.0%*  81.0%*
        * one run, no interval
        """)
  }

  @Test func whatIsMissingIsMarked() throws {
    let part = try sweep().filtered { $0 != 0 && $0 != 1 && $0 != 2 }
    let text = try part.pivot(rows: "method", columns: "shots", value: "accuracy").text()
    #expect(text.contains("text        –         67.0 ± 2.5%  77.0 ± 2.5%\n"))
  }

  @Test func textsAreCutAndColumnsLeftOut() throws {
    let table = try Table(
      columns: ["name", "価格", "ok", "lr", "note"],
      rows: [
        [.text("日本語テキスト"), .real(1.5), .bool(true), .real(1e-5), .text("first")],
        [.text("a name that goes on and on"), .real(12.25), .missing, .real(0.002), .missing],
      ])
    #expect(
      table.text(RenderStyle(width: 40)) == """
        name            価格  ok       lr  note
        ────────────────────────────────────────
        日本語テキス…   1.50  true   1e-5  first
        a name that …  12.25  –     0.002  –
        """)
  }

  @Test(arguments: [16, 24, 40, 80, 120]) func noLineIsWiderThanAsked(width: Int) throws {
    let wide = "日本語テキスト👩‍👩‍👧e\u{301}\u{202E}\t\u{1B}[31m"
    let columns = (0..<9).map { index in
      let number: Table.Cell = index % 2 == 0 ? .missing : .int(index)
      return Table.Column("\(wide) \(index)", [.text(wide + wide), number])
    }
    let table = try Table(columns, caption: wide + " " + wide)
    for style in [RenderStyle(width: width), RenderStyle(width: width, unicode: false)] {
      let text = table.text(style)
      #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= width })
      #expect(text.replacing("\n", with: " ").contains("not shown: "))
    }
  }

  @Test func longTablesLoseTheirMiddle() throws {
    let table = try Table([Table.Column("n", (0..<100).map { .int($0) })])
    let lines = table.text(RenderStyle(maximumRows: 6)).split(separator: "\n")
    #expect(lines == [" n", "──", " 0", " 1", " 2", " 3", " ⋮", "99", "5 of 100 rows"])
  }

  @Test func queries() throws {
    let table = try sweep()
    #expect(try table.filtered("shots", equals: .real(4)).rowCount == 6)
    #expect(try table.sorted(by: "accuracy", descending: true).row(0)[0] == .text("unified"))
    #expect(try table.distinct("shots") == [.int(1), .int(4), .int(16)])
    #expect(try table.grouped(by: ["method"]).map(\.table.rowCount) == [9, 9])
    #expect(try table.selecting(columns: ["seed", "method"]).names == ["seed", "method"])
    #expect(table.prefix(-1).rowCount == 0)
  }

  @Test func errorsNameTheirCause() throws {
    let table = try sweep()
    #expect(throws: TableError.noColumn("shot", available: table.names)) {
      try table.pivot(rows: "method", columns: "shot", value: "accuracy")
    }
    #expect(throws: TableError.notNumeric("method", found: "text")) {
      try table.pivot(rows: "shots", columns: "seed", value: "method")
    }
    #expect(throws: TableError.noRow(18, count: 18)) { try table.row(18) }
    #expect(throws: TableError.duplicateColumn("a")) {
      try Table([Table.Column("a"), Table.Column("a")])
    }
    #expect(throws: TableError.unequalLengths("a", 0, "b", 1)) {
      try Table([Table.Column("a"), Table.Column("b", [.int(1)])])
    }
  }

  @Test func columnsAreChosenAndChanged() throws {
    let table = try sweep()
    #expect(try table.dropping(columns: ["seed", "shots"]).names == ["method", "accuracy"])
    let renamed = try table.renaming([("accuracy", "loss"), ("seed", "run")])
    #expect(renamed.names == ["method", "shots", "run", "loss"])
    #expect(renamed.columns[3].format == .automatic)
    #expect(throws: TableError.duplicateColumn("seed")) { try table.renaming([("shots", "seed")]) }
    #expect(try table.with(Table.Column("seed", table.columns[1].cells)).names == table.names)
    #expect(throws: TableError.unequalLengths("method", 18, "x", 0)) {
      try table.with(Table.Column("x"))
    }
  }

  @Test func rowsAreJoined() throws {
    let table = try Table([
      .init("key", [.int(1), .int(2), .int(3)]), .init("x", [.text("a"), .text("b"), .text("c")]),
    ])
    let other = try Table([
      .init("key", [.real(1), .int(2), .int(2)]), .init("y", [.int(10), .int(20), .int(21)]),
    ])
    let inner = try table.joined(with: other, on: ["key"])
    #expect(try inner.column("y").cells == [.int(10), .int(20), .int(21)])
    #expect(try inner.column("x").cells == [.text("a"), .text("b"), .text("b")])
    let left = try table.joined(with: other, on: ["key"], .left)
    #expect(try left.column("y").cells == [.int(10), .int(20), .int(21), .missing])
    #expect(throws: TableError.sharedColumn("x")) { try table.joined(with: table, on: ["key"]) }
    #expect(try table.followed(by: table).unique(["key"]).hasSameCells(as: table))
    #expect(throws: TableError.differentColumns(["key", "x"], ["key", "y"])) {
      try table.followed(by: other)
    }
  }

  @Test func groupsKeepTheSeedsOfTheirRuns() throws {
    let summary = try sweep().summarized(by: ["method"])
    #expect(summary.names == ["method", "accuracy"])
    guard case .measurement(let value) = try summary.row(0)[1] else {
      Issue.record("no measurement")
      return
    }
    #expect(value.seeds == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    let pivot = try sweep().pivot(rows: "method", columns: "shots", value: "accuracy")
    guard case .measurement(let cell) = try pivot.row(0)[1] else {
      Issue.record("no measurement")
      return
    }
    #expect(cell.seeds == [1, 2, 3])
    #expect(zip(cell.values, [0.56, 0.57, 0.58]).allSatisfy { isClose($0, $1) })
  }

  @Test(arguments: [
    ("", Table.Cell.missing), ("1", .int(1)), ("-12", .int(-12)), ("+5", .int(5)), ("0", .int(0)),
    ("0.5", .real(0.5)), (".5", .real(0.5)), ("1e-5", .real(1e-5)), ("1.", .real(1)),
    ("99999999999999999999", .real(1e20)), ("inf", .real(.infinity)), ("true", .bool(true)),
    ("007", .text("007")), ("1-2", .text("1-2")), ("-", .text("-")), ("0x10", .text("0x10")),
    ("1 ", .text("1 ")), ("--1", .text("--1")), ("٣", .text("٣")), ("a", .text("a")),
    (".", .text(".")),
  ])
  func fieldsAreWhatTheyLookLike(field: String, cell: Table.Cell) {
    #expect(Table.Cell(reading: field) == cell)
  }

  @Test func commaSeparatedValues() throws {
    let table = try Table(
      columns: ["name", "x"],
      rows: [
        [.text("a, \"b\""), .real(0.1)],
        [.text("<script>\n"), .measurement(try #require(Measurement(of: [0.5])))],
        [.text("12"), .missing], [.text(""), .int(3)],
      ])
    #expect(
      table.csv() == "name,x,x half-width,x count\r\n\"a, \"\"b\"\"\",0.1,,\r\n"
        + "\"<script>\n\",0.5,,1\r\n\"12\",,,\r\n\"\",3,,\r\n")
  }
}
