import Foundation
import UptTensor

/// A list of byte-pair merges in rank order: what a tokenizer learned.
///
/// Symbols are numbered: 0..<256 are the bytes in the order of ``ByteAlphabet``, 256..<512 the
/// same bytes at the end of a word, and 512 + r is what merge r makes. Any prefix of a list is a
/// list too, that of a smaller vocabulary.
public struct Merges: Equatable, Sendable {
  /// The two symbols that each merge joins.
  public private(set) var pairs: [(left: UInt32, right: UInt32)]

  /// The symbols that exist before any merge.
  static let baseSymbols = 512
  /// The merges of OpenAI's CLIP.
  static let clipCount = 48_894

  public static func == (a: Merges, b: Merges) -> Bool {
    a.pairs.elementsEqual(b.pairs) { $0.left == $1.left && $0.right == $1.right }
  }

  /// The merges of OpenAI's CLIP, which the program carries with it.
  /// - Throws: `.file` when the data file is missing, `.format` when it is damaged.
  public static func clip() throws -> Merges {
    let path = try Resources.locate("merges.bin").path
    return try Merges(packed: MappedFile.read(path), of: path)
  }

  /// Reads a text file with one merge a line, two symbols with a space between them, in the
  /// alphabet of GPT-2 and CLIP. A first line with `#version` is skipped.
  /// - Throws: `.file` when it cannot be read, `.format` naming the line that is no merge.
  public init(path: String) throws {
    try self.init(text: MappedFile.read(path), of: path)
  }

  /// The first merges, for a smaller vocabulary; all of them when there are fewer.
  public func prefix(_ count: Int) -> Merges {
    var shorter = self
    shorter.pairs = Array(pairs.prefix(max(count, 0)))
    return shorter
  }

  init(packed bytes: [UInt8], of path: String) throws {
    guard bytes.count % 4 == 0 else {
      throw EngineError(.format, "\(path) is damaged: \(bytes.count) bytes are no list of merges")
    }
    pairs = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { index in
        let pair = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self).littleEndian
        return (pair & 0xffff, pair >> 16)
      }
    }
    for (rank, pair) in pairs.enumerated()
    where max(pair.left, pair.right) >= UInt32(Merges.baseSymbols + rank) {
      throw EngineError(.format, "\(path) is damaged: merge \(rank) joins what is not there yet")
    }
  }

  init(text: [UInt8], of path: String) throws {
    guard String(decoding: text, as: UTF8.self).utf8.elementsEqual(text) else {
      throw EngineError(.format, "\(path) is no list of merges: it is not UTF-8")
    }
    pairs = []
    var ids: [[UInt8]: UInt32] = [:]
    for byte in UInt8.min...UInt8.max {
      let id = UInt32(ByteAlphabet.index(of: byte))
      ids[[byte]] = id
      ids[[byte] + Merges.wordEnd] = id + 256
    }
    for (number, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = line.last == 0x0d ? line.dropLast() : line
      let isHeader = number == 0 && String(decoding: line, as: UTF8.self).contains("#version")
      if line.isEmpty || isHeader { continue }
      let symbols = line.split(separator: 0x20, omittingEmptySubsequences: false)
        .map { Merges.symbol($0) }
      guard symbols.count == 2, let left = symbols[0], let right = symbols[1] else {
        throw EngineError(.format, "\(path), line \(number + 1): two symbols should be here")
      }
      guard let leftID = ids[left], let rightID = ids[right] else {
        let parts = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        throw EngineError(
          .format, "\(path), line \(number + 1): no line before it makes "
            + "\"\(parts[ids[left] == nil ? 0 : 1])\"")
      }
      let joined = left + right
      guard ids.updateValue(UInt32(Merges.baseSymbols + pairs.count), forKey: joined) == nil else {
        throw EngineError(
          .format, "\(path), line \(number + 1): a line before it makes the same symbol")
      }
      pairs.append((leftID, rightID))
    }
  }

  /// Marks the last byte of a word; no byte of UTF-8 text is 0xff.
  private static let wordEnd: [UInt8] = [0xff, 0xff]

  /// A symbol's bytes, with the mark when it ends a word; nil when it is none.
  private static func symbol(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    let ending: [Unicode.Scalar] = ["<", "/", "w", ">"]
    let isEnd = scalars.count > ending.count && scalars.suffix(ending.count).elementsEqual(ending)
    if isEnd { scalars.removeLast(ending.count) }
    let bytes = scalars.compactMap(ByteAlphabet.byte(of:))
    guard bytes.count == scalars.count, !bytes.isEmpty else { return nil }
    return isEnd ? bytes + wordEnd : bytes
  }
}
