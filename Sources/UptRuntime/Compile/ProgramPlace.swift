import UptSyntax

/// Where code is in its program, as a number that other lines do not change: made of the text of
/// the statement and of the heads of the statements around it.
///
/// Random numbers without a seed of their own follow from it, so that adding, removing or
/// reordering lines leaves all others with the numbers they had.
struct ProgramPlace {
  private var key: UInt64 = 0
  private var calls: UInt64 = 0

  /// The place of a statement at this one. Spaces and what its braces hold do not count.
  func inside(_ statement: Statement) -> ProgramPlace {
    var inner = ProgramPlace()
    inner.key = statement.span.text.utf8.prefix { $0 != UInt8(ascii: "{") }.reduce(key) {
      $1 == UInt8(ascii: " ") || $1 == UInt8(ascii: "\n") ? $0 : Self.mixed($0, UInt64($1))
    }
    return inner
  }

  /// The place of the next call of the statement.
  mutating func nextCall() -> UInt64 {
    calls += 1
    return Self.mixed(key, calls)
  }

  /// A number made of two, in which the order counts.
  @inline(__always)
  static func mixed(_ path: UInt64, _ place: UInt64) -> UInt64 {
    let x = (path ^ place) &* 0x9E37_79B9_7F4A_7C15
    return x ^ (x >> 29)
  }
}
