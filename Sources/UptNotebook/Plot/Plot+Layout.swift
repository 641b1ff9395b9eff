/// What a chart's drawings agree on, whether they are made of characters or of lines.
extension Plot {
  /// The y axis over all points and their intervals, as ``Axis/vertical(_:_:rows:)`` lays it out.
  package func verticalAxis(rows: Int) -> (axis: Axis, rows: Int) {
    let points = drawable
    var low = points.map(\.low).min() ?? 0
    var high = points.map(\.high).max() ?? 1
    // Shares of one stay between 0 and 1, whatever Student's t says of them.
    if case .percent = yFormat, points.allSatisfy({ (0...1).contains($0.y) }) {
      (low, high) = (max(low, 0), min(high, 1))
    }
    return Axis.vertical(low, high, rows: rows)
  }

  /// The points of a series that can be drawn: from left to right where a line joins them.
  package func drawn(_ series: Series) -> [Point] {
    let points = series.points.filter(\.isDrawable)
    return kind == .line ? points.sorted { $0.x < $1.x } : points
  }

  /// Which of a series's points get a mark: all of them, unless a line has so many that the marks
  /// would hide it. Series that are marked sparsely are marked in different places.
  package func marked(_ series: Int, of count: Int, columns: Int) -> StrideTo<Int> {
    let every = kind == .line ? max(1, count * 8 / max(columns, 1)) : 1
    let first = every == 1 ? 0 : series * every / max(self.series.count, 1)
    return stride(from: first, to: count, by: every)
  }

  /// Where a series stands among those beside it: the places lie around 0 and are 1 apart.
  package func beside(_ series: Int) -> Double {
    Double(series) - Double(self.series.count - 1) / 2
  }

  /// The bars of a category, or of an x value.
  package struct BarGroup {
    /// What stands beside the group.
    package let name: String
    /// The bars with the places of their series.
    package let bars: [(series: Int, point: Point)]
  }

  /// The bars in the order of x, those with the same x together.
  package var barGroups: [BarGroup] {
    var bars: [Double: [(series: Int, point: Point)]] = [:]
    for (place, series) in series.enumerated() {
      for point in drawn(series) { bars[point.x, default: []].append((place, point)) }
    }
    return bars.sorted { $0.key < $1.key }.map { x, bars in
      BarGroup(name: xText(x), bars: bars)
    }
  }

  /// What stands beside a bar: its value and, where known, the interval.
  package func valueText(
    _ point: Point, _ format: NumberFormat, _ style: RenderStyle = .plain
  ) -> String {
    guard let halfWidth = point.halfWidth else { return format.text(point.y) }
    return "\(format.digits(point.y)) \(style.plusMinus) \(format.text(halfWidth))"
  }

  /// The lines below the chart.
  package var notes: [String] {
    let dropped = series.reduce(0) { $0 + $1.points.count } - drawable.count
    let omitted = dropped > 0 ? "points too large to draw or not finite: \(dropped)" : nil
    return [note, omitted].compactMap { $0 }
  }

  /// An x value in words: its category's name or the number.
  package func xText(_ x: Double) -> String {
    guard let categories, let index = Int(exactly: x), categories.indices.contains(index) else {
      return NumberFormat.significant(6).digits(x)
    }
    return categories[index]
  }

  /// How single values are written.
  package var settledFormat: NumberFormat { yFormat.settled(for: drawable.map(\.y)) }
}
