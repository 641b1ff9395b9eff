import UptNotebook

/// A drawing that grows downward: title and legend first, then the plot, then notes.
struct Chart {
  /// The width of every drawing, in its own units: those of a font size of 12.
  static let width = 640.0
  static let fontSize = 12.0

  /// Begins the names of parts that other parts point to.
  let id: String
  /// How far down the drawing reaches.
  var bottom = 4.0
  private var elements: [String] = []

  init(id: String) { self.id = id }

  /// Adds markup.
  mutating func add(_ element: String) { elements.append(element) }

  /// Adds elements that share a colour.
  mutating func add(_ tone: ChartStyle.Tone, _ elements: [String]) {
    if !elements.isEmpty { add(Self.group(tone, elements)) }
  }

  /// Elements that share a colour, which they take from `currentColor`.
  static func group(_ tone: ChartStyle.Tone, _ elements: [String]) -> String {
    Markup.element("g", ["class": tone.name, "color": tone.light], elements.joined())
  }

  /// A text; `anchor` is `start`, `middle` or `end`.
  static func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", size: Double? = nil,
    weight: String? = nil, turned: Double? = nil
  ) -> String {
    Markup.element(
      "text",
      [
        "x": x, "y": y, "text-anchor": anchor == "start" ? nil : anchor, "font-size": size,
        "font-weight": weight, "fill": "currentColor",
        "transform": turned.map {
          "rotate(\($0.attributeText) \(x.attributeText) \(y.attributeText))"
        },
      ], text.shown(in: .plain).htmlEscaped)
  }

  /// A straight line.
  static func line(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, width: Double? = nil
  ) -> String {
    Markup.element(
      "line",
      ["x1": x0, "y1": y0, "x2": x1, "y2": y1, "stroke": "currentColor", "stroke-width": width])
  }

  /// Lines of text below what there is, from the left.
  mutating func paragraph(
    _ text: String, _ tone: ChartStyle.Tone, size: Double = Chart.fontSize, weight: String? = nil,
    most: Int = 3
  ) {
    let lines = TextMetrics.lines(
      text.shown(in: .plain), width: Self.width - 8,
      size: size * (weight == nil ? 1 : TextMetrics.bold), most: most)
    add(tone, lines.enumerated().map { index, line in
      Self.text(
        line, 4, bottom + size + Double(index) * size * 1.35, size: size, weight: weight)
    })
    bottom += Double(lines.count) * size * 1.35 + (lines.isEmpty ? 0 : 4)
  }

  /// The title above everything.
  mutating func heading(_ title: String?) {
    if let title { paragraph(title, ChartStyle.ink, size: 15, weight: "600", most: 2) }
  }

  /// The name of a horizontal axis, in the middle below it.
  mutating func axisName(_ name: String, from left: Double, to right: Double) {
    guard !name.isEmpty else { return }
    let shown = TextMetrics.cut(name.shown(in: .plain), to: right - left, size: Self.fontSize)
    add(
      ChartStyle.muted, [Self.text(shown, (left + right) / 2, bottom + 12, anchor: "middle")])
    bottom += 20
  }

  /// The whole as SVG. On its own it brings its colours and its paper with it.
  func svg(name: String, description: String, isStandalone: Bool) -> String {
    let height = bottom + 4
    let paper = isStandalone
      ? [
        Markup.element("style", [:], ChartStyle.css(root: ".chart")),
        Self.group(ChartStyle.paper, [
          Markup.element("rect", ["width": Self.width, "height": height, "fill": "currentColor"])
        ]),
      ] : []
    let described = [
      Markup.element("title", ["id": "\(id)-title"], name.shown(in: .plain).htmlEscaped),
      Markup.element("desc", ["id": "\(id)-desc"], description.shown(in: .plain).htmlEscaped),
    ]
    return Markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "role": "img",
        "viewBox": "0 0 \(Self.width.attributeText) \(height.attributeText)",
        "width": Self.width, "height": height,
        "aria-labelledby": "\(id)-title \(id)-desc", "font-family": "system-ui, sans-serif",
        "font-size": Self.fontSize,
      ], (described + paper + elements).joined(separator: "\n"))
  }
}
