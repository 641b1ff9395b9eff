import UptTensor

/// PBM, PGM and PPM, as text (P1–P3) and as bytes (P4–P6), up to 16 bits a sample.
enum NetpbmDecoder {
  static func decode(_ bytes: [UInt8]) throws -> Image {
    var reader = Reader(bytes: bytes, position: 2)
    let kind = Int(bytes[1]) - 0x30
    let width = try reader.number("width")
    let height = try reader.number("height")
    let bilevel = kind == 1 || kind == 4
    let largest = bilevel ? 1 : try reader.number("largest value")
    guard (1...65535).contains(largest) else {
      throw EngineError(.format, "the largest value is \(largest), not in 1…65535")
    }
    try Image.check(width: width, height: height)
    let channels = kind == 3 || kind == 6 ? 3 : 1
    let samples: [UInt8]
    if kind <= 3 {
      samples = try reader.text(
        count: width * height * channels, largest: largest, bilevel: bilevel)
    } else {
      try reader.endHeader()
      samples = try kind == 4
        ? reader.bits(width: width, height: height)
        : reader.binary(count: width * height * channels, largest: largest)
    }
    return Image(unchecked: width, height, channels == 3 ? samples : repeated(samples))
  }

  /// Each gray value three times.
  static func repeated(_ gray: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: gray.count * 3) { out, count in
      for (index, value) in gray.enumerated() {
        out[index * 3] = value
        out[index * 3 + 1] = value
        out[index * 3 + 2] = value
      }
      count = gray.count * 3
    }
  }

  /// 0…`largest` to 0…255, halves to even as Pillow rounds.
  private static func scaled(_ value: Int, _ largest: Int) -> UInt8 {
    if largest == 255 { return UInt8(min(value, 255)) }
    return UInt8(
      min((Double(value) / Double(largest) * 255).rounded(.toNearestOrEven), 255))
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private func early(_ what: String) -> EngineError {
      EngineError(.format, "the file ends before its \(what)")
    }

    /// White space and comments, which run from `#` to the end of the line.
    mutating func skipSpace() {
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "#") {
          while position < bytes.count, bytes[position] != 0x0a, bytes[position] != 0x0d {
            position += 1
          }
        } else if Reader.isSpace(bytes[position]) {
          position += 1
        } else {
          return
        }
      }
    }

    mutating func number(_ what: String) throws -> Int {
      skipSpace()
      guard position < bytes.count else { throw early(what) }
      var value = 0
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
        value = value * 10 + Int(bytes[position] - 0x30)
        position += 1
        guard value <= 1_000_000_000 else {
          throw EngineError(.format, "the \(what) is over 1,000,000,000")
        }
      }
      guard position > start else { throw EngineError(.format, "the \(what) is not a number") }
      return value
    }

    /// The one character of white space between the header and bytes.
    mutating func endHeader() throws {
      guard position < bytes.count else { throw early("pixels") }
      guard Reader.isSpace(bytes[position]) else {
        throw EngineError(.format, "no white space after the header")
      }
      position += 1
    }

    mutating func text(count: Int, largest: Int, bilevel: Bool) throws -> [UInt8] {
      // Every sample takes a character at least, so a lying header costs no memory.
      guard count <= bytes.count - position else { throw early("last pixel") }
      var samples: [UInt8] = []
      samples.reserveCapacity(count)
      for _ in 0..<count {
        if bilevel {
          skipSpace()
          guard position < bytes.count else { throw early("last pixel") }
          guard bytes[position] == 0x30 || bytes[position] == 0x31 else {
            throw EngineError(.format, "a pixel is neither 0 nor 1")
          }
          samples.append(bytes[position] == 0x31 ? 0 : 255)
          position += 1
        } else {
          let value = try number("last pixel")
          guard value <= largest else {
            throw EngineError(.format, "a pixel of \(value) is over the largest value \(largest)")
          }
          samples.append(scaled(value, largest))
        }
      }
      return samples
    }

    func binary(count: Int, largest: Int) throws -> [UInt8] {
      let width = largest > 255 ? 2 : 1
      guard count * width <= bytes.count - position else { throw early("last pixel") }
      if largest == 255 { return Array(bytes[position..<(position + count)]) }
      return (0..<count).map { index in
        let place = position + index * width
        let value = width == 1 ? Int(bytes[place]) : Int(bytes[place]) << 8 | Int(bytes[place + 1])
        return scaled(value, largest)
      }
    }

    func bits(width: Int, height: Int) throws -> [UInt8] {
      let stride = (width + 7) / 8
      guard stride * height <= bytes.count - position else { throw early("last pixel") }
      var samples: [UInt8] = []
      samples.reserveCapacity(width * height)
      for y in 0..<height {
        for x in 0..<width {
          let byte = bytes[position + y * stride + x / 8]
          samples.append(byte >> UInt8(7 - x % 8) & 1 == 1 ? 0 : 255)
        }
      }
      return samples
    }
  }
}
