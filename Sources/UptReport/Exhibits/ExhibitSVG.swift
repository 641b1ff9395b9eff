import UptNotebook

/// Charts as SVG: scalable, readable in light and dark, told apart without colours, and the same
/// bytes on every machine.
public enum ExhibitSVG {
  /// A chart as a file of its own, which brings its colours with it. `id` begins the names of its
  /// parts and has to be unique where several charts stand in one document.
  public static func svg(_ plot: Plot, id: String) -> String {
    svg(plot, id: id, isStandalone: true)
  }

  /// A heat map in the same way.
  public static func svg(_ map: HeatMap, id: String) -> String {
    svg(map, id: id, isStandalone: true)
  }

  static func svg(_ plot: Plot, id: String, isStandalone: Bool) -> String {
    var chart = Chart(id: id)
    chart.add(ChartMark.definitions(of: plot.series.count, id: id))
    chart.heading(plot.title)
    if plot.drawable.isEmpty {
      chart.paragraph("(a plot without points)", ChartStyle.muted)
    } else {
      chart.legend(of: plot)
      if plot.kind == .bar {
        BarChart(plot).draw(on: &chart)
      } else {
        var drawing = XYChart(plot)
        drawing.draw(on: &chart)
      }
    }
    for note in plot.notes { chart.paragraph(note, ChartStyle.muted) }
    return chart.svg(
      name: plot.title ?? name(plot.yLabel, "by", plot.xLabel, or: "chart"),
      description: description(of: plot), isStandalone: isStandalone)
  }

  static func svg(_ map: HeatMap, id: String, isStandalone: Bool) -> String {
    var chart = Chart(id: id)
    chart.heading(map.title)
    let drawing = HeatMapChart(map)
    drawing.draw(on: &chart)
    for note in drawing.notes { chart.paragraph(note, ChartStyle.muted) }
    let format = map.settledFormat
    return chart.svg(
      name: map.title ?? name(map.rowLabel, "by", map.columnLabel, or: "heat map"),
      description: "Heat map of \(map.rows.count) rows and \(map.columns.count) columns with "
        + "values from \(format.text(map.scale.low)) to \(format.text(map.scale.high)).",
      isStandalone: isStandalone)
  }

  private static func name(
    _ what: String, _ word: String, _ which: String, or other: String
  ) -> String {
    let parts = [what, which].filter { !$0.isEmpty }
    return parts.isEmpty ? other : parts.joined(separator: " \(word) ")
  }

  // For readers who hear a page: what is drawn, over what, and which series there are.
  private static func description(of plot: Plot) -> String {
    let points = plot.drawable
    let format = plot.settledFormat
    func range(_ values: [Double], _ text: (Double) -> String) -> String {
      guard let low = values.min(), let high = values.max() else { return "no points" }
      return low == high ? text(low) : "\(text(low)) to \(text(high))"
    }
    let kind = switch plot.kind {
    case .line: "Line chart"
    case .scatter: "Scatter chart"
    case .bar: "Bar chart"
    }
    let over = plot.categories == nil
      ? " over " + range(points.map(\.x), plot.xText) : ""
    let names = plot.series.count > 1 ? "; " + plot.series.map(\.name).joined(separator: ", ") : ""
    return "\(kind): \(range(points.map(\.y), format.text))\(over)\(names)."
  }
}
