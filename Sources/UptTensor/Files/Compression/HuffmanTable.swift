/// A canonical Huffman code for decoding: one table look-up for codes of up to `fastBits`, bit by
/// bit for the few longer ones.
struct HuffmanTable {
  static let fastBits = 10
  static let longest = 15
  /// By the next bits of the stream: symbol << 4 | length; 0 where the code is longer.
  private(set) var fast = [UInt16](repeating: 0, count: 1 << fastBits)
  /// How many codes have each length.
  private(set) var counts = [UInt16](repeating: 0, count: longest + 1)
  /// The symbols in order of their codes.
  private(set) var symbols: [UInt16] = []

  /// - Throws: `.format` when more codes are given than fit. Incomplete codes are taken: a stream
  ///   that uses what is missing is refused when it does.
  init(lengths: ArraySlice<UInt8>) throws {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...HuffmanTable.longest {
      left = left << 1 - Int(counts[length])
      guard left >= 0 else {
        throw EngineError(.format, "the compressed data are broken (a code is over-full)")
      }
    }
    var places = [Int](repeating: 0, count: HuffmanTable.longest + 2)
    var next = [Int](repeating: 0, count: HuffmanTable.longest + 2)
    for length in 1...HuffmanTable.longest {
      places[length + 1] = places[length] + Int(counts[length])
      next[length + 1] = (next[length] + Int(counts[length])) << 1
    }
    symbols = [UInt16](repeating: 0, count: places[HuffmanTable.longest + 1])
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let bits = Int(length)
      symbols[places[bits]] = UInt16(symbol)
      places[bits] += 1
      let code = next[bits]
      next[bits] += 1
      guard bits <= HuffmanTable.fastBits else { continue }
      // The stream gives a code's first bit lowest.
      var index = 0
      for bit in 0..<bits where code >> bit & 1 == 1 { index |= 1 << (bits - 1 - bit) }
      let entry = UInt16(symbol) << 4 | UInt16(bits)
      for slot in stride(from: index, to: fast.count, by: 1 << bits) { fast[slot] = entry }
    }
  }
}
