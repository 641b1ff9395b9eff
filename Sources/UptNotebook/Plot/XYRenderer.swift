import Foundation

/// Draws lines and points over two axes.
struct XYRenderer {
  let plot: Plot
  let style: RenderStyle
  let height: Int

  func lines() -> [String] {
    let (yAxis, rows) = verticalAxis()
    let format = yAxis.tickFormat(plot.yFormat)
    let labels = yAxis.ticks.map { format.text($0).shown(in: style) }
    let margin = labels.map(\.count).max() ?? 0
    let columns = max(style.width - margin - 2, 10)
    let xAxis = HorizontalAxis(plot, columns: columns)
    var canvas = Canvas(columns: columns, rows: rows)
    draw(on: &canvas, xAxis, yAxis)

    var result = heading(margin: margin)
    let vertical = style.unicode ? ("┤", "│") : ("+", "|")
    for (row, line) in canvas.lines(style, colors: SeriesLook.colors).enumerated() {
      let tick = yAxis.ticks.indices.first { self.row(yAxis.ticks[$0], yAxis, rows) == row }
      let label = DisplayWidth.padStart(tick.map { labels[$0] } ?? "", to: margin)
      result.append("\(label) \(tick == nil ? vertical.1 : vertical.0)\(line)".trimmedEnd)
    }
    return result + xAxis.lines(margin: margin, style)
  }

  // The y label at the left and the legend at the right of the same line, where both fit.
  private func heading(margin: Int) -> [String] {
    let label = plot.yLabel.shown(in: style)
    let legend = SeriesLook.legend(plot.series.map(\.name), width: style.width - margin, style)
    guard let first = legend.first, legend.count == 1 else {
      return (label.isEmpty ? [] : [label]) + legend
    }
    let names = plot.series.map { DisplayWidth.of($0.name.shown(in: style)) + 2 }
    let width = names.reduce(0, +) + 3 * (names.count - 1)
    let gap = style.width - DisplayWidth.of(label) - width
    guard gap >= 3 else { return (label.isEmpty ? [] : [label]) + legend }
    return [label + DisplayWidth.spaces(gap) + first]
  }

  private func verticalAxis() -> (axis: Axis, rows: Int) {
    let points = plot.drawable
    var low = points.map(\.low).min() ?? 0
    var high = points.map(\.high).max() ?? 1
    if case .percent = plot.yFormat, points.allSatisfy({ (0...1).contains($0.y) }) {
      (low, high) = (max(low, 0), min(high, 1))
    }
    return Axis.vertical(low, high, rows: height)
  }

  private func row(_ y: Double, _ axis: Axis, _ rows: Int) -> Int {
    Int((Double(rows - 1) * (1 - axis.position(y))).rounded())
  }

  private func draw(on canvas: inout Canvas, _ xAxis: HorizontalAxis, _ yAxis: Axis) {
    let dodge = dodging(xAxis)
    let placed = plot.series.enumerated().map { index, series in
      series.points.filter(\.isDrawable).sorted { plot.kind == .line && $0.x < $1.x }
        .map { (point: $0, column: xAxis.column($0.x) + dodge(index)) }
    }
    // Lines first, then intervals, then marks, so that marks are never hidden by lines.
    if plot.kind == .line {
      for (index, points) in placed.enumerated() {
        var phase = 0
        for (a, b) in zip(points, points.dropFirst()) {
          canvas.line(
            a.column * 2 + 0.5, dotRow(a.point.y, yAxis, canvas.rows), b.column * 2 + 0.5,
            dotRow(b.point.y, yAxis, canvas.rows), series: index, dash: SeriesLook.dash(index),
            phase: &phase)
        }
      }
    }
    for (index, points) in placed.enumerated() {
      for (point, column) in points where point.spread > 0 {
        // Rounded once, not at each end, so that the mark stands in the middle.
        let unit = Double(canvas.rows - 1) / (yAxis.high - yAxis.low)
        let reach = Int(min(point.spread * unit, Double(canvas.rows)).rounded())
        let middle = row(point.y, yAxis, canvas.rows)
        let (top, bottom) = (middle - reach, middle + reach)
        guard reach > 0 else { continue }
        for row in top...bottom {
          let mark: Character =
            !style.unicode ? "|" : row == top ? "┬" : row == bottom ? "┴" : "│"
          canvas.mark(column: Int(column.rounded()), row: row, mark, series: index)
        }
      }
    }
    for (index, points) in placed.enumerated() {
      let every = plot.kind == .line ? max(1, points.count * 8 / canvas.columns) : 1
      // Series that are marked sparsely are marked in different places.
      let first = every == 1 ? 0 : index * every / max(plot.series.count, 1)
      for place in stride(from: first, to: points.count, by: every) {
        let (point, column) = points[place]
        canvas.mark(
          column: Int(column.rounded()), row: row(point.y, yAxis, canvas.rows),
          SeriesLook.mark(index, style), series: index)
      }
    }
  }

  private func dotRow(_ y: Double, _ axis: Axis, _ rows: Int) -> Double {
    Double(rows - 1) * 4 * (1 - axis.position(y)) + 1.5
  }

  // Intervals of different series at the same x stand beside each other.
  private func dodging(_ xAxis: HorizontalAxis) -> (Int) -> Double {
    let count = plot.series.count
    let hasIntervals = plot.drawable.contains { $0.spread > 0 }
    guard hasIntervals, count > 1, let gap = xAxis.smallestGap else { return { _ in 0 } }
    let unit = min(2, (gap / Double(count + 1)).rounded(.down))
    return { (Double($0) - Double(count - 1) / 2) * unit }
  }
}
