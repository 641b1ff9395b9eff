extension HeatMap {
  /// The map as text: the numbers on their colours where they fit, else colours alone; shades of
  /// characters where there are no colours, and digits where there is only ASCII.
  public func text(_ style: RenderStyle = .plain) -> String {
    HeatMapRenderer(self, style).lines().joined(separator: "\n")
  }
}

/// Draws a heat map with characters.
struct HeatMapRenderer {
  private let map: HeatMap
  private let style: RenderStyle
  private let scale: HeatMap.Scale
  private let labelWidth: Int
  // The columns beside the names.
  private let room: Int
  // The numbers of all cells; `nil` where they do not fit.
  private let numbers: [String]?
  private let cellWidth: Int

  init(_ map: HeatMap, _ style: RenderStyle) {
    // The names of pooled rows are longer, and decide how many columns there is room for.
    let rows = map.pooled(rows: style.maximumRows, columns: 1).rows
    labelWidth = Self.width(of: rows + [map.rowLabel], style, most: style.width / 3)
    room = style.width - 1 - labelWidth
    let pooled = map.pooled(rows: style.maximumRows, columns: room)
    self.map = pooled
    self.style = style
    scale = pooled.scale
    let format = pooled.settledFormat
    let numbers = pooled.values.map { $0.isNaN ? style.missing : format.text($0) }
    let widestNumber = numbers.map { DisplayWidth.of($0) }.max() ?? 1
    // A number stands between a space and either its shade or the colour's edge.
    let needed = widestNumber + (style.color != .none ? 2 : style.unicode ? 3 : 1)
    let available = room / pooled.columns.count
    let wanted = Self.width(of: pooled.columns, style, most: 12) + 1
    let fits = needed <= available
    self.numbers = fits ? numbers : nil
    cellWidth = fits ? max(needed, min(wanted, available)) : min(max(available, 1), 2)
  }

  func lines() -> [String] {
    let indent = DisplayWidth.spaces(labelWidth + 1)
    func wrapped(_ text: String?) -> [String] {
      DisplayWidth.lines(text ?? "", to: style.width, style)
    }
    var lines = wrapped(map.title)
    if !map.columnLabel.isEmpty {
      lines.append(indent + Self.cut(map.columnLabel, to: room, style))
    }
    lines.append("\(label(map.rowLabel)) \(header)".trimmedEnd)
    for (row, name) in map.rows.enumerated() {
      lines.append("\(label(name)) \(cells(of: row))".trimmedEnd)
    }
    if numbers == nil { lines.append(indent + legend) }
    return lines + wrapped(map.note)
  }

  private func label(_ name: String) -> String {
    DisplayWidth.padEnd(Self.cut(name, to: labelWidth, style), to: labelWidth)
  }

  // Every name above its column where they have room, else as many as fit.
  private var header: String {
    guard numbers == nil else {
      // Colours have an edge after the number, and names end where numbers do.
      let edge = style.color == .none ? 0 : 1
      return map.columns.map { name in
        let shown = Self.cut(name, to: cellWidth - 1, style)
        return DisplayWidth.padStart(shown, to: cellWidth - edge) + DisplayWidth.spaces(edge)
      }.joined()
    }
    var text = ""
    var used = 0
    for (column, name) in map.columns.enumerated() {
      let start = column * cellWidth
      let shown = Self.cut(name, to: min(12, room), style)
      let width = DisplayWidth.of(shown)
      guard column == 0 || start > used, start + width <= room else { continue }
      text += DisplayWidth.spaces(start - used) + shown
      used = start + width
    }
    return text
  }

  private func cells(of row: Int) -> String {
    map.columns.indices.map { column in
      let place = row * map.columns.count + column
      return cell(map.values[place], numbers.map { $0[place] })
    }.joined()
  }

  private func cell(_ value: Double, _ number: String?) -> String {
    let share = scale.share(value)
    if style.color != .none {
      let text = number.map { DisplayWidth.padStart($0 + " ", to: cellWidth) }
        ?? DisplayWidth.spaces(cellWidth)
      guard let color = scale.color(value) else { return text }
      return Self.painted(text, on: color, style)
    }
    let shade = share.map(shade) ?? (number == nil && !style.unicode ? "-" : " ")
    guard let number else {
      return style.unicode
        ? String(repeating: shade, count: cellWidth)
        : DisplayWidth.padStart(String(shade), to: cellWidth)
    }
    let text = style.unicode ? "\(number) \(shade)" : number
    return DisplayWidth.padStart(text, to: cellWidth)
  }

  private func shade(_ share: Double) -> Character {
    let shades: [Character] = Array(style.unicode ? " ░▒▓█" : "0123456789")
    return shades[min(Int(share * Double(shades.count)), shades.count - 1)]
  }

  // What the colours or shades mean.
  private var legend: String {
    let format = map.settledFormat
    let (low, high) = (format.text(scale.low), format.text(scale.high))
    guard style.color != .none || style.unicode else { return "0 is \(low), 9 is \(high)" }
    let steps = style.color == .none ? 5 : 12
    let ramp = (0..<steps).map { step in
      let share = Double(step) / Double(steps - 1)
      return style.color == .none
        ? String(shade(share)) : Self.painted(" ", on: scale.ramp.color(at: share), style)
    }
    return "\(low) \(ramp.joined()) \(high)"
  }

  private static func painted(_ text: String, on color: RGB, _ style: RenderStyle) -> String {
    let ink = color.inkIsDark ? 16 : 231
    let paper = style.color == .indexed
      ? "5;\(color.indexed)" : "2;\(color.red);\(color.green);\(color.blue)"
    return "\u{1B}[38;5;\(ink);48;\(paper)m\(text)\u{1B}[0m"
  }

  private static func cut(_ text: String, to width: Int, _ style: RenderStyle) -> String {
    DisplayWidth.cut(text.shown(in: style), to: width, mark: style.ellipsis)
  }

  private static func width(of texts: [String], _ style: RenderStyle, most: Int) -> Int {
    min(texts.map { DisplayWidth.of($0.shown(in: style)) }.max() ?? 0, most)
  }
}
