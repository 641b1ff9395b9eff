import Foundation

/// Lays x values out over columns as wide as a character and labels them. A drawing takes a column
/// for so many units of its own.
package struct HorizontalAxis {
  /// A label below its tick.
  package struct Label {
    /// The tick's column.
    package let column: Double
    /// The column that the text begins in.
    package let start: Int
    /// The text, cut to the room there is.
    package let text: String
  }

  private let columns: Int
  private let range: ClosedRange<Double>
  private let isLogarithmic: Bool
  private let values: [Double]
  private let ticks: [(at: Double, label: String)]
  private let name: String
  // Room at both ends, so that marks and labels do not touch the edges.
  private let inset: Double

  /// The axis of a chart, over so many columns.
  package init(_ plot: Plot, columns: Int) {
    self.columns = columns
    name = plot.xLabel
    let values = Set(plot.drawable.map(\.x)).sorted()
    self.values = values
    isLogarithmic =
      plot.categories == nil && Self.isLogarithmic(values, plot.xScale)
    let few = values.count <= 12
    inset = few ? max(2, Double(columns) * 0.06) : 1
    let ends = isLogarithmic ? values.map(log2) : values
    let low = ends.first ?? 0
    let high = ends.last ?? 1
    range = high > low ? low...high : (low - 1)...(low + 1)
    if let categories = plot.categories {
      ticks = categories.enumerated().map { (Double($0), $1) }
    } else {
      let own = values.map { (at: $0, label: NumberFormat.significant(6).digits($0)) }
      let room = Double(columns) - 2 * inset
      let widest = own.map(\.label.count).max() ?? 1
      let gap = zip(ends, ends.dropFirst()).map { $1 - $0 }.min() ?? 1
      let fits = few && gap / (range.upperBound - range.lowerBound) * room > Double(widest + 1)
      if isLogarithmic || fits || values.count == 1 {
        ticks = own
      } else {
        let axis = Axis.horizontal(range.lowerBound, range.upperBound, count: columns / 10)
        let format = axis.tickFormat(.automatic)
        ticks = axis.ticks.map { ($0, format.text($0)) }
      }
    }
  }

  /// The column, counted from 0 and not yet rounded, of an x value.
  package func column(_ x: Double) -> Double {
    let value = isLogarithmic ? log2(x) : x
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return inset + share * (Double(columns - 1) - 2 * inset)
  }

  /// The fewest columns between two neighbouring values.
  var smallestGap: Double? {
    guard values.count > 1 else { return Double(columns) / 2 }
    return zip(values, values.dropFirst()).map { column($1) - column($0) }.min()
  }

  /// How far apart series stand beside each other at the same x, so that their intervals do not
  /// cover each other: at most `widest` columns, and 0 where there is nothing to keep apart.
  package func dodge(_ plot: Plot, widest: Double) -> Double {
    let count = plot.series.count
    let hasIntervals = plot.drawable.contains { $0.spread > 0 }
    guard hasIntervals, count > 1, let gap = smallestGap else { return 0 }
    return min(widest, gap / Double(count + 1))
  }

  /// The labels of those ticks that have room for one.
  package func labels(_ style: RenderStyle) -> [Label] {
    var result: [Label] = []
    var used = 0
    let places = ticks.map { self.column($0.at) }
    let gap = zip(places, places.dropFirst()).map { $1 - $0 }.min()
    let room = gap.map { Int($0 - 1) } ?? columns
    // Where all labels would be cut to nothing, a few that can be read stand for them.
    let widest = room < 4 ? 10 : room
    for tick in ticks {
      let column = self.column(tick.at)
      guard column > -0.5, column < Double(columns) - 0.5 else { continue }
      let text = DisplayWidth.cut(tick.label.shown(in: style), to: widest, mark: style.ellipsis)
      let width = DisplayWidth.of(text)
      let start = min(max(Int(column.rounded()) - (width - 1) / 2, 0), max(columns - width, 0))
      guard result.isEmpty || start > used else { continue }
      result.append(Label(column: column, start: start, text: text))
      used = start + width
    }
    return result
  }

  /// The axis line, the labels below its ticks, and the axis's name.
  func lines(margin: Int, _ style: RenderStyle) -> [String] {
    let signs = style.unicode ? ("└", "─", "┬") : ("+", "-", "+")
    var axis = Array(repeating: signs.1, count: columns)
    var text = ""
    for label in labels(style) {
      axis[min(max(Int(label.column.rounded()), 0), columns - 1)] = signs.2
      text += DisplayWidth.spaces(label.start - DisplayWidth.of(text)) + label.text
    }
    let indent = DisplayWidth.spaces(margin + 2)
    var result = [DisplayWidth.spaces(margin + 1) + signs.0 + axis.joined(), indent + text]
    let shown = DisplayWidth.cut(name.shown(in: style), to: columns, mark: style.ellipsis)
    if !shown.isEmpty {
      let start = max((columns - DisplayWidth.of(shown)) / 2, 0)
      result.append(indent + DisplayWidth.spaces(start) + shown)
    }
    return result
  }

  private static func isLogarithmic(_ values: [Double], _ scale: Plot.XScale) -> Bool {
    guard let low = values.first, let high = values.last, low > 0 else { return false }
    switch scale {
    case .linear: return false
    case .logarithmic: return true
    case .automatic:
      guard values.count >= 3, values.count <= 12 else { return false }
      let ratios = zip(values, values.dropFirst()).map { $1 / $0 }
      let gaps = zip(values, values.dropFirst()).map { $1 - $0 }
      let isEven = gaps.allSatisfy { abs($0 - gaps[0]) < 1e-6 * high }
      let isGeometric = ratios.allSatisfy { abs($0 - ratios[0]) < 1e-3 * ratios[0] }
      return !isEven && (isGeometric || high / low >= 8)
    }
  }
}
