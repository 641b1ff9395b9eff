import UptNotebook

/// What tells series apart beside their colours: shapes and dashes, those of the text charts.
enum ChartMark {
  // Around 0, about 8 across, in the order of `SeriesLook.mark`: four that are filled, then hollow.
  private static let shapes = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "M0 -4.6L4.6 3.6H-4.6z", "M-3.6 -3.6H3.6V3.6H-3.6z",
    "M0 -5L5 0L0 5L-5 0z",
  ]

  /// The shapes of so many series, for ``place(_:series:_:_:hint:)`` to point to.
  static func definitions(of count: Int, id: String) -> String {
    let kinds = (0..<min(count, shapes.count * 2)).map { kind in
      let isHollow = kind >= shapes.count
      return Markup.element(
        "path",
        [
          "id": "\(id)-m\(kind)", "d": shapes[kind % shapes.count],
          "fill": isHollow ? "none" : "currentColor",
          "stroke": isHollow ? "currentColor" : nil, "stroke-width": isHollow ? 1.6 : nil,
        ])
    }
    return Markup.element("defs", [:], kinds.joined())
  }

  /// The mark of a series at a place; a reader who points at it sees the hint.
  static func place(_ id: String, series: Int, _ x: Double, _ y: Double, hint: String? = nil)
    -> String
  {
    let title = hint.map { Markup.element("title", [:], $0.shown(in: .plain).htmlEscaped) }
    return Markup.element(
      "use", ["href": "#\(id)-m\(series % (shapes.count * 2))", "x": x, "y": y], title)
  }

  /// The lengths of a series's dashes and gaps; nil for an unbroken line.
  static func dashes(_ series: Int) -> String? {
    let dash = SeriesLook.dash(series)
    return dash.count < 2 ? nil : dash.map { Double($0 * 2).attributeText }.joined(separator: " ")
  }
}
