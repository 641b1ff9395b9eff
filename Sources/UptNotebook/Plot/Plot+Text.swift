extension Plot {
  /// The chart as text, at most `style.width` columns wide (and 100 at most), with about `height`
  /// lines between the ends of its y axis.
  public func text(_ style: RenderStyle = .plain, height: Int = 16) -> String {
    guard !drawable.isEmpty else { return "(a plot without points)" }
    var style = style
    style.width = min(style.width, 100)
    let body =
      kind == .bar
      ? BarRenderer(plot: self, style: style).lines()
      : XYRenderer(plot: self, style: style, height: max(height, 4)).lines()
    func lines(_ text: String) -> [String] { DisplayWidth.lines(text, to: style.width, style) }
    let heading = title.map(lines) ?? []
    return (heading + body + notes.flatMap(lines)).joined(separator: "\n")
  }
}

/// What tells series apart: marks always, dashes for lines, colours where there are any.
package enum SeriesLook {
  /// Colours of the 256-colour palette near those of Okabe and Ito, told apart by everyone.
  static let colors = [32, 208, 36, 175, 74, 178, 166, 244]

  /// Lengths of dots and gaps in turn, for each series.
  package static let dashes = [[1], [4, 4], [1, 3], [7, 3, 1, 3], [2, 2]]

  static func mark(_ series: Int, _ style: RenderStyle) -> Character {
    let marks: [Character] =
      style.unicode
      ? ["●", "▲", "■", "◆", "○", "△", "□", "◇"] : ["o", "x", "+", "*", "#", "@", "%", "&"]
    return marks[series % marks.count]
  }

  package static func dash(_ series: Int) -> [Int] { dashes[series % dashes.count] }

  static func color(_ series: Int) -> Int { colors[hue(series)] }

  /// The place of a series's colour among those there are. They come round again after as many
  /// series as the marks do, but shifted, so that the next ones have other pairs of both.
  package static func hue(_ series: Int) -> Int { (series + series / colors.count) % colors.count }

  /// Marks and names of all series, as many to a line as fit in `width`.
  static func legend(_ names: [String], width: Int, _ style: RenderStyle) -> [String] {
    guard names.count > 1 else { return [] }
    var lines: [String] = []
    var used = 0
    for (index, name) in names.enumerated() {
      let shown = DisplayWidth.cut(name.shown(in: style), to: width - 2, mark: style.ellipsis)
      let columns = 2 + DisplayWidth.of(shown)
      let entry = painted(String(mark(index, style)), indexed: color(index), style) + " " + shown
      if let last = lines.last, used + 3 + columns <= width {
        lines[lines.count - 1] = last + "   " + entry
        used += 3 + columns
      } else {
        lines.append(entry)
        used = columns
      }
    }
    return lines
  }
}
