import Testing

@testable import UptNotebook

@Suite struct PlotTests {
  @Test func aSweepOverShots() throws {
    let plot = try Plot.from(sweep(), x: "shots", y: "accuracy", by: "method")
    let text = plot.text(RenderStyle(width: 64), height: 16)
    #expect(
      text == """
        accuracy                                      ● text   ▲ unified
        85% ┤                                                       ┬
            │                                                      ⡀▲
        80% ┤                                                ⢀⠤⠄ ⠈┬ ┴
            │                                         ⣀⡀ ⠐⠒⠁     ⣀●
        75% ┤                              ┬     ⠠⠤⠂ ⠈    ⢀⣀⠤⠔⠒⠉⠉ ┴
            │                             ⣀▲ ⠐⠉⠁    ⣀⡠⠤⠔⠒⠉⠁
        70% ┤                      ⢀  ⠔⠒ ┬ ┴ ⢀⣀⡠⠤⠒⠊⠉
            │                 ⡠⠤  ⠉⠁    ⣀●⠔⠒⠉⠁
        65% ┤     ┬   ⢀⣀  ⠒⠊     ⢀⣀⠤⠔⠒⠉⠉ ┴
            │     ▲⠔  ⠁    ⣀⡠⠤⠔⠒⠉⠁
        60% ┤   ┬ ┴ ⢀⣀⡠⠤⠒⠊⠉
            │   ●⠔⠒⠉⠁
        55% ┤   ┴
            │
        50% ┤
            └────┬────────────────────────┬────────────────────────┬────
                 1                        4                        16
                                        shots
        mean and 95% interval over seed
        """)
  }

  @Test func inPlainCharacters() throws {
    let plot = try Plot.from(sweep(), x: "shots", y: "accuracy", by: "method")
    let text = plot.text(RenderStyle(width: 64, unicode: false), height: 16)
    #expect(
      text == """
        accuracy                                      o text   x unified
        85% +                                                       |
            |                                                      .x
        80% +                                                ... '| |
            |                                         .. '''     .o
        75% +                              |     ..' '    ...:''' |
            |                             .x '''    ...:'''
        70% +                      .  :' | | ....'''
            |                 ..  ''    .o:'''
        65% +     |   ..  ''     ...:''' |
            |     x:  '    ...:'''
        60% +   | | ....'''
            |   o:'''
        55% +   |
            |
        50% +
            +----+------------------------+------------------------+----
                 1                        4                        16
                                        shots
        mean and 95% interval over seed
        """)
    #expect(text.utf8.allSatisfy { $0 < 128 })
  }

  @Test func barsOverCategories() throws {
    let text = try Plot.from(sweep(), x: "method", y: "accuracy").text(RenderStyle(width: 60))
    #expect(
      text == """
        accuracy
        text     ██████████████████████████████████▍ 67.0 ± 6.7%
        unified  █████████████████████████████████████ 72.0 ± 6.7%
        mean and 95% interval over shots, seed
        """)
  }

  @Test func oddPointsDoNoHarm() {
    func text(_ points: [(Double, Double)], _ kind: Plot.Kind = .line) -> String {
      Plot(kind, series: [Plot.Series("s", points.map { Plot.Point($0.0, $0.1) })]).text()
    }
    #expect(text([]) == "(a plot without points)")
    #expect(text([(.nan, 1)]) == "(a plot without points)")
    #expect(text([(1, 1), (2, .infinity)]).hasSuffix("points too large to draw or not finite: 1"))
    for kind in Plot.Kind.allCases {
      for value in [0, 1, -3, 1e-300, 1e300, -1e300, .greatestFiniteMagnitude] {
        #expect(!text([(value, value)], kind).isEmpty)
        #expect(!text([(0, 0), (value, value), (1, -value)], kind).isEmpty)
      }
    }
  }

  @Test func noLineIsWiderThanAsked() throws {
    let names = (0..<9).map { "a rather long name of method \($0)" }
    let series = names.enumerated().map { index, name in
      Plot.Series(name, (0..<40).map { Plot.Point(Double($0), Double($0 * index)) })
    }
    for kind in Plot.Kind.allCases {
      for width in [20, 40, 64, 100] {
        let plot = Plot(
          kind, title: names[0] + names[1], xLabel: names[2] + names[3], yLabel: names[4],
          series: series, note: names[5] + names[6])
        let text = plot.text(RenderStyle(width: width))
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= width })
      }
    }
  }

  @Test func ticksThatHaveRoomAreWrittenInFull() {
    let points = (0..<60).map { Plot.Point(Double($0) * 0.37, Double($0 * 7 % 11)) }
    let text = Plot(.scatter, series: [.init("s", points)]).text(RenderStyle(width: 100))
    #expect(text.contains("7.5        10.0      12.5       15.0       17.5"))
  }

  @Test func aFewNamesAreReadRatherThanNone() {
    let names = (0..<40).map { "dataset \($0)" }
    let points = (0..<40).map { Plot.Point(Double($0), Double($0)) }
    let text = Plot(.line, series: [.init("s", points)], categories: names)
      .text(RenderStyle(width: 60))
    #expect(text.contains("dataset 0  dataset 10  dataset 19 dataset 27"))
  }

  @Test func seriesAreToldApartByMarkAndColour() {
    let looks = (0..<64).map { "\(SeriesLook.mark($0, .plain))\(SeriesLook.color($0))" }
    #expect(Set(looks).count == 64)
  }

  @Test func manyIntervalsStandAtTheMarksAlone() {
    let points = (0..<200).map { Plot.Point(Double($0), Double($0), halfWidth: 30) }
    let text = Plot(.line, series: [.init("s", points)]).text(RenderStyle(width: 60))
    #expect(text.count { $0 == "┬" } < 20)
    #expect(text.count { $0 == "●" } == text.count { $0 == "┴" })
  }

  @Test func imagesBecomeBlocks() throws {
    let image = try #require(
      Raster(width: 2, height: 2, rgb: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]))
    let grid = ImageGrid([.init(image, label: "four colours")], cellWidth: 2)
    #expect(
      grid.text(RenderStyle(color: .trueColor)) == "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀"
        + "\u{1B}[38;2;0;255;0;48;2;255;255;255m▀\u{1B}[0m\nf…")
    #expect(
      grid.text(RenderStyle(color: .indexed)) == "\u{1B}[38;5;196;48;5;21m▀"
        + "\u{1B}[38;5;46;48;5;231m▀\u{1B}[0m\nf…")
    #expect(grid.text(.ascii) == " @\nf~")
    #expect(Raster(width: 2, height: 2, rgb: [0]) == nil)
    #expect(Raster(width: .max, height: .max, rgb: []) == nil)
  }
}
