import Foundation

/// Numbers in rows and columns, told by colour: a confusion table, similarities, attention.
public struct HeatMap: Sendable, Hashable {
  /// The names of the rows from the top.
  public let rows: [String]
  /// The names of the columns from the left.
  public let columns: [String]
  /// The numbers row by row; NaN where there is none.
  public let values: [Double]
  public var title: String?
  /// What the rows are, such as `true class`.
  public var rowLabel: String
  /// What the columns are, such as `predicted class`.
  public var columnLabel: String
  public var format: NumberFormat
  /// A line below the map.
  public var note: String?

  /// A map of named rows and columns; `nil` unless there is at least one of each and a value for
  /// every place.
  public init?(
    rows: [String], columns: [String], values: [Double], title: String? = nil,
    rowLabel: String = "", columnLabel: String = "", format: NumberFormat = .automatic,
    note: String? = nil
  ) {
    let (count, overflow) = rows.count.multipliedReportingOverflow(by: columns.count)
    guard !overflow, count > 0, values.count == count else { return nil }
    self.rows = rows
    self.columns = columns
    self.values = values
    self.title = title
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.format = format
    self.note = note
  }

  /// A map of a matrix given row by row, its rows and columns counted from 0; `nil` unless there is
  /// at least one value and the rows are equally long.
  public init?(matrix values: [Double], columns: Int) {
    guard columns > 0, values.count % columns == 0 else { return nil }
    self.init(
      rows: (0..<values.count / columns).map(String.init),
      columns: (0..<columns).map(String.init), values: values)
  }

  /// The value of a place; both indices are those of rows and columns that exist.
  package func value(_ row: Int, _ column: Int) -> Double { values[row * columns.count + column] }

  /// How the values are written in the cells, the same for all of them: where the numbers decide,
  /// with two digits of the largest, as a cell has little room and its colour says the rest.
  package var settledFormat: NumberFormat {
    let largest = drawable.map(abs).max() ?? 0
    guard case .fixed(let decimals) = format.settled(for: drawable), format == .automatic,
      largest > 0
    else { return format.settled(for: drawable) }
    return .fixed(min(decimals, max(0, 1 - Int(log10(largest).rounded(.down)))))
  }

  /// What the darkest and the brightest colour stand for.
  package var scale: Scale { Scale(drawable) }

  private var drawable: [Double] { values.filter { abs($0) < Scale.bound } }

  /// From values to shares of a range.
  package struct Scale: Hashable {
    /// Beyond it a value has no colour, so that all distances are finite.
    static let bound = 1e100

    /// The value at share 0.
    package let low: Double
    /// The value at share 1.
    package let high: Double
    /// Whether values lie on both sides of 0, which then is in the middle.
    package let isDiverging: Bool

    init(_ values: [Double]) {
      let (least, most) = (values.min() ?? 0, values.max() ?? 1)
      isDiverging = least < 0 && most > 0
      let reach = max(-least, most)
      (low, high) = isDiverging ? (-reach, reach) : (least, most)
    }

    /// Where a value lies between both ends, 0…1; `nil` for what cannot be drawn.
    package func share(_ value: Double) -> Double? {
      guard abs(value) < Self.bound else { return nil }
      return high > low ? min(max((value - low) / (high - low), 0), 1) : 0.5
    }

    /// The colour of a value; `nil` for what cannot be drawn.
    package func color(_ value: Double) -> RGB? { share(value).map(ramp.color) }

    /// The colours from low to high.
    package var ramp: ColorRamp { isDiverging ? .diverging : .sequential }
  }
}
