import UptNotebook

/// Draws horizontal bars, one for each series in each category, with their values beside them.
struct BarChart {
  private static let barHeight = 16.0
  private static let gap = 10.0

  private let plot: Plot
  private let groups: [Plot.BarGroup]
  private let format: NumberFormat
  private let axis: Axis
  private let names: [String]
  private let hasMarks: Bool
  private let left: Double
  private let right: Double

  init(_ plot: Plot) {
    self.plot = plot
    groups = plot.barGroups
    let points = plot.drawable
    let format = plot.settledFormat
    self.format = format
    let low = min(points.map(\.low).min() ?? 0, 0)
    let high = max(points.map(\.high).max() ?? 1, 0)
    axis = Axis.vertical(low, low == high ? 1 : high, rows: 8).axis
    names = groups.map {
      TextMetrics.cut($0.name.shown(in: .plain), to: Chart.width / 3, size: Chart.fontSize)
    }
    hasMarks = plot.series.count > 1
    func widest(_ texts: [String]) -> Double {
      texts.map { TextMetrics.width(of: $0, size: Chart.fontSize) }.max() ?? 0
    }
    left = widest(names) + (hasMarks ? 32 : 14)
    right = Chart.width - widest(points.map { plot.valueText($0, format) }) - 12
  }

  /// Adds the plot below what the chart has.
  func draw(on chart: inout Chart) {
    if !plot.xLabel.isEmpty { chart.paragraph(plot.xLabel, ChartStyle.muted, most: 1) }
    let top = chart.bottom + 4
    let bars = groups.reduce(0) { $0 + $1.bars.count }
    let base = top + Double(bars) * Self.barHeight + Double(groups.count + 1) * Self.gap
    let ticks = axis.ticks
    chart.add(ChartStyle.rule, ticks.map { Chart.line(x($0), top, x($0), base) })
    var y = top + Self.gap
    for (group, name) in zip(groups, names) {
      let height = Double(group.bars.count) * Self.barHeight
      chart.add(
        ChartStyle.ink,
        [Chart.text(name, left - (hasMarks ? 26 : 8), y + height / 2 + 4, anchor: "end")])
      for bar in group.bars {
        draw(bar.point, series: bar.series, at: y, on: &chart)
        y += Self.barHeight
      }
      y += Self.gap
    }
    let tickFormat = axis.tickFormat(plot.yFormat)
    chart.add(ChartStyle.muted, [Chart.line(x(0), top, x(0), base)])
    chart.add(
      ChartStyle.ink,
      ticks.map { Chart.text(tickFormat.text($0), x($0), base + 14, anchor: "middle") })
    chart.bottom = base + 20
    chart.axisName(plot.yLabel, from: left, to: right)
  }

  private func draw(_ point: Plot.Point, series: Int, at y: Double, on chart: inout Chart) {
    let (zero, end) = (x(0), x(point.y))
    let middle = y + Self.barHeight / 2
    var elements = [
      Markup.element(
        "rect",
        [
          "x": min(zero, end), "y": y + 1, "width": max(abs(end - zero), 1),
          "height": Self.barHeight - 2, "fill": "currentColor", "fill-opacity": "0.85",
        ])
    ]
    if hasMarks { elements.append(ChartMark.place(chart.id, series: series, left - 12, middle)) }
    chart.add(ChartStyle.series(series), elements)
    var reach = max(zero, end)
    if point.spread > 0 {
      let (low, high) = (x(point.low), x(point.high))
      reach = max(reach, high)
      chart.add(ChartStyle.ink, [
        Chart.line(low, middle, high, middle),
        Chart.line(low, middle - 3, low, middle + 3),
        Chart.line(high, middle - 3, high, middle + 3),
      ])
    }
    chart.add(
      ChartStyle.ink, [Chart.text(plot.valueText(point, format), reach + 6, middle + 4)])
  }

  private func x(_ value: Double) -> Double { left + axis.position(value) * (right - left) }
}
