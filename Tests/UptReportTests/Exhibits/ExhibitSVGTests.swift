import Testing
import UptNotebook

@testable import UptReport

@Suite struct ExhibitSVGTests {
  @Test func `a line chart has a mark and an interval for each point`() throws {
    let plot = Plot(
      .line, title: "Accuracy", xLabel: "shots", yLabel: "accuracy",
      series: [
        .init("text", [.init(1, 0.5, halfWidth: 0.02), .init(4, 0.6, halfWidth: 0.01)]),
        .init("unified", [.init(1, 0.55), .init(4, 0.7)]),
      ], note: "mean and 95% interval")
    let svg = ExhibitSVG.svg(plot, id: "p")
    let (elements, _, text) = try #require(parsed(svg))
    // A mark for each point and one for each name in the legend.
    #expect(elements["use"] == 6)
    #expect(svg.contains("<title id=\"p-title\">Accuracy</title>"))
    #expect(svg.contains(">Line chart: 50.0% to 70.0% over 1 to 4; text, unified.</desc>"))
    #expect(svg.contains("<title>text: 1, 50.0 ± 2.0%</title>"))
    for label in ["50%", "60%", "70%", "shots", "accuracy", "unified", "mean and 95% interval"] {
      #expect(text.contains(label))
    }
    // The second series is told by its dashes, too, and every colour has a form for dark pages.
    #expect(svg.contains("stroke-dasharray=\"8 8\""))
    #expect(svg.contains("@media (prefers-color-scheme:dark){.chart{--upt-paper:#16181c;"))
  }

  @Test func `many intervals of a line become a band`() throws {
    let points = (0..<100).map { Plot.Point(Double($0), Double($0), halfWidth: 1) }
    let svg = ExhibitSVG.svg(Plot(.line, series: [.init("loss", points)]), id: "p")
    #expect(svg.contains("fill-opacity=\"0.18\""))
    #expect(try #require(parsed(svg)).elements["use"] ?? 0 < 100)
  }

  @Test func `points in the same place are drawn once`() throws {
    let points = [Plot.Point](repeating: .init(1, 2), count: 5000) + [.init(2, 3)]
    let svg = ExhibitSVG.svg(Plot(.scatter, series: [.init("cloud", points)]), id: "p")
    #expect(try #require(parsed(svg)).elements["use"] == 2)
  }

  @Test(arguments: plots()) func `hostile names stay names`(plot: Plot) throws {
    for isStandalone in [true, false] {
      let svg = ExhibitSVG.svg(plot, id: "p", isStandalone: isStandalone)
      let (elements, ids, text) = try #require(parsed(svg))
      #expect(elements["script"] == nil)
      #expect(Set(ids).count == ids.count && ids.allSatisfy { $0.hasPrefix("p-") })
      #expect(text.contains("<script>alert(1)</script>"))
      #expect(!svg.unicodeScalars.contains { $0.value == 0x202E || $0.value < 10 })
    }
  }

  @Test(arguments: Plot.Kind.allCases) func `odd points do no harm`(kind: Plot.Kind) throws {
    for value in [0, 1, -3, 1e-300, 1e99, -1e300, .infinity, .nan] {
      let points = [Plot.Point(0, 0), .init(value, value, halfWidth: value), .init(1, -value)]
      for points in [[], Array(points.prefix(1)), Array(points.suffix(1)), points] {
        let plot = Plot(kind, series: [.init("s", points)])
        #expect(parsed(ExhibitSVG.svg(plot, id: "p")) != nil)
      }
    }
  }

  @Test func `a heat map writes its numbers into its cells`() throws {
    let map = try #require(
      HeatMap(
        rows: ["cat", "<dog>"], columns: ["cat", "<dog>"], values: [9, 1, 2, .nan],
        rowLabel: "class", columnLabel: "predicted"))
    let svg = ExhibitSVG.svg(map, id: "h")
    let (elements, _, _) = try #require(parsed(svg))
    #expect(svg.contains("<title>&lt;dog&gt;, cat: 2</title>"))
    #expect(svg.contains(">Heat map of 2 rows and 2 columns with values from 1 to 9.</desc>"))
    // Two each for rows, columns, axes; three numbers; ticks beside the colours.
    #expect(elements["text", default: 0] >= 9)
    let large = try #require(
      HeatMap(matrix: (0..<1_000_000).map { Double($0 % 997) }, columns: 1000))
    let drawn = ExhibitSVG.svg(large, id: "h")
    #expect(try #require(parsed(drawn)).elements["image"] == 1)
    #expect(drawn.contains("each cell is the mean of 3 by 3 values"))
  }

  @Test(arguments: hostileNames) func `a heat map's names stay names`(name: String) throws {
    let map = try #require(
      HeatMap(
        rows: [name], columns: [name], values: [.infinity], title: name, rowLabel: name,
        columnLabel: name, note: name))
    let (elements, _, _) = try #require(parsed(ExhibitSVG.svg(map, id: "h")))
    #expect(elements["script"] == nil)
  }

  @Test func `text is cut and broken by its width`() {
    let width = TextMetrics.width(of: "MMMM", size: 10)
    #expect(width > TextMetrics.width(of: "iiii", size: 10))
    #expect(TextMetrics.cut("a long name", to: 30, size: 10) == "a lo…")
    #expect(
      TextMetrics.lines("one two three four", width: 50, size: 10, most: 2)
        == ["one two", "three fo…"])
  }
}
