import Foundation

/// Repairs texts as the library ftfy does with its usual settings: what CLIP's tokenizer applies
/// first. Of wrongly decoded text it repairs the commonest kind, see ``MojibakeRepair``.
struct TextRepair: Sendable {
  let entities: HTMLEntities

  /// Line by line, each until nothing changes any more.
  func repaired(_ text: String) -> String {
    if text.utf8.allSatisfy({ 0x20...0x7e ~= $0 && $0 != UInt8(ascii: "&") }) { return text }
    var result = ""
    var unescapes = true
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      if !result.isEmpty || line.startIndex != text.startIndex {
        result.unicodeScalars.append("\n")
      }
      // A text with tags is taken to be HTML that someone else will read.
      if line.contains("<") { unescapes = false }
      result += repaired(line: String(line), unescapes)
    }
    return result
  }

  private func repaired(line: String, _ unescapes: Bool) -> String {
    var text = line
    for _ in 0..<TextRepair.roundLimit {
      var next = unescapes ? entities.unescapeStrictly(text) : text
      next = MojibakeRepair.repaired(next)
      next = String(String.UnicodeScalarView(next.unicodeScalars.flatMap(TextRepair.replacement)))
      next = TextRepair.withoutEscapesAndControls(next)
      next = next.precomposedStringWithCanonicalMapping
      if next.unicodeScalars.elementsEqual(text.unicodeScalars) { break }
      text = next
    }
    return text
  }

  /// Every round makes a text shorter or simpler; a bound all the same.
  private static let roundLimit = 50

  /// Ligatures apart, full and half width to the usual one, straight quotes, plain line ends.
  private static func replacement(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard scalar.value > 0x84 else { return scalar == "\r" ? ["\n"] : [scalar] }
    if let letters = ligatures[scalar] { return Array(letters.unicodeScalars) }
    switch scalar {
    case "\u{85}", "\u{2028}", "\u{2029}": return ["\n"]
    case "\u{2bc}", "\u{2018}"..."\u{201b}": return ["'"]
    case "\u{201c}"..."\u{201f}": return ["\""]
    case "\u{3000}": return [" "]
    case "\u{ff01}"..."\u{ffef}":
      return Array(String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars)
    default: return [scalar]
    }
  }

  private static let ligatures: [Unicode.Scalar: String] = [
    "Ĳ": "IJ", "ĳ": "ij", "ŉ": "ʼn", "Ǆ": "DŽ", "ǅ": "Dž", "ǆ": "dž", "Ǉ": "LJ", "ǈ": "Lj",
    "ǉ": "lj", "Ǌ": "NJ", "ǋ": "Nj", "ǌ": "nj", "Ǳ": "DZ", "ǲ": "Dz", "ǳ": "dz", "ﬀ": "ff",
    "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st",
  ]

  /// Drops terminal commands (ESC, `[`, digits and semicolons, a letter) and then the control
  /// characters that have no meaning in text.
  private static func withoutEscapesAndControls(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      if scalars[position...].starts(with: ["\u{1b}", "["]) {
        let parameters = scalars[(position + 2)...].prefix {
          $0 == ";" || $0.properties.generalCategory == .decimalNumber
        }
        if let final = scalars[parameters.endIndex...].first,
          final.isASCII, final.properties.isAlphabetic
        {
          position = parameters.endIndex + 1
          continue
        }
      }
      if !isControl(scalars[position]) { result.append(scalars[position]) }
      position += 1
    }
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...8, 0x0b, 0x0e...0x1f, 0x7f, 0x206a...0x206f, 0xfeff, 0xfff9...0xfffc: return true
    default: return false
    }
  }
}
