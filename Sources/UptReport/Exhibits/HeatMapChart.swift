import UptNotebook

/// Draws a heat map: a square for each value, the number in it where it fits, and what the colours
/// mean beside them.
struct HeatMapChart {
  // No more rows and columns than a drawing has room for; larger maps are pooled.
  private static let mostRows = 400
  // Above so many values the cells are one picture, not shapes that a reader can point at.
  private static let mostShapes = 2500
  private static let scaleWidth = 14.0

  private let map: HeatMap
  private let scale: HeatMap.Scale
  private let axis: Axis
  private let tickFormat: NumberFormat
  private let numbers: [String]
  private let left: Double
  private let size: Double
  private let names: [String]
  private let columnNames: [String]
  private let areNamesTurned: Bool
  private let columnStep: Int

  init(_ whole: HeatMap) {
    let map = whole.pooled(rows: Self.mostRows, columns: Self.mostRows)
    self.map = map
    scale = map.scale
    axis = Axis.horizontal(scale.low, scale.high, count: 6)
    tickFormat = axis.tickFormat(map.format)
    let format = map.settledFormat
    numbers = map.values.map { $0.isNaN ? "" : format.text($0) }
    names = map.rows.map { Self.cut($0, to: 150) }
    columnNames = map.columns.map { Self.cut($0, to: 110) }
    left = Self.widest(names) + 12 + (map.rowLabel.isEmpty ? 0 : 18)
    let ticks = axis.ticks.map { [tickFormat] in tickFormat.text($0) }
    let room = Chart.width - left - Self.scaleWidth - Self.widest(ticks) - 40
    // Cells are square, and no larger than their numbers and names are worth.
    size = min(room / Double(map.columns.count), 46, max(480 / Double(map.rows.count), 1))
    let widest = Self.widest(columnNames)
    areNamesTurned = widest > size - 4 && columnNames.contains { $0.contains(where: \.isLetter) }
    // Turned names take a line's height each, others their whole width.
    columnStep = Self.step(areNamesTurned ? 14 : widest + 8, size)
  }

  /// The lines below the map.
  var notes: [String] { [map.note].compactMap { $0 } }

  /// Adds the map below what the chart has.
  func draw(on chart: inout Chart) {
    let across = Double(map.columns.count) * size
    if !map.columnLabel.isEmpty {
      let shown = Self.cut(map.columnLabel, to: max(across, 200))
      chart.add(ChartStyle.muted, [Chart.text(shown, left, chart.bottom + 12)])
      chart.bottom += 18
    }
    let heading = areNamesTurned ? Self.widest(columnNames) * 0.72 + 16 : 18
    let top = chart.bottom + heading
    let down = Double(map.rows.count) * size
    drawNames(on: &chart, top: top)
    if !map.rowLabel.isEmpty {
      let shown = Self.cut(map.rowLabel, to: max(down, 60))
      chart.add(ChartStyle.muted, [
        Chart.text(shown, 14, top + down / 2, anchor: "middle", turned: -90)
      ])
    }
    drawCells(on: &chart, top: top)
    drawScale(on: &chart, x: left + across + 16, top: top, height: max(down, 80))
    chart.bottom = top + max(down, 80) + 10
  }

  // As many names as have room.
  private func drawNames(on chart: inout Chart, top: Double) {
    let rows = stride(from: 0, to: names.count, by: Self.step(14, size)).map { row in
      Chart.text(names[row], left - 8, top + (Double(row) + 0.5) * size + 4, anchor: "end")
    }
    let columns = stride(from: 0, to: columnNames.count, by: columnStep).map { column in
      let x = left + (Double(column) + 0.5) * size
      return areNamesTurned
        ? Chart.text(columnNames[column], x + 3, top - 6, turned: -45)
        : Chart.text(columnNames[column], x, top - 6, anchor: "middle")
    }
    chart.add(ChartStyle.ink, rows + columns)
  }

