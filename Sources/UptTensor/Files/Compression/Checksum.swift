/// The checksums of PNG and zip files.
public enum Checksum {
  /// Eight tables of 256 one after the other: a byte's part once 0 to 7 more have followed.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { index in
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
      return value
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xff)] ^ (before >> 8))
    }
    return tables
  }()

  /// CRC-32, of a PNG's chunks and a zip file's entries.
  public static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { crc32($0) }
  }

  /// Eight bytes a step, since checkpoints have hundreds of megabytes.
  static func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    tables.withUnsafeBufferPointer { tables in
      var position = 0
      while position + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let mixed = word ^ UInt64(crc)
        // Written out, and with shifts that are not checked: a loop here is three times as slow.
        let near = tables[7 &<< 8 | Int(mixed & 0xff)]
          ^ tables[6 &<< 8 | Int(mixed &>> 8 & 0xff)]
          ^ tables[5 &<< 8 | Int(mixed &>> 16 & 0xff)]
          ^ tables[4 &<< 8 | Int(mixed &>> 24 & 0xff)]
        let far = tables[3 &<< 8 | Int(mixed &>> 32 & 0xff)]
          ^ tables[2 &<< 8 | Int(mixed &>> 40 & 0xff)]
          ^ tables[1 &<< 8 | Int(mixed &>> 48 & 0xff)]
          ^ tables[Int(mixed &>> 56)]
        crc = near ^ far
        position += 8
      }
      for byte in bytes[position...] {
        crc = tables[Int((crc ^ UInt32(byte)) & 0xff)] ^ (crc >> 8)
      }
    }
    return crc ^ 0xffff_ffff
  }

  /// Adler-32, of what zlib compressed.
  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var low: UInt32 = 1
    var high: UInt32 = 0
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        // 5552 sums stay within 32 bits.
        let end = min(start + 5552, bytes.count)
        for index in start..<end {
          low &+= UInt32(bytes[index])
          high &+= low
        }
        low %= 65521
        high %= 65521
        start = end
      }
    }
    return high << 16 | low
  }
}
