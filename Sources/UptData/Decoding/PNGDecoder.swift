import UptTensor

/// PNG (ISO 15948) of every colour type, depth and interlacing, as Pillow converts it to RGB: alpha
/// and transparency are dropped, 16-bit samples keep their high byte, gray is repeated.
enum PNGDecoder {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// What the first chunk says.
  struct Header {
    enum Colour: UInt8 { case gray = 0, rgb = 2, palette = 3, grayAlpha = 4, rgbAlpha = 6 }
    let width: Int
    let height: Int
    let depth: Int
    let colour: Colour
    let interlaced: Bool

    /// Samples in a pixel.
    var channels: Int {
      switch colour {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }

    /// Bytes of a row of `width` pixels, without its filter byte.
    func rowBytes(_ width: Int) -> Int { (width * channels * depth + 7) / 8 }
  }

  /// One of the reduced pictures of an interlaced file, or the only one of another.
  struct Pass {
    let x0: Int
    let y0: Int
    let dx: Int
    let dy: Int
    let width: Int
    let height: Int

    /// The passes of a picture that are not empty, in the file's order.
    static func of(_ header: Header) -> [Pass] {
      let grid =
        header.interlaced
        ? [
          (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2),
        ] : [(0, 0, 1, 1)]
      return grid.map { x0, y0, dx, dy in
        Pass(
          x0: x0, y0: y0, dx: dx, dy: dy, width: (header.width - x0 + dx - 1) / dx,
          height: (header.height - y0 + dy - 1) / dy)
      }.filter { $0.width > 0 && $0.height > 0 }
    }
  }

  static func decode(_ bytes: [UInt8]) throws -> Image {
    let (header, palette, stream) = try chunks(bytes)
    let passes = Pass.of(header)
    let total = passes.reduce(0) { $0 + $1.height * (1 + header.rowBytes($1.width)) }
    guard total <= Tensor.memoryLimit / 2 else {
      throw EngineError(.memory, "the pixels take \(Bytes.text(Double(total)))")
    }
    var raw = try Inflate.zlib(stream, limit: total)
    guard raw.count == total else { throw early() }
    let count = header.width * header.height * 3
    let pixels = try [UInt8](unsafeUninitializedCapacity: count) { out, written in
      try raw.withUnsafeMutableBufferPointer { raw in
        var start = 0
        for pass in passes {
          let row = header.rowBytes(pass.width)
          let size = pass.height * (1 + row)
          let part = UnsafeMutableBufferPointer(rebasing: raw[start..<(start + size)])
          try unfilter(part, row: row, step: max(1, header.channels * header.depth / 8))
          spread(part, row: row, pass, header, palette, into: out)
          start += size
        }
      }
      written = count
    }
    return Image(unchecked: header.width, header.height, pixels)
  }

  /// The header, the palette (padded to 256 colours) and the compressed pixels.
  private static func chunks(
    _ bytes: [UInt8]
  ) throws -> (header: Header, palette: [UInt8], stream: [UInt8]) {
    var position = signature.count
    var header: Header?
    var palette: [UInt8]?
    var stream: [UInt8] = []
    while position < bytes.count {
      guard bytes.count - position >= 12 else { throw early() }
      let length = word(bytes, position)
      let name = String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self)
      guard length <= bytes.count - position - 12 else { throw early() }
      let body = bytes[(position + 8)..<(position + 8 + length)]
      let critical = bytes[position + 4] & 0x20 == 0
      if critical {
        let crc = Checksum.crc32(bytes[(position + 4)..<(position + 8 + length)])
        guard Int(crc) == word(bytes, position + 8 + length) else {
          throw EngineError(.format, "the checksum of a part of the PNG differs")
        }
      }
      guard header != nil || name == "IHDR" else {
        throw EngineError(.format, "the PNG does not begin with its header")
      }
      switch name {
      case "IHDR":
        guard header == nil else { throw EngineError(.format, "the PNG has two headers") }
        header = try readHeader(Array(body))
      case "PLTE":
        guard length % 3 == 0, (3...768).contains(length) else {
          throw EngineError(.format, "a palette of \(length) bytes")
        }
        palette = Array(body) + [UInt8](repeating: 0, count: 768 - length)
      case "IDAT": stream += body
      case "IEND": position = bytes.count
      default:
        guard !critical else {
          throw EngineError(.format, "the PNG has a part that is not known here")
        }
      }
      if name != "IEND" { position += 12 + length }
    }
    guard let header else { throw early() }
    if header.colour == .palette, palette == nil {
      throw EngineError(.format, "the PNG has no palette")
    }
    return (header, palette ?? [], stream)
  }

  private static func early() -> EngineError {
    EngineError(.format, "the file ends before its last pixel")
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> Int {
    Int(bytes[at]) << 24 | Int(bytes[at + 1]) << 16 | Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
  }

  private static func readHeader(_ body: [UInt8]) throws -> Header {
    guard body.count == 13 else {
      throw EngineError(.format, "a header of \(body.count) bytes instead of 13")
    }
    let depths: [Int]
    let colour = Header.Colour(rawValue: body[9])
    switch colour {
    case .gray: depths = [1, 2, 4, 8, 16]
    case .palette: depths = [1, 2, 4, 8]
    case .rgb, .grayAlpha, .rgbAlpha: depths = [8, 16]
    case nil: depths = []
    }
    let depth = Int(body[8])
    guard let colour, depths.contains(depth), body[10] == 0, body[11] == 0, body[12] <= 1 else {
      throw EngineError(
        .format, "colour type \(body[9]) with \(depth) bits, compression \(body[10]), "
          + "filter \(body[11]), interlacing \(body[12]) is no PNG")
    }
    let width = word(body, 0)
    let height = word(body, 4)
    try Image.check(width: width, height: height)
    return Header(
      width: width, height: height, depth: depth, colour: colour, interlaced: body[12] == 1)
  }
}
