/// Compression to zlib streams: matches found through a hash of three bytes, fixed codes. Small and
/// the same bytes everywhere; a tenth or so larger than zlib's best.
public enum Deflate {
  /// A zlib stream of one block.
  public static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var writer = BitWriter()
    writer.output.reserveCapacity(bytes.count / 2 + 64)
    writer.output = [0x78, 0x9c]
    writer.write(1, 1)
    writer.write(1, 2)
    compress(bytes, into: &writer)
    writer.code(256)
    writer.flush()
    let checksum = Checksum.adler32(bytes)
    for shift in [24, 16, 8, 0] as [UInt32] {
      writer.output.append(UInt8(truncatingIfNeeded: checksum >> shift))
    }
    return writer.output
  }

  private static func compress(_ bytes: [UInt8], into writer: inout BitWriter) {
    var latest = [Int](repeating: -1, count: 1 << 15)
    func hash(_ at: Int) -> Int {
      let word = UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
      return Int((word &* 0x9e37_79b1) >> 17)
    }
    var position = 0
    while position < bytes.count {
      var length = 0
      var distance = 0
      if position + 2 < bytes.count {
        let slot = hash(position)
        let candidate = latest[slot]
        latest[slot] = position
        if candidate >= 0, position - candidate <= 32768 {
          let most = min(258, bytes.count - position)
          while length < most, bytes[candidate + length] == bytes[position + length] { length += 1 }
          distance = position - candidate
        }
      }
      guard length >= 3 else {
        writer.code(Int(bytes[position]))
        position += 1
        continue
      }
      writer.match(length: length, distance: distance)
      for next in (position + 1)..<(position + length) where next + 2 < bytes.count {
        latest[hash(next)] = next
      }
      position += length
    }
  }
}

/// Bits to bytes, lowest first, with deflate's fixed codes.
private struct BitWriter {
  var output: [UInt8] = []
  private var buffer: UInt64 = 0
  private var count = 0

  mutating func write(_ value: Int, _ bits: Int) {
    buffer |= UInt64(value) << UInt64(count)
    count += bits
    while count >= 8 {
      output.append(UInt8(truncatingIfNeeded: buffer))
      buffer >>= 8
      count -= 8
    }
  }

  mutating func flush() {
    if count > 0 { write(0, 8 - count) }
  }

  /// Huffman codes go in with their first bit first.
  private mutating func reversed(_ value: Int, _ bits: Int) {
    var turned = 0
    for bit in 0..<bits where value >> bit & 1 == 1 { turned |= 1 << (bits - 1 - bit) }
    write(turned, bits)
  }

  mutating func code(_ symbol: Int) {
    switch symbol {
    case ..<144: reversed(0x30 + symbol, 8)
    case ..<256: reversed(0x190 + symbol - 144, 9)
    case ..<280: reversed(symbol - 256, 7)
    default: reversed(0xc0 + symbol - 280, 8)
    }
  }

  mutating func match(length: Int, distance: Int) {
    let row = DeflateTables.row(of: length, in: DeflateTables.lengthBase)
    code(257 + row)
    write(length - Int(DeflateTables.lengthBase[row]), Int(DeflateTables.lengthBits[row]))
    let column = DeflateTables.row(of: distance, in: DeflateTables.distanceBase)
    reversed(column, 5)
    write(
      distance - Int(DeflateTables.distanceBase[column]), Int(DeflateTables.distanceBits[column]))
  }
}
