import UptTensor

/// CLIP's tokenizer: texts are cleaned and lower-cased, cut into words, digits and punctuation,
/// and each piece's bytes are joined by byte-pair merges.
///
///     let tokenizer = try Tokenizer.clip()
///     try tokenizer.tokenize("a photo of a cat")  // [49406, 320, 1125, …, 49407, 0, …]
///
/// The ids are those of ``Merges``, followed by the start and the end of a text.
public struct Tokenizer: Sendable {
  /// The merges it joins bytes by.
  public let merges: Merges
  let cleaning: TextCleaning
  /// From two symbols, as `left << 32 | right`, to the rank of their merge.
  private let ranks: [UInt64: Int]

  /// The number of ids: bytes, bytes at a word's end, merges, start and end.
  public var vocabularySize: Int { Merges.baseSymbols + merges.pairs.count + 2 }
  /// The id that begins every text.
  public var startOfText: Int { vocabularySize - 2 }
  /// The id that ends every text: the highest one.
  public var endOfText: Int { vocabularySize - 1 }

  /// - Throws: `.file` or `.format` when the program's data files are missing or damaged.
  public init(merges: Merges) throws {
    self.merges = merges
    cleaning = try TextCleaning()
    var ranks = [UInt64: Int](minimumCapacity: merges.pairs.count)
    for (rank, pair) in merges.pairs.enumerated() {
      let key = UInt64(pair.left) << 32 | UInt64(pair.right)
      // Were a pair listed twice, the later rank would count, as in the reference.
      ranks[key] = rank
    }
    self.ranks = ranks
  }

  /// The tokenizer of OpenAI's CLIP, or one of its own smaller vocabularies: the first merges only.
  /// - Throws: `.value` when the size is not between 514 and that of CLIP's whole vocabulary.
  public static func clip(vocabularySize: Int? = nil) throws -> Tokenizer {
    let merges = try Merges.clip()
    let smallest = Merges.baseSymbols + 2
    guard let vocabularySize else { return try Tokenizer(merges: merges) }
    guard smallest...smallest + merges.pairs.count ~= vocabularySize else {
      throw EngineError(
        .value, "CLIP's tokenizer has vocabularies of \(smallest) to "
          + "\(smallest + merges.pairs.count) entries, not of \(vocabularySize)")
    }
    return try Tokenizer(merges: merges.prefix(vocabularySize - smallest))
  }

  /// The text as the merges see it: repaired, without HTML references, with single spaces and in
  /// lower case.
  public func clean(_ text: String) -> String { cleaning.clean(text) }

  /// The ids of a text, without start and end. `<|startoftext|>` and `<|endoftext|>` in the text
  /// become the special ids, as in the reference.
  public func encode(_ text: String) -> [Int] {
    let cleaned = Array(cleaning.clean(text).unicodeScalars)
    var ids: [Int] = []
    var pieces = TextPieces(cleaned)
    while let piece = pieces.next() {
      switch piece {
      case .startOfText: ids.append(startOfText)
      case .endOfText: ids.append(endOfText)
      case .text(let range): ids += encode(piece: cleaned[range])
      }
    }
    return ids
  }

  /// The text that ids stand for; a space follows every word. Ids out of range are skipped, and
  /// bytes that are not UTF-8 become U+FFFD.
  public func decode(_ ids: [Int]) -> String {
    var bytes: [UInt8] = []
    for id in ids {
      switch id {
      case startOfText: bytes += Array("<|startoftext|>".utf8)
      case endOfText: bytes += Array("<|endoftext|>".utf8)
      case 0..<vocabularySize: append(symbol: UInt32(id), to: &bytes)
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A row of ids for the text tower: start, text, end, and zeros up to `contextLength`.
  /// - Parameter truncate: whether a text that is too long is cut, instead of refused.
  /// - Throws: `.value` for a text that is too long, or a context without room for any.
  public func tokenize(
    _ text: String, contextLength: Int = 77, truncate: Bool = false
  ) throws -> [Int] {
    guard contextLength >= 2 else {
      throw EngineError(
        .value, "a context of \(contextLength) has no room for a text's start and end")
    }
    var row = [startOfText] + encode(text) + [endOfText]
    if row.count > contextLength {
      guard truncate else {
        let shown = text.count <= 60 ? text : "\(text.prefix(60))…"
        throw EngineError(
          .value, "the text \"\(shown)\" takes \(row.count) tokens with start and end, "
            + "but the encoder reads \(contextLength)", hint: "use a shorter text")
      }
      row = row.prefix(contextLength - 1) + [endOfText]
    }
    return row + [Int](repeating: 0, count: contextLength - row.count)
  }

  /// Joins the bytes of a piece: again and again the pair of lowest rank, wherever it occurs.
  private func encode(piece: ArraySlice<Unicode.Scalar>) -> [Int] {
    var symbols = piece.flatMap { UTF8.encode($0).map(Array.init) ?? [] }
      .map { UInt32(ByteAlphabet.index(of: $0)) }
    guard let last = symbols.indices.last else { return [] }
    symbols[last] += 256
    while symbols.count > 1 {
      var best = Int.max
      for index in 1..<symbols.count {
        best = min(best, ranks[key(symbols[index - 1], symbols[index])] ?? .max)
      }
      guard best < .max else { break }
      let pair = merges.pairs[best]
      let joined = UInt32(Merges.baseSymbols + best)
      var write = 0
      var read = 0
      while read < symbols.count {
        if symbols[read] == pair.left, read + 1 < symbols.count, symbols[read + 1] == pair.right {
          symbols[write] = joined
          read += 2
        } else {
          symbols[write] = symbols[read]
          read += 1
        }
        write += 1
      }
      symbols.removeLast(symbols.count - write)
    }
    return symbols.map { Int($0) }
  }

  private func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) << 32 | UInt64(right)
  }

  private func append(symbol: UInt32, to bytes: inout [UInt8]) {
    // Merges refer to earlier symbols only, so this ends; a stack, since chains may be long.
    var stack = [symbol]
    while let symbol = stack.popLast() {
      let index = Int(symbol)
      if index >= Merges.baseSymbols {
        let pair = merges.pairs[index - Merges.baseSymbols]
        stack.append(pair.right)
        stack.append(pair.left)
      } else {
        bytes.append(ByteAlphabet.bytes[index % 256])
        if index >= 256 { bytes.append(UInt8(ascii: " ")) }
      }
    }
  }
}
