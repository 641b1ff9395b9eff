import Testing

@testable import UptNotebook

@Suite struct HeatMapTests {
  private func confusion() throws -> HeatMap {
    let table = try Table(
      columns: ["class", "cat", "dog", "ship"],
      rows: [
        [.text("cat"), .int(41), .int(8), .int(1)], [.text("dog"), .int(12), .int(38), .int(0)],
        [.text("ship"), .int(0), .int(2), .int(48)],
      ])
    return try #require(try HeatMap.from(table))
  }

  @Test func aConfusionTable() throws {
    #expect(
      try confusion().text() == """
        class   cat  dog ship
        cat    41 █  8    1
        dog    12 ░ 38 ▓  0
        ship    0    2   48 █
        """)
    #expect(
      try confusion().text(.ascii) == """
        class   cat  dog ship
        cat      41    8    1
        dog      12   38    0
        ship      0    2   48
        """)
  }

  @Test func coloursCarryTheNumbers() throws {
    let map = try #require(HeatMap(matrix: [0, 1], columns: 2))
    #expect(
      map.text(RenderStyle(color: .trueColor)) == """
           0  1
        0 \u{1B}[38;5;231;48;2;68;1;84m 0 \u{1B}[0m\u{1B}[38;5;16;48;2;253;231;37m 1 \u{1B}[0m
        """)
    #expect(
      map.text(RenderStyle(color: .indexed)) == """
           0  1
        0 \u{1B}[38;5;231;48;5;53m 0 \u{1B}[0m\u{1B}[38;5;16;48;5;220m 1 \u{1B}[0m
        """)
  }

  @Test func narrowCellsHaveShadesAlone() throws {
    let map = try #require(HeatMap(matrix: (0..<60).map(Double.init), columns: 30))
    #expect(
      map.text(RenderStyle(width: 40)) == """
          0 2 4 6 8 10 13 16 19 22 25 28
        0             ░░░░░░░░░░░░▒▒▒▒▒▒
        1 ▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓████████████
          0  ░▒▓█ 59
        """)
    let ascii = map.text(RenderStyle(width: 40, unicode: false))
    #expect(ascii.hasSuffix("0 is 0, 9 is 59"))
    #expect(ascii.contains("\n1 555555666666777777888888999999\n"))
  }

  @Test func largeMapsArePooled() throws {
    let map = try #require(HeatMap(matrix: (0..<200 * 300).map { Double($0 % 7) }, columns: 300))
    for style in [RenderStyle(width: 40), RenderStyle(width: 90, color: .trueColor), .ascii] {
      let text = map.text(style)
      #expect(text.contains("each cell is the mean of 5 by "))
      let plain = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(plain.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= style.width })
    }
    let pooled = map.pooled(rows: 2, columns: 300)
    #expect(pooled.rows == ["0-99", "100-199"])
    #expect(pooled.columns.count == 300)
  }

  @Test func valuesOnBothSidesOfZeroDiverge() throws {
    let map = try #require(HeatMap(matrix: [-1, 0, 0.5, .nan], columns: 2))
    #expect(map.scale.low == -1 && map.scale.high == 1 && map.scale.isDiverging)
    #expect(map.scale.color(0) == RGB(247, 247, 247))
    #expect(map.scale.color(.nan) == nil)
    #expect(
      map.text() == """
                0      1
        0  -1.0    0.0 ▒
        1   0.5 ▓    –
        """)
  }

  @Test func whatIsNoMapIsRefused() throws {
    #expect(HeatMap(matrix: [1, 2, 3], columns: 2) == nil)
    #expect(HeatMap(matrix: [], columns: 2) == nil)
    #expect(HeatMap(matrix: [1], columns: 0) == nil)
    #expect(HeatMap(rows: [], columns: [], values: []) == nil)
    let texts = try Table([.init("a", [.text("x")]), .init("b", [.text("y")])])
    #expect(throws: TableError.notNumeric("b", found: "y")) { try HeatMap.from(texts) }
    #expect(try HeatMap.from(Table([])) == nil)
  }

  @Test func aLongTableIsPivoted() throws {
    let map = try #require(
      try HeatMap.from(sweep(), rows: "shots", columns: "method", value: "accuracy"))
    #expect(map.rows == ["1", "4", "16"] && map.columns == ["text", "unified"])
    #expect(map.rowLabel == "shots" && map.columnLabel == "method")
    #expect(map.text().contains("57.0% "))
  }

  @Test func oddValuesDoNoHarm() {
    for value in [0, -0.0, 1e-300, 1e300, .infinity, .nan, -.infinity] {
      for style in [RenderStyle.plain, .ascii, RenderStyle(color: .indexed)] {
        for values in [[value], [value, value], [value, 1], [-1, value]] {
          let map = HeatMap(matrix: values, columns: values.count)
          #expect(map?.text(style).isEmpty == false)
        }
      }
    }
  }
}
