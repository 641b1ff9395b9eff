import UptNotebook

/// How wide text is drawn, near enough to lay labels out: what draws a chart knows its fonts, what
/// writes it does not. The widths are those of a wide sans-serif font: rather cut than overlapping.
enum TextMetrics {
  /// How much wider letters are when they are bold.
  static let bold = 1.12

  /// The width of text on one line, at a font size in the same unit.
  static func width(of text: String, size: Double) -> Double {
    text.reduce(0) { $0 + width(of: $1) } * size
  }

  /// Text cut to a width, with an ellipsis where something is missing.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    guard self.width(of: text, size: size) > width else { return text }
    var room = width / size - self.width(of: "…")
    let kept = text.prefix { character in
      room -= self.width(of: character)
      return room >= 0
    }
    return kept + "…"
  }

  /// Text broken between words into at most so many lines, the last of which is cut.
  static func lines(_ text: String, width: Double, size: Double, most: Int) -> [String] {
    DisplayWidth.lines(text, most: most) { self.width(of: $0, size: size) <= width }
      .map { cut($0, to: width, size: size) }
  }

  // In units of the font size.
  private static func width(of character: Character) -> Double {
    guard character.isASCII else { return DisplayWidth.of(character) == 2 ? 1.05 : 0.66 }
    return switch character {
    case _ where "ijlI.,:;'|! ()[]/ftr-".contains(character): 0.4
    case _ where "mwMW@%#".contains(character): 1
    case _ where character.isUppercase: 0.76
    default: 0.63
    }
  }
}
