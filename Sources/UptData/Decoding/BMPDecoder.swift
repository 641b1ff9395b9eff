import UptTensor

/// BMP of 1, 4, 8, 16, 24 and 32 bits a pixel, bottom-up or top-down, with every header that Pillow
/// reads and as Pillow converts it to RGB: alpha is dropped, samples of 5 and 6 bits are stretched
/// to 0…255 and rounded down. Run-length encoding and pictures inside (JPEG, PNG) are refused.
enum BMPDecoder {
  static let signature: [UInt8] = Array("BM".utf8)

  static func decode(_ bytes: [UInt8]) throws -> Image {
    let file = File(bytes: bytes)
    let header = try Header(file)
    let stride = (header.width * header.bits + 31) / 32 * 4
    guard header.pixels >= 0, header.pixels <= bytes.count,
      stride * header.height <= bytes.count - header.pixels
    else { throw EngineError(.format, "the file ends before its last pixel") }
    let colours = try Colours(file, header)
    let row = header.width * 3
    let pixels = [UInt8](unsafeUninitializedCapacity: row * header.height) { out, written in
      bytes.withUnsafeBufferPointer { source in
        for y in 0..<header.height {
          let line = header.pixels + (header.isTopDown ? y : header.height - 1 - y) * stride
          let from = UnsafeBufferPointer(rebasing: source[line..<(line + stride)])
          let to = UnsafeMutableBufferPointer(rebasing: out[(y * row)..<((y + 1) * row)])
          colours.convert(from, to, width: header.width)
        }
      }
      written = row * header.height
    }
    return Image(unchecked: header.width, header.height, pixels)
  }

  /// Little-endian numbers at checked places.
  struct File {
    let bytes: [UInt8]

    func number(_ at: Int, _ size: Int) throws -> Int {
      guard at >= 0, at + size <= bytes.count else {
        throw EngineError(.format, "the file ends in its header")
      }
      return (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
  }

  struct Header {
    /// Where the second header begins, whose size tells its kind.
    static let start = 14
    let size: Int
    let width: Int
    let height: Int
    let isTopDown: Bool
    let bits: Int
    let pixels: Int
    /// The bits of red, green and blue, where the file says which those are.
    let masks: [UInt32]?
    /// Where the palette begins, the bytes of a colour in it, and how many colours there are.
    let palette: (start: Int, step: Int, count: Int)

    init(_ file: File) throws {
      pixels = try file.number(10, 4)
      let size = try file.number(Self.start, 4)
      guard [12, 40, 52, 56, 64, 108, 124].contains(size) else {
        throw EngineError(.format, "a BMP header of \(size) bytes, which no program writes")
      }
      self.size = size
      let isOld = size == 12
      let width = try file.number(Self.start + 4, isOld ? 2 : 4)
      // A negative height says that the first row is the topmost.
      let height =
        isOld
        ? try file.number(Self.start + 6, 2)
        : Int(Int32(truncatingIfNeeded: try file.number(Self.start + 8, 4)))
      isTopDown = height < 0
      self.width = width
      self.height = abs(height)
      try Image.check(width: width, height: self.height)
      bits = try file.number(Self.start + (isOld ? 10 : 14), 2)
      let compression = isOld ? 0 : try file.number(Self.start + 16, 4)
      let colours = isOld ? 0 : try file.number(Self.start + 32, 4)
      masks = try Self.masks(file, size: size, bits: bits, compression: compression)
      palette = (
        Self.start + size, isOld ? 3 : 4,
        bits > 8 ? 0 : (colours == 0 ? 1 << bits : min(colours, 1 << bits))
      )
    }

    private static func masks(
      _ file: File, size: Int, bits: Int, compression: Int
    ) throws -> [UInt32]? {
      switch (compression, bits) {
      case (0, 1), (0, 4), (0, 8): return nil
      case (0, 16): return [0x7c00, 0x03e0, 0x001f]
      case (0, 24), (0, 32): return [0xff0000, 0xff00, 0xff]
      case (3, 16), (3, 32):
        // Behind the short header, inside the longer ones: the same place.
        return try (0..<3).map { UInt32(try file.number(start + 40 + 4 * $0, 4)) }
      case (1, 8), (2, 4):
        throw EngineError(
          .format, "a run-length encoded BMP, which is not read", hint: "save it as PNG")
      default:
        throw EngineError(
          .format, "a BMP of \(bits) bits a pixel in encoding \(compression), which is not read",
          hint: "save it as PNG")
      }
    }
  }
}
