import CEditLine

/// The text being edited, split at the cursor.
struct EditedLine: Hashable {
  var before: String
  var after: String

  /// What stands before the cursor on its own line.
  var currentBefore: Substring {
    before.lastIndex(of: "\n").map { before[before.index(after: $0)...] } ?? before[...]
  }

  /// What stands after the cursor on its own line.
  var currentAfter: Substring { after.prefix { $0 != "\n" } }

  /// The spaces that the cursor's line begins with.
  var indent: Int { currentBefore.prefix { $0 == " " }.count }

  /// Whether nothing but spaces stands before the cursor on its line.
  var isBlankLine: Bool { currentBefore.allSatisfy { $0 == " " } }

  /// Scalars to move to the same column of the line above; `nil` on the first line.
  var distanceUp: Int? {
    let scalars = Array(before.unicodeScalars)
    guard let end = scalars.lastIndex(of: "\n") else { return nil }
    let column = scalars.count - end - 1
    let start = scalars[..<end].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return start + min(column, end - start) - scalars.count
  }

  /// Scalars to move to the same column of the line below; `nil` on the last line.
  var distanceDown: Int? {
    let scalars = Array(after.unicodeScalars)
    guard let end = scalars.firstIndex(of: "\n") else { return nil }
    let next = scalars[(end + 1)...].firstIndex(of: "\n") ?? scalars.count
    let column = currentBefore.unicodeScalars.count
    return end + 1 + min(column, next - end - 1)
  }
}

/// Strings as the arrays that `CEditLine` exchanges.
enum UTF32 {
  static func encode(_ text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter { $0 != 0 } + [0]
  }

  static func decode(_ values: some Sequence<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for value in values { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return String(text)
  }

  static func decode(_ start: UnsafePointer<UInt32>?, _ count: Int) -> String {
    count > 0 ? decode(UnsafeBufferPointer(start: start, count: count)) : ""
  }
}

/// Text from the clipboard as it goes into the buffer.
enum PastedText {
  /// With newlines for all kinds of line ends, spaces for tabs, and no other control characters.
  static func cleaned(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": result.append("\n")
      case "\n": if last != "\r" { result.append("\n") }
      case "\t": result.append(contentsOf: "  ".unicodeScalars)
      default: if scalar.value >= 0x20, scalar.value != 0x7F { result.append(scalar) }
      }
      last = scalar
    }
    while result.last == "\n" { result.removeLast() }
    return String(result)
  }
}
