import Foundation

/// Draws lines and points over two axes.
struct XYRenderer {
  let plot: Plot
  let style: RenderStyle
  let height: Int

  func lines() -> [String] {
    let (yAxis, rows) = plot.verticalAxis(rows: height)
    let format = yAxis.tickFormat(plot.yFormat)
    let labels = yAxis.ticks.map { format.text($0).shown(in: style) }
    let margin = labels.map(\.count).max() ?? 0
    let columns = max(style.width - margin - 2, 10)
    let xAxis = HorizontalAxis(plot, columns: columns)
    var canvas = Canvas(columns: columns, rows: rows)
    draw(on: &canvas, xAxis, yAxis)

    var result = heading(margin: margin)
    let vertical = style.unicode ? ("┤", "│") : ("+", "|")
    for (row, line) in canvas.lines(style).enumerated() {
      let tick = yAxis.ticks.indices.first { self.row(yAxis.ticks[$0], yAxis, rows) == row }
      let label = DisplayWidth.padStart(tick.map { labels[$0] } ?? "", to: margin)
      result.append("\(label) \(tick == nil ? vertical.1 : vertical.0)\(line)".trimmedEnd)
    }
    return result + xAxis.lines(margin: margin, style)
  }

  // The y label at the left and the legend at the right of the same line, where both fit.
  private func heading(margin: Int) -> [String] {
    let label = DisplayWidth.lines(plot.yLabel, to: style.width, most: 1, style).joined()
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

  private func row(_ y: Double, _ axis: Axis, _ rows: Int) -> Int {
    Int((Double(rows - 1) * (1 - axis.position(y))).rounded())
  }

  private func draw(on canvas: inout Canvas, _ xAxis: HorizontalAxis, _ yAxis: Axis) {
    let dodge = xAxis.dodge(plot, widest: 2).rounded(.down)
    let placed = plot.series.enumerated().map { index, series in
      let shift = plot.beside(index) * dodge
      return plot.drawn(series).map { (point: $0, column: xAxis.column($0.x) + shift) }
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
      for (point, column) in marked(index, points, canvas) where point.spread > 0 {
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
      for (point, column) in marked(index, points, canvas) {
        canvas.mark(
          column: Int(column.rounded()), row: row(point.y, yAxis, canvas.rows),
          SeriesLook.mark(index, style), series: index)
      }
    }
  }

  private typealias Placed = (point: Plot.Point, column: Double)

  // Where a line has too many points for a mark each, those without one have no interval either.
  private func marked(_ series: Int, _ points: [Placed], _ canvas: Canvas) -> [Placed] {
    plot.marked(series, of: points.count, columns: canvas.columns).map { points[$0] }
  }

  private func dotRow(_ y: Double, _ axis: Axis, _ rows: Int) -> Double {
    Double(rows - 1) * 4 * (1 - axis.position(y)) + 1.5
  }
}
