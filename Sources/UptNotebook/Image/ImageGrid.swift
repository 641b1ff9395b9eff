/// Images in rows with a label below each: a sample of a data set, an attention map.
public struct ImageGrid: Sendable, Hashable, Codable {
  /// An image and what to write below it.
  public struct Item: Sendable, Hashable, Codable {
    public var image: Raster
    public var label: String

    /// An item.
    public init(_ image: Raster, label: String = "") {
      self.image = image
      self.label = label
    }
  }

  public var items: [Item]
  /// How many text columns an image takes; half as many lines make a square.
  public var cellWidth: Int

  /// A grid; images of other shapes keep their proportions.
  public init(_ items: [Item], cellWidth: Int = 16) {
    self.items = items
    self.cellWidth = max(cellWidth, 2)
  }

  /// The grid as text: half blocks where there are colours, else shades of characters.
  public func text(_ style: RenderStyle = .plain) -> String {
    guard !items.isEmpty else { return "(no images)" }
    let width = min(cellWidth, style.width)
    let perRow = max(1, (style.width + 2) / (width + 2))
    let rows = stride(from: 0, to: items.count, by: perRow).map { start in
      row(Array(items[start..<min(start + perRow, items.count)]), width, style)
    }
    return rows.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private func row(_ items: [Item], _ width: Int, _ style: RenderStyle) -> [String] {
    let blocks = items.map { Self.lines(of: $0.image, width: width, style) }
    let height = blocks.map(\.count).max() ?? 0
    let blank = DisplayWidth.spaces(width)
    var lines = (0..<height).map { line in
      blocks.map { $0.indices.contains(line) ? $0[line] : blank }.joined(separator: "  ")
    }
    if items.contains(where: { !$0.label.isEmpty }) {
      let labels = items.map { item in
        let label = item.label.shown(in: style)
        return DisplayWidth.padEnd(
          DisplayWidth.cut(label, to: width, mark: style.ellipsis), to: width)
      }
      lines.append(labels.joined(separator: "  ").trimmedEnd)
    }
    return lines
  }

  /// The lines of one image, each `width` columns wide.
  static func lines(of image: Raster, width: Int, _ style: RenderStyle) -> [String] {
    let lines = min(max((width * image.height + image.width) / (2 * image.width), 1), 200)
    guard style.color != .none, style.unicode else {
      return shades(image.scaled(to: width, lines), style)
    }
    let pixels = image.scaled(to: width, lines * 2)
    return (0..<lines).map { line in
      var text = ""
      var last: (RGB, RGB)?
      for x in 0..<width {
        let pair = (pixels.pixel(x, line * 2), pixels.pixel(x, line * 2 + 1))
        if last.map({ $0 != pair }) ?? true { text += escape(pair.0, pair.1, style) }
        text += "▀"
        last = pair
      }
      return text + "\u{1B}[0m"
    }
  }

  private static func escape(_ top: RGB, _ bottom: RGB, _ style: RenderStyle) -> String {
    guard style.color == .trueColor else {
      return "\u{1B}[38;5;\(top.indexed);48;5;\(bottom.indexed)m"
    }
    func code(_ color: RGB) -> String { "\(color.red);\(color.green);\(color.blue)" }
    return "\u{1B}[38;2;\(code(top));48;2;\(code(bottom))m"
  }

  // Shades from the image's darkest to its brightest, as ten of them show little contrast.
  private static func shades(_ image: Raster, _ style: RenderStyle) -> [String] {
    let ramp = Array(style.unicode ? " ░▒▓█" : " .:-=+*#%@")
    let values = (0..<image.height).map { y in
      (0..<image.width).map { image.pixel($0, y).luminance }
    }
    let darkest = values.joined().min() ?? 0
    let span = max((values.joined().max() ?? 255) - darkest, 32)
    return values.map { row in
      String(row.map { ramp[min(($0 - darkest) * ramp.count / (span + 1), ramp.count - 1)] })
    }
  }
}
