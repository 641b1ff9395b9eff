/// What happens to a text before it is cut into pieces, in CLIP's order.
struct TextCleaning: Sendable {
  private let repair: TextRepair
  private let entities: HTMLEntities

  /// - Throws: `.file` or `.format` when the program's data files are missing or damaged.
  init() throws {
    entities = try HTMLEntities()
    repair = TextRepair(entities: entities)
  }

  func clean(_ text: String) -> String {
    var text = repair.repaired(text)
    text = entities.unescape(entities.unescape(text))
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }
    var joined = String.UnicodeScalarView()
    for word in words {
      if !joined.isEmpty { joined.append(" ") }
      joined.append(contentsOf: word)
    }
    return TextCleaning.lowercased(Array(joined))
  }

  /// Lower case by Unicode's full mappings; a capital sigma that ends a word becomes ς.
  static func lowercased(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "Σ" {
        text += isFinal(index, in: scalars) ? "ς" : "σ"
      } else if scalar.isASCII {
        let isUpper = "A"..."Z" ~= scalar
        text.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
      } else {
        text += scalar.properties.lowercaseMapping
      }
    }
    return text
  }

  /// Whether a cased letter stands before a place and none after it, apart from characters that
  /// do not matter for case.
  private static func isFinal(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    func firstThatMatters(_ list: some Sequence<Unicode.Scalar>) -> Unicode.Scalar? {
      list.first { !$0.properties.isCaseIgnorable }
    }
    let before = firstThatMatters(scalars[..<index].reversed())
    let after = firstThatMatters(scalars[(index + 1)...])
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
