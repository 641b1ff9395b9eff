import UptNotebook

/// Draws lines and points over two axes.
struct XYChart {
  private static let plotHeight = 300.0
  // A column of the axis that text charts share is this wide, for one character of a label.
  private static let columnWidth = 8.0
  // More points than this are neither hinted at singly nor given intervals one by one.
  private static let mostSinglePoints = 24

  private let plot: Plot
  private let yAxis: Axis
  private let format: NumberFormat
  private let xAxis: HorizontalAxis
  private let columns: Int
  private let left: Double
  private let right = Chart.width - 8
  private var top = 0.0

  init(_ plot: Plot) {
    self.plot = plot
    yAxis = plot.verticalAxis(rows: 19).axis
    format = yAxis.tickFormat(plot.yFormat)
    let labels = yAxis.ticks.map { [format] in format.text($0) }
    left = (labels.map { TextMetrics.width(of: $0, size: Chart.fontSize) }.max() ?? 0) + 14
    columns = Int((right - left) / Self.columnWidth)
    xAxis = HorizontalAxis(plot, columns: columns)
  }

  /// Adds the plot below what the chart has.
  mutating func draw(on chart: inout Chart) {
    if !plot.yLabel.isEmpty { chart.paragraph(plot.yLabel, ChartStyle.muted, most: 1) }
    top = chart.bottom + 8
    chart.bottom = top + Self.plotHeight
    drawAxes(on: &chart)
    for index in plot.series.indices { drawIntervals(index, on: &chart) }
    for index in plot.series.indices { drawPoints(index, on: &chart) }
  }

  private func drawAxes(on chart: inout Chart) {
    let base = top + Self.plotHeight
    let labels = xAxis.labels(.plain)
    chart.add(ChartStyle.rule, yAxis.ticks.map { Chart.line(left, y($0), right, y($0)) })
    if plot.kind == .scatter {
      chart.add(ChartStyle.rule, labels.map { Chart.line(x($0.column), top, x($0.column), base) })
    }
    chart.add(
      ChartStyle.muted,
      [Chart.line(left, base, right, base)]
        + labels.map { Chart.line(x($0.column), base, x($0.column), base + 4) })
    let yLabels = yAxis.ticks.map {
      Chart.text(format.text($0), left - 8, y($0) + 4, anchor: "end")
    }
    let xLabels = labels.map { label in
      let reach = TextMetrics.width(of: label.text, size: Chart.fontSize) / 2
      let middle = min(max(x(label.column), reach + 2), Chart.width - 2 - reach)
      return Chart.text(label.text, middle, base + 18, anchor: "middle")
    }
    chart.add(ChartStyle.ink, yLabels + xLabels)
    chart.bottom = base + 24
    chart.axisName(plot.xLabel, from: left, to: right)
  }

  // A band where a line has many intervals, else a whisker for each mark.
  private func drawIntervals(_ index: Int, on chart: inout Chart) {
    let points = placed(index)
    guard plot.kind == .line, points.count > Self.mostSinglePoints else {
      let spread = marked(index, points).filter { $0.point.spread > 0 }
      chart.add(ChartStyle.series(index), spread.flatMap { point, x in
        let (low, high) = (y(point.low), y(point.high))
        return [
          Chart.line(x, low, x, high, width: 1.2), Chart.line(x - 4, low, x + 4, low, width: 1.2),
          Chart.line(x - 4, high, x + 4, high, width: 1.2),
        ]
      })
      return
    }
    let spread = points.filter { $0.point.spread > 0 }
    guard !spread.isEmpty else { return }
    let edge = Self.visible(spread.map { ($0.x, y($0.point.high)) })
      + Self.visible(spread.map { ($0.x, y($0.point.low)) }).reversed()
    chart.add(ChartStyle.series(index), [
      Markup.element(
        "path", ["d": Self.path(edge) + "z", "fill": "currentColor", "fill-opacity": "0.18"])
    ])
  }

  private func drawPoints(_ index: Int, on chart: inout Chart) {
    let points = placed(index)
    var elements: [String] = []
    if plot.kind == .line, points.count > 1 {
      let path = Self.path(Self.visible(points.map { ($0.x, y($0.point.y)) }))
      elements.append(Chart.stroke(path, series: index))
    }
    let hasHints = points.count <= 10 * Self.mostSinglePoints
    elements += marked(index, points).map { point, x in
      let hint = hasHints ? hint(index, point) : nil
      return ChartMark.place(chart.id, series: index, x, y(point.y), hint: hint)
    }
    chart.add(ChartStyle.series(index), elements)
  }

  private func hint(_ index: Int, _ point: Plot.Point) -> String {
    let name = plot.series.count > 1 ? plot.series[index].name + ": " : ""
    return name + "\(plot.xText(point.x)), " + plot.valueText(point, plot.settledFormat)
  }

  private typealias Placed = (point: Plot.Point, x: Double)

  private func placed(_ index: Int) -> [Placed] {
    let widest = min(1, 3 / Double(plot.series.count))
    let shift = plot.beside(index) * xAxis.dodge(plot, widest: widest)
    return plot.drawn(plot.series[index]).map { ($0, x(xAxis.column($0.x) + shift)) }
  }

  // The points with a mark. Of those that would hide each other completely, one has it.
  private func marked(_ index: Int, _ points: [Placed]) -> [Placed] {
    var taken: Set<SIMD2<Int>> = []
    // Lines are thinner here than in text, and bear twice as many marks.
    return plot.marked(index, of: points.count, columns: columns * 2).map { points[$0] }
      .filter { point, x in
        taken.insert(SIMD2(Int(x / 2), Int(y(point.y) / 2))).inserted
      }
  }

  // Of a line's points that have the same place from left to right, those that show: the first, the
  // last, the lowest and the highest.
  private static func visible(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    var rest = points[...]
    while let first = rest.first {
      let run = rest.prefix { Int($0.x) == Int(first.x) }
      rest = rest.dropFirst(run.count)
      let ends = [
        run.startIndex, run.endIndex - 1, run.indices.min { run[$0].y < run[$1].y } ?? 0,
        run.indices.max { run[$0].y < run[$1].y } ?? 0,
      ]
      result += (run.count <= 4 ? Array(run.indices) : Set(ends).sorted()).map { run[$0] }
    }
    return result
  }

  private func x(_ column: Double) -> Double {
    left + (column + 0.5) / Double(columns) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    top + Self.plotHeight * (1 - yAxis.position(value))
  }

  private static func path(_ points: [(x: Double, y: Double)]) -> String {
    var result = ""
    var last = ""
    for point in points {
      let next = "\(point.x.attributeText) \(point.y.attributeText)"
      if next != last { result += (result.isEmpty ? "M" : "L") + next }
      last = next
    }
    return result
  }
}
