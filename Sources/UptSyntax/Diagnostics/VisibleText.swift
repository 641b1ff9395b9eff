/// Text as a terminal shows it: nothing in it steers, and every character has its columns.
enum VisibleText {
  /// The text with characters that would steer the terminal written as escapes, tabs as spaces.
  static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\t" || isSteering($0) }) else { return text }
    return text.unicodeScalars.map { scalar in
      if scalar == "\t" { return "    " }
      return isSteering(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
  }

  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The terminal columns of a text.
  static func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + columns($1) } }

  /// The columns of a character: two for wide East Asian ones and emoji, none for marks alone.
  static func columns(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") {
      return 2
    }
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The beginning of a text in `width` columns, ending in … where something was cut off.
  static func beginning(_ text: String, width: Int) -> String {
    cut(text, width: width).map { $0 + "…" } ?? text
  }

  /// The end of a text in `width` columns, beginning with … where something was cut off.
  static func end(_ text: String, width: Int) -> String {
    cut(text.reversed(), width: width).map { "…" + String($0.reversed()) } ?? text
  }

  /// As many characters as leave a column for the mark; nil if all have room.
  private static func cut(_ text: some Sequence<Character>, width: Int) -> String? {
    var kept = ""
    var used = 0
    var fitting = 0
    for character in text {
      used += columns(character)
      if used > width { return String(kept.prefix(fitting)) }
      kept.append(character)
      if used < width { fitting += 1 }
    }
    return nil
  }
}
