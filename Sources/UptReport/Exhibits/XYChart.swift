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
      let middle = min(x(label.column), Chart.width - 2 - reach)
      return Chart.text(label.text, middle, base + 18, anchor: "middle")
    }
    chart.add(ChartStyle.ink, yLabels + xLabels)
    chart.bottom = base + 24
    chart.axisName(plot.xLabel, from: left, to: right)
  }

  // A band where a line has many intervals, else a whisker for each.
  private func drawIntervals(_ index: Int, on chart: inout Chart) {
    let points = placed(index).filter { $0.point.spread > 0 }
    guard plot.kind == .line, points.count > Self.mostSinglePoints else {
      chart.add(ChartStyle.series(index), points.flatMap { point, x in
        let (low, high) = (y(point.low), y(point.high))
        return [
          Chart.line(x, low, x, high, width: 1.2), Chart.line(x - 4, low, x + 4, low, width: 1.2),
          Chart.line(x - 4, high, x + 4, high, width: 1.2),
        ]
      })
      return
    }
    let edge = points.map { ($0.x, y($0.point.high)) }
      + points.reversed().map { ($0.x, y($0.point.low)) }
    chart.add(ChartStyle.series(index), [
      Markup.element(
        "path", ["d": Self.path(edge) + "z", "fill": "currentColor", "fill-opacity": "0.18"])
    ])
  }

  private func drawPoints(_ index: Int, on chart: inout Chart) {
    let points = placed(index)
    var elements: [String] = []
    if plot.kind == .line, points.count > 1 {
      elements.append(
        Chart.stroke(Self.path(points.map { ($0.x, y($0.point.y)) }), series: index))
    }
    let hints = points.count <= 10 * Self.mostSinglePoints
    // Points that would hide each other completely are drawn once.
    var taken: Set<[Int]> = []
    for place in plot.marked(index, of: points.count, columns: columns) {
      let (point, x) = points[place]
      let y = y(point.y)
      guard taken.insert([Int(x.rounded()), Int(y.rounded())]).inserted else { continue }
      elements.append(
        ChartMark.place(chart.id, series: index, x, y, hint: hints ? hint(index, point) : nil))
    }
    chart.add(ChartStyle.series(index), elements)
  }

  private func hint(_ index: Int, _ point: Plot.Point) -> String {
    let name = plot.series.count > 1 ? plot.series[index].name + ": " : ""
    return name + "\(plot.xText(point.x)), " + plot.valueText(point, plot.settledFormat)
  }

  private func placed(_ index: Int) -> [(point: Plot.Point, x: Double)] {
    let shift = plot.beside(index) * xAxis.dodge(plot, widest: 1)
    return plot.drawn(plot.series[index]).map { ($0, x(xAxis.column($0.x) + shift)) }
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
