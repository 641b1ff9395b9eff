/// Draws horizontal bars, one for each series in each category, with their values beside them.
struct BarRenderer {
  let plot: Plot
  let style: RenderStyle

  func lines() -> [String] {
    let points = plot.drawable
    let format = plot.yFormat.settled(for: points.map(\.y))
    let groups = plot.barGroups
    let names = groups.map {
      DisplayWidth.cut($0.name.shown(in: style), to: style.width / 3, mark: style.ellipsis)
    }
    let labelWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
    let values = groups.map { $0.bars.map { plot.valueText($0.point, format, style) } }
    let valueWidth = values.joined().map { DisplayWidth.of($0) }.max() ?? 0
    let hasMarks = plot.series.count > 1
    let room = max(style.width - labelWidth - valueWidth - (hasMarks ? 7 : 5), 8)
    let low = min(points.map(\.y).min() ?? 0, 0)
    let high = max(points.map(\.y).max() ?? 1, 0, low + 1e-12)

    let legend = SeriesLook.legend(plot.series.map(\.name), width: style.width, style)
    var result = DisplayWidth.lines(plot.yLabel, to: style.width, most: 1, style) + legend
    for (group, (name, texts)) in zip(groups, zip(names, values)) {
      for (place, (bar, text)) in zip(group.bars, texts).enumerated() {
        let label = DisplayWidth.padEnd(place == 0 ? name : "", to: labelWidth)
        let color = SeriesLook.color(bar.series)
        let mark = hasMarks
          ? painted(String(SeriesLook.mark(bar.series, style)), indexed: color, style) + " " : ""
        let drawn = painted(self.bar(bar.point.y, low, high, room), indexed: color, style)
        result.append("\(label)  \(mark)\(drawn) \(text)")
      }
      if hasMarks, group.name != groups.last?.name { result.append("") }
    }
    return result
  }

  // Bars begin at zero; those of negative values stretch to its left.
  private func bar(_ value: Double, _ low: Double, _ high: Double, _ room: Int) -> String {
    let unit = Double(room) / (high - low)
    let zero = -low * unit
    guard value >= 0 else {
      let start = Int((zero + value * unit).rounded())
      let end = max(Int(zero.rounded()), start)
      return DisplayWidth.spaces(start) + full(end - start)
    }
    let eighths = Int((value * unit * 8).rounded())
    let indent = DisplayWidth.spaces(Int(zero.rounded()))
    guard style.unicode else { return indent + full((eighths + 4) / 8) }
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let drawn = full(eighths / 8) + parts[eighths % 8]
    return indent + (drawn.isEmpty ? "▏" : drawn)
  }

  private func full(_ count: Int) -> String {
    String(repeating: style.unicode ? "█" : "#", count: max(count, 0))
  }
}
