/// What a `# %%` line says: words in brackets before or behind a title, as Jupytext writes them.
struct CellHeading {
  /// What the cell holds; text, if one of several words says so.
  private(set) var kind = Cell.Kind.code
  /// What is to become of its values.
  private(set) var marks: Set<Cell.Mark> = []
  /// What is left of the line.
  private(set) var title = ""
  /// Words that are nearly known ones.
  private(set) var slips: [Slip] = []

  /// A word in brackets that was perhaps meant to be another one.
  struct Slip {
    let word: String
    let meant: String
    /// Where it stands in the line, in bytes.
    let offset: Int
  }

  /// What a line says; an empty one says nothing.
  init(_ line: String) {
    var rest = line.drop { $0 == "#" }.drop { $0 == " " }.dropFirst(2)
    var words: [Substring] = []
    while true {
      rest = rest.trimmed
      if let word = Self.leadingWord(rest), Self.known.contains(String(word)) {
        words.append(word)
        rest = rest[word.endIndex...].dropFirst()
      } else if let word = Self.trailingWord(rest), Self.known.contains(String(word)) {
        words.append(word)
        rest = rest[..<word.startIndex].dropLast()
      } else {
        break
      }
    }
    title = String(rest)
    marks = Set(words.compactMap { Cell.Mark(rawValue: String($0)) })
    let kinds = words.compactMap { Cell.Kind(rawValue: String($0)) }
    kind = [.markdown, .parameters].first(where: kinds.contains) ?? .code
    let first = Self.leadingWord(rest)
    let last = Self.trailingWord(rest)
    for word in (first == last ? [first] : [first, last]).compactMap(\.self) {
      guard let near = Suggestion.nearest(to: String(word), among: Self.known) else { continue }
      let offset = line[..<word.startIndex].utf8.count - 1
      slips.append(Slip(word: "[\(word)]", meant: "[\(near)]", offset: offset))
    }
  }

  private static let known =
    Cell.Kind.allCases.map(\.rawValue) + Cell.Mark.allCases.map(\.rawValue)

  /// What the brackets hold with which a text begins.
  private static func leadingWord(_ text: Substring) -> Substring? {
    guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
    return text[..<end].dropFirst()
  }

  /// What the brackets hold with which a text ends, if a space stands before them.
  private static func trailingWord(_ text: Substring) -> Substring? {
    guard text.last == "]", let start = text.lastIndex(of: "["),
      text[..<start].last?.isWhitespace ?? true
    else { return nil }
    return text[start...].dropFirst().dropLast()
  }
}

extension Substring {
  /// The text without white space around it.
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
