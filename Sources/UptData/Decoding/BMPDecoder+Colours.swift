import UptTensor

extension BMPDecoder {
  /// How a row's bytes become colours.
  enum Colours {
    /// Indices of so many bits into 256 colours.
    case palette([UInt8], bits: Int)
    /// Blue, green and red bytes, and what lies between two pixels.
    case bytes(step: Int)
    /// Red, green and blue as bits of a number.
    case fields([Field], bytes: Int)

    /// Neighbouring bits of a pixel.
    struct Field {
      let shift: UInt32
      let largest: UInt32

      /// - Throws: `.format` when the bits do not lie side by side.
      init(_ mask: UInt32) throws {
        shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
        largest = mask >> shift
        guard mask != 0, largest & (largest &+ 1) == 0 else {
          throw EngineError(.format, "a BMP whose colours are no bits side by side")
        }
      }

      func value(_ pixel: UInt32) -> UInt8 {
        UInt8(UInt64(pixel >> shift & largest) * 255 / UInt64(largest))
      }
    }

    init(_ file: File, _ header: Header) throws {
      guard let masks = header.masks else {
        var colours = [UInt8](repeating: 0, count: 768)
        for index in 0..<header.palette.count {
          let place = header.palette.start + index * header.palette.step
          for channel in 0..<3 {
            colours[index * 3 + channel] = UInt8(try file.number(place + 2 - channel, 1))
          }
        }
        self = .palette(colours, bits: header.bits)
        return
      }
      if masks == [0xff0000, 0xff00, 0xff], header.bits >= 24 {
        self = .bytes(step: header.bits / 8)
      } else {
        self = .fields(try masks.map { try Field($0) }, bytes: header.bits / 8)
      }
    }

    /// Converts the pixels of one row.
    func convert(
      _ source: UnsafeBufferPointer<UInt8>, _ out: UnsafeMutableBufferPointer<UInt8>, width: Int
    ) {
      switch self {
      case .palette(let colours, let bits):
        let mask = UInt8((1 << bits) - 1)
        for x in 0..<width {
          let bit = x * bits
          let index = Int(source[bit / 8] >> UInt8(8 - bits - bit % 8) & mask)
          for channel in 0..<3 { out[x * 3 + channel] = colours[index * 3 + channel] }
        }
      case .bytes(let step):
        for x in 0..<width {
          out[x * 3] = source[x * step + 2]
          out[x * 3 + 1] = source[x * step + 1]
          out[x * 3 + 2] = source[x * step]
        }
      case .fields(let fields, let bytes):
        for x in 0..<width {
          var pixel: UInt32 = 0
          for byte in 0..<bytes { pixel |= UInt32(source[x * bytes + byte]) << UInt32(8 * byte) }
          for channel in 0..<3 { out[x * 3 + channel] = fields[channel].value(pixel) }
        }
      }
    }
  }
}
