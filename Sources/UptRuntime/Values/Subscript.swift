/// One item between the brackets of `x[0, 1..<3, ..]`.
public enum Subscript {
  /// A value: an integer, a string key, a list, a mask.
  case value(Value)
  /// A slice with optional bounds; without any (`..`) it means everything. A range value that
  /// is used as a subscript arrives as a slice, too.
  case slice(low: Int?, high: Int?, isClosed: Bool)

  /// The item that a value between the brackets means.
  init(_ value: Value) {
    if case .range(let range) = value {
      self = .slice(low: range.lower, high: range.bound, isClosed: range.isClosed)
    } else {
      self = .value(value)
    }
  }

  /// The positions it selects along an axis of `count` elements: the bounds of a half-open
  /// range, checked. Negative bounds count from the end.
  public static func bounds(
    low: Int?, high: Int?, isClosed: Bool, count: Int
  ) throws -> Range<Int> {
    func resolve(_ bound: Int) -> Int { bound < 0 ? bound.addingReportingOverflow(count).0 : bound }
    let lower = low.map(resolve) ?? 0
    let end = high.map(resolve) ?? count
    let (upper, overflow) =
      isClosed && high != nil ? end.addingReportingOverflow(1) : (end, false)
    guard !overflow, lower >= 0, lower <= upper, upper <= count else {
      let operation = isClosed ? "..." : "..<"
      let shown = "\(low.map(String.init) ?? "")\(operation)\(high.map(String.init) ?? "")"
      throw RuntimeError(
        .index, "the slice \(shown) is outside of \(count) elements",
        hint: count == 0 ? nil : "positions run from 0 to \(count - 1)")
    }
    return lower..<upper
  }

  /// The position that `index` means among `count` elements, checked; negative from the end.
  @inline(__always)
  public static func position(_ index: Int, count: Int) throws -> Int {
    let position = index < 0 ? index.addingReportingOverflow(count).0 : index
    guard position >= 0, position < count else { throw outside(index, count) }
    return position
  }

  @inline(never)
  private static func outside(_ index: Int, _ count: Int) -> RuntimeError {
    RuntimeError(
      .index, "index \(index) is outside of \(count) element\(count == 1 ? "" : "s")",
      hint: count == 0 ? nil : "indices run from 0 to \(count - 1), or from -1 back to \(-count)")
  }
}