  private func drawCells(on chart: inout Chart, top: Double) {
    guard map.values.count <= Self.mostShapes else {
      chart.add(picture(top: top))
      return
    }
    let fontSize = min(Chart.fontSize, size * 0.4)
    let widest = numbers.map { TextMetrics.width(of: $0, size: fontSize) }.max() ?? 0
    let hasNumbers = fontSize >= 8 && widest <= size - 2
    var cells: [String] = []
    var texts: [String] = []
    for place in map.values.indices {
      guard let color = scale.color(map.values[place]) else { continue }
      let row = place / map.columns.count
      let column = place % map.columns.count
      let (x, y) = (left + Double(column) * size, top + Double(row) * size)
      let number = map.format.text(map.values[place])
      let hint = "\(map.rows[row]), \(map.columns[column]): \(number)"
      cells.append(
        Markup.element(
          "rect",
          ["x": x, "y": y, "width": size, "height": size, "fill": color.hexadecimal],
          Markup.element("title", [:], hint.shown(in: .plain).htmlEscaped)))
      // Points go through a number to the cell below it.
      texts.append(
        Markup.element(
          "text",
          [
            "x": x + size / 2, "y": y + size / 2 + fontSize * 0.36, "text-anchor": "middle",
            "fill": color.inkIsDark ? "#111111" : "#ffffff",
          ], numbers[place].htmlEscaped))
    }
    chart.add(Self.crisp(cells))
    guard hasNumbers else { return }
    chart.add(
      Markup.element(
        "g", ["font-size": fontSize, "pointer-events": "none"], texts.joined()))
  }

  // The cells as pixels; what has no colour is gray.
  private func picture(top: Double) -> String {
    let pixels = map.values.flatMap { value in
      let color = scale.color(value) ?? RGB(128, 128, 128)
      return [color.red, color.green, color.blue]
    }
    let (columns, rows) = (map.columns.count, map.rows.count)
    let raster = Raster(width: columns, height: rows, rgb: pixels)
    return Markup.element(
      "image",
      [
        "x": left, "y": top, "width": Double(columns) * size, "height": Double(rows) * size,
        "preserveAspectRatio": "none", "style": "image-rendering:pixelated",
        "href": raster.flatMap(ExhibitPNG.dataURI),
      ])
  }

  private func drawScale(on chart: inout Chart, x: Double, top: Double, height: Double) {
    let steps = 48
    let step = height / Double(steps)
    let bar = (0..<steps).map { place in
      let color = scale.ramp.color(at: 1 - (Double(place) + 0.5) / Double(steps))
      return Markup.element(
        "rect",
        [
          "x": x, "y": top + Double(place) * step, "width": Self.scaleWidth, "height": step,
          "fill": color.hexadecimal,
        ])
    }
    chart.add(Self.crisp(bar))
    let ticks = axis.ticks.filter { $0 >= scale.low && $0 <= scale.high }
    let places = ticks.map { tick in top + height * (1 - (scale.share(tick) ?? 0)) }
    let edge = x + Self.scaleWidth
    chart.add(ChartStyle.muted, places.map { Chart.line(edge, $0, edge + 4, $0) })
    chart.add(ChartStyle.ink, zip(ticks, places).map {
      Chart.text(tickFormat.text($0), edge + 8, $1 + 4)
    })
  }

  // Without smoothed edges, between which the ground would shine through.
  private static func crisp(_ shapes: [String]) -> String {
    Markup.element("g", ["shape-rendering": "crispEdges"], shapes.joined())
  }

  // Every how many cells a name has room that takes this much of it.
  private static func step(_ room: Double, _ size: Double) -> Int {
    max(1, Int((room / size).rounded(.up)))
  }

  private static func cut(_ name: String, to width: Double) -> String {
    TextMetrics.cut(name.shown(in: .plain), to: width, size: Chart.fontSize)
  }

  private static func widest(_ texts: [String]) -> Double {
    texts.map { TextMetrics.width(of: $0, size: Chart.fontSize) }.max() ?? 0
  }
}

extension RGB {
  /// As CSS writes it: `#440154`.
  fileprivate var hexadecimal: String {
    "#" + [red, green, blue].map { channel in
      (channel < 16 ? "0" : "") + String(channel, radix: 16)
    }.joined()
  }
}
