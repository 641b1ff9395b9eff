import UptSyntax

/// Where code is in its program, as a number that other lines do not change: made of the text of
/// the statement and of the heads of the statements around it.
///
/// Random numbers without a seed of their own follow from it, so that adding, removing or
/// reordering lines leaves all others with the numbers they had.
struct ProgramPlace {
  private var key: UInt64 = 0
  private var calls: UInt64 = 0

  /// The place of a statement at this one. Spaces, what its braces hold and the numbers of outputs
  /// do not count: a script that was saved of a conversation says `_3` where an input said `_`.
  func inside(_ statement: Statement) -> ProgramPlace {
    var inner = ProgramPlace()
    inner.key = key
    var previous = UInt8(ascii: " ")
    var isOutput = false
    for byte in statement.textOfPlace.utf8.prefix(while: { $0 != UInt8(ascii: "{") }) {
      defer { previous = byte }
      isOutput = isOutput && byte.isDigit || byte == UInt8(ascii: "_") && !previous.isInName
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || isOutput && byte.isDigit {
        continue
      }
      inner.key = Self.mixed(inner.key, UInt64(byte))
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

extension Statement {
  /// The text that its place is made of: `let _3 = x` gives an output its name and is at the place
  /// of `x`.
  fileprivate var textOfPlace: String {
    guard case .declaration(let declaration) = kind, let name = declaration.name?.name,
      name.first == "_", name.utf8.dropFirst().allSatisfy(\.isDigit)
    else { return span.text }
    return declaration.value.span.text
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Whether names may hold it; all of what is not ASCII counts.
  fileprivate var isInName: Bool {
    let letter = self | 0x20
    return isDigit || self == UInt8(ascii: "_") || self >= 0x80
      || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
  }
}
