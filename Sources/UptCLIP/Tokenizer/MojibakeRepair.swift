/// Undoes UTF-8 that was read as Latin-1 or windows-1252: `cafÃ©` becomes `café` again.
///
/// The rule: a sequence of characters whose bytes in those encodings are one valid character of
/// UTF-8 may be mojibake, and is evidence of it when hardly anyone would write it; so are the
/// sequences that it touches. If all of a text's characters beyond ASCII belong to such sequences
/// and there is evidence, all are decoded; otherwise those that are evidence themselves. What is
/// left of the control characters U+0080...U+009F is read as windows-1252. Then it begins again,
/// since some texts went wrong twice. Other encodings are left alone.
enum MojibakeRepair {
  static func repaired(_ text: String) -> String {
    var text = text
    for _ in 0..<roundLimit where !text.utf8.allSatisfy({ $0 < 0x80 }) {
      let next = repairedOnce(text)
      if next.unicodeScalars.elementsEqual(text.unicodeScalars) { break }
      text = next
    }
    return text
  }

  /// A round that changes anything makes the text shorter or its control characters fewer.
  private static let roundLimit = 20

  private static func repairedOnce(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let sequences = spreadEvidence(sequences(in: scalars))
    let covered = sequences.reduce(0) { $0 + $1.beyondASCII }
    let isWhole = covered == scalars.count { !$0.isASCII }
    let hasEvidence = sequences.contains(where: \.isEvidence)
    var result = String.UnicodeScalarView()
    var position = 0
    for sequence in sequences where hasEvidence && (isWhole || sequence.isEvidence) {
      result.append(contentsOf: scalars[position..<sequence.range.lowerBound])
      result.append(contentsOf: sequence.decoded)
      position = sequence.range.upperBound
    }
    result.append(contentsOf: scalars[position...])
    guard result.contains(where: { 0x80..<0xa0 ~= $0.value }) else { return String(result) }
    var withoutControls = String.UnicodeScalarView()
    for scalar in result {
      withoutControls.append(
        0x80..<0xa0 ~= scalar.value ? Windows1252.character(UInt8(scalar.value)) : scalar)
    }
    return String(withoutControls)
  }

  private struct Sequence {
    let range: Range<Int>
    let beyondASCII: Int
    let decoded: [Unicode.Scalar]
    var isEvidence: Bool
  }

  private static func sequences(in scalars: [Unicode.Scalar]) -> [Sequence] {
    var found: [Sequence] = []
    var position = 0
    while position < scalars.count {
      if let sequence = utf8Sequence(scalars, at: position) ?? lostSpace(scalars, at: position) {
        found.append(sequence)
        position = sequence.range.upperBound
      } else {
        position += 1
      }
    }
    return found
  }

  private static func utf8Sequence(_ scalars: [Unicode.Scalar], at start: Int) -> Sequence? {
    guard let lead = Windows1252.byte(scalars[start]), 0xc2...0xf4 ~= lead else { return nil }
    let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    guard start + length <= scalars.count else { return nil }
    let range = start..<start + length
    let bytes = scalars[range].compactMap(Windows1252.byte)
    guard bytes.count == length, bytes.dropFirst().allSatisfy({ 0x80...0xbf ~= $0 }) else {
      return nil
    }
    let decoded = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    guard decoded.count == 1, decoded != ["\u{fffd}"] else { return nil }
    return Sequence(
      range: range, beyondASCII: length, decoded: decoded,
      isEvidence: isEvidence(scalars, range, lead))
  }

  /// `Ã` and a space: an `à`, whose second byte, a no-break space, became a plain one.
  private static func lostSpace(_ scalars: [Unicode.Scalar], at start: Int) -> Sequence? {
    guard scalars[start] == "Ã", start + 1 < scalars.count, scalars[start + 1] == " ",
      start == 0 || !scalars[start - 1].properties.isUppercase
    else { return nil }
    // Where it was the last letter of a word, the space after the word is still there or has
    // been merged with the lost one.
    let isDoubled = start + 2 < scalars.count && scalars[start + 2] == " "
    return Sequence(
      range: start..<start + 2, beyondASCII: 1, decoded: isDoubled ? ["à"] : ["à", " "],
      isEvidence: true)
  }

  /// Sequences that touch one that is evidence are evidence too.
  private static func spreadEvidence(_ sequences: [Sequence]) -> [Sequence] {
    var sequences = sequences
    func spread(_ from: Int, _ to: Int) {
      let (low, high) = (min(from, to), max(from, to))
      let isTouching = sequences[low].range.upperBound == sequences[high].range.lowerBound
      if sequences[from].isEvidence, isTouching { sequences[to].isEvidence = true }
    }
    for index in sequences.indices.dropFirst() { spread(index - 1, index) }
    for index in sequences.indices.dropFirst().reversed() { spread(index, index - 1) }
    return sequences
  }

  /// Whether hardly anyone would write these characters one after the other.
  private static func isEvidence(
    _ scalars: [Unicode.Scalar], _ range: Range<Int>, _ lead: UInt8
  ) -> Bool {
    let following = scalars[range].dropFirst()
    if following.contains(where: { $0.value < 0xa0 }) || lead >= 0xf0 { return true }
    guard let second = following.first, let last = following.last else { return false }
    switch lead {
    case 0xc2, 0xc3, 0xce, 0xd0: return !rarelyDecisive.contains(second)
    case 0xd2...0xd7, 0xd9...0xdb, 0xde, 0xdf: return false
    case 0xe2 where second == "€": return true
    case 0xc4...0xdd: return !plausible.contains(second)
    default: return !plausible.contains(second) || !plausibleLast.contains(last)
    }
  }

  /// What may follow even Â, Ã, Î and Ð in a text that is right.
  private static let rarelyDecisive = Set("¥…ŒŽ’".unicodeScalars)
  /// What may follow an accented capital in a text that is right: marks, quotes, currencies.
  private static let plausible = Set(
    "\u{a0}¡¢£¥©«\u{ad}®´·»¿€‚„…Š‹ŒŽ‘’“”•–—™š›œžŸ".unicodeScalars)
  /// What may follow one of those.
  private static let plausibleLast = Set(
    "\u{a0}¡¢£¥§©«\u{ad}®°´¶·»¿€‚„…‹‘’“”•–—™›".unicodeScalars)
}
