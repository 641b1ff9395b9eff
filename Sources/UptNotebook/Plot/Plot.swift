/// A chart as data: series of points and what the axes mean. Drawing it is a renderer's work.
public struct Plot: Sendable, Hashable, Codable {
  /// How points become a picture.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case line, scatter, bar
  }

  /// How x values are laid out.
  public enum XScale: Sendable, Hashable, Codable {
    /// `logarithmic` for a few values that grow by factors (1, 2, 4, 8, 16 shots), else `linear`.
    case automatic
    case linear
    case logarithmic
  }

  /// One point, with half the width of its interval where one is known.
  public struct Point: Sendable, Hashable, Codable {
    public var x: Double
    public var y: Double
    public var halfWidth: Double?

    /// A point.
    public init(_ x: Double, _ y: Double, halfWidth: Double? = nil) {
      self.x = x
      self.y = y
      self.halfWidth = halfWidth
    }

    package var low: Double { y - spread }
    package var high: Double { y + spread }

    /// Half the height of the interval that is drawn; 0 without one.
    package var spread: Double { halfWidth.map { $0 < 1e100 ? max($0, 0) : 0 } ?? 0 }
    // Far below what a Double holds, so that the distances between points are finite as well.
    var isDrawable: Bool { abs(x) < 1e100 && abs(y) < 1e100 }
  }

  /// Points that belong together, with a name for the legend.
  public struct Series: Sendable, Hashable, Codable {
    public var name: String
    public var points: [Point]

    /// A series.
    public init(_ name: String, _ points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  public var kind: Kind
  public var title: String?
  public var xLabel: String
  public var yLabel: String
  public var series: [Series]
  /// Names for x = 0, 1, 2… where x is not a number.
  public var categories: [String]?
  public var xScale: XScale
  public var yFormat: NumberFormat
  /// A line below the chart, such as what its intervals are.
  public var note: String?

  /// A chart.
  public init(
    _ kind: Kind, title: String? = nil, xLabel: String = "", yLabel: String = "",
    series: [Series], categories: [String]? = nil, xScale: XScale = .automatic,
    yFormat: NumberFormat? = nil, note: String? = nil
  ) {
    self.kind = kind
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.categories = categories
    self.xScale = xScale
    self.yFormat = yFormat ?? .usual(for: yLabel)
    self.note = note
  }

  /// All points that can be drawn; those that are not finite or absurdly large cannot.
  package var drawable: [Point] { series.flatMap(\.points).filter(\.isDrawable) }
}
