/// What the words between question marks in the grammar stand for.
enum GrammarWords {
  enum Meaning: Sendable {
    /// A character: which ones fit, and some to derive programs with.
    case character(fits: @Sendable (Unicode.Scalar) -> Bool, samples: [String])
    /// Something that has to hold where the words stand; they take nothing from the text.
    case condition(@Sendable (ArraySlice<GrammarUnit>) -> Bool)
  }

  static let table: [String: Meaning] = [
    "line start": .condition { _ in true },
    "white space": .character(
      fits: { $0.properties.isWhitespace && $0 != "\n" }, samples: [" "]),
    "no word is [markdown]": .condition { !marksText($0) },
    "a word is [markdown]": .condition(marksText),
    "no { comes next": .condition { $0.first != .token("{") },
    "any character but the line end": .character(
      fits: { $0 != "\n" }, samples: ["t", "é", "(", "\"", " "]),
    "A-Z, a-z, or what else may continue a name in Unicode": .character(
      fits: { scalar in
        scalar.isASCII
          ? scalar.properties.isAlphabetic : scalar.properties.isXIDContinue
      }, samples: ["a", "b", "x", "Z", "é", "λ", "変", "e", "n", "f"]),
    "0-9": .character(fits: { ("0"..."9").contains($0) }, samples: ["0", "1", "9"]),
    "A-F, a-f": .character(
      fits: { ("A"..."F").contains($0) || ("a"..."f").contains($0) }, samples: ["a", "F"]),
    #"any character but ", \ and the line end"#: .character(
      fits: { !["\"", "\\", "\n"].contains($0) },
      samples: ["a", " ", "é", "'", "(", "}", "#", "😀"]),
    "line end": .character(fits: { $0 == "\n" }, samples: ["\n"]),
    // The letter behind it keeps what follows from making three of them.
    #"a " that begins no """"#: .character(fits: { $0 == "\"" }, samples: ["\"q"]),
    "fill": .character(fits: { !["\"", ")", "\n"].contains($0) }, samples: ["*", "0", " "]),
  ]

  /// Whether one of the words before or behind the title that comes next is `[markdown]`.
  private static func marksText(_ units: ArraySlice<GrammarUnit>) -> Bool {
    var line = ""
    for case .character(let scalar) in units.prefix(while: { $0.isCharacter }) {
      line.unicodeScalars.append(scalar)
    }
    let word = #/\[(markdown|parameters|code|cache|once)\]/#
    let leading = #/\s*(\[(markdown|parameters|code|cache|once)\]\s*)*/#
    let trailing = #/(^|\s)\[(markdown|parameters|code|cache|once)\]\s*$/#
    guard let before = line.prefixMatch(of: leading) else { return false }
    var words = line[before.range].matches(of: word).map { String($0.1) }
    var behind = line[before.range.upperBound...]
    while let last = behind.firstMatch(of: trailing) {
      words.append(String(last.2))
      behind = behind[..<last.range.lowerBound]
    }
    return words.contains("markdown")
  }
}

/// What the grammar's rules are compared with: a token of the lexer, or a character of a text that
/// the grammar describes character by character.
enum GrammarUnit: Equatable, Sendable {
  /// A keyword, symbol or part of a string's frame as it stands, or `NEWLINE`.
  case token(String)
  /// A token that a rule of the grammar describes, with its text.
  case named(String, text: String)
  case character(Unicode.Scalar)

  var isCharacter: Bool { if case .character = self { true } else { false } }

  /// The units of a text that is no program, such as a number.
  static func characters(_ text: String) -> [GrammarUnit] {
    text.unicodeScalars.map(GrammarUnit.character)
  }
}
