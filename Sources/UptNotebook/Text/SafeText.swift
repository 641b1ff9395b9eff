extension String {
  /// The text on one line without anything that steers a terminal: control characters and
  /// direction overrides become visible escapes, so that a class name from a file can neither
  /// break a table nor colour the window.
  var shownSafely: String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.steersTerminal:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text with every character beyond ASCII replaced by `?`, for places that show only ASCII.
  var asciiOnly: String {
    utf8.allSatisfy { $0 < 128 } ? self : String(map { $0.isASCII ? $0 : "?" })
  }

  /// The text without the spaces at its end.
  var trimmedEnd: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }

  /// The text on one line as a place of this style can show it.
  package func shown(in style: RenderStyle) -> String {
    style.unicode ? shownSafely : shownSafely.asciiOnly
  }
}

extension Unicode.Scalar {
  /// Whether it steers what shows it: control characters, line separators, direction overrides;
  /// and what documents may not hold at all.
  package var steersTerminal: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFFFE...0xFFFF: true
    default: false
    }
  }
}
