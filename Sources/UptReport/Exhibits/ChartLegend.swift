import UptNotebook

extension Chart {
  /// Marks and names of several series, as many to a line as fit.
  mutating func legend(of plot: Plot) {
    guard plot.series.count > 1 else { return }
    let sample = plot.kind == .line ? 30.0 : 14
    var x = 4.0
    var y = bottom + 12
    for (index, series) in plot.series.enumerated() {
      let name = TextMetrics.cut(
        series.name.shown(in: .plain), to: Self.width / 2, size: Self.fontSize)
      let width = sample + 4 + TextMetrics.width(of: name, size: Self.fontSize)
      if x > 4, x + width > Self.width - 4 {
        x = 4
        y += 18
      }
      if plot.kind == .line {
        let path = "M\(x.attributeText) \((y - 4).attributeText)h\(sample.attributeText)"
        add(ChartStyle.series(index), [Self.stroke(path, series: index)])
      }
      add(
        ChartStyle.series(index),
        [ChartMark.place(id, series: index, x + sample / 2, y - 4)])
      add(ChartStyle.ink, [Self.text(name, x + sample + 4, y)])
      x += width + 18
    }
    bottom = y + 10
  }

  /// A series's line along a path.
  static func stroke(_ path: String, series: Int) -> String {
    Markup.element(
      "path",
      [
        "d": path, "fill": "none", "stroke": "currentColor", "stroke-width": 1.8,
        "stroke-linejoin": "round", "stroke-dasharray": ChartMark.dashes(series),
      ])
  }
}
