import UptTensor

/// JPEG through libturbojpeg: the accurate transform and triangle upsampling, as Pillow has them.
///
/// EXIF's rotation is not applied, as neither `Image.open(path).convert("RGB")` nor CLIP or CoOp
/// apply it. Four components are taken for Adobe's inverted inks (CMYK or YCCK), whether or not the
/// file says so, as Pillow does. Files that end early are refused, as Pillow refuses them, even
/// when they lack the end marker alone.
enum JPEGDecoder {
  static func decode(
    _ bytes: [UInt8], library: TurboJPEG? = TurboJPEG.shared
  ) throws -> Image {
    guard let library else {
      throw EngineError(
        .missingLibrary, "a JPEG, which needs \(TurboJPEG.name)", hint: TurboJPEG.install)
    }
    guard hasEnd(bytes) else { throw early }
    guard let handle = library.takeHandle() else {
      throw EngineError(.memory, "\(TurboJPEG.name) has no memory left")
    }
    var decoder = Session(library: library, handle: handle)
    defer { library.give(back: handle, isSound: decoder.isSound) }
    let header = try decoder.header(bytes)
    return try decoder.pixels(bytes, header)
  }

  private static var early: EngineError {
    EngineError(.format, "the file ends before its last pixel")
  }

  /// Whether a scan is followed by the end marker. The library says so, too, but not if other
  /// complaints come after that. What follows the end is not looked at, and neither marker occurs
  /// inside of a scan.
  private static func hasEnd(_ bytes: [UInt8]) -> Bool {
    for index in stride(from: bytes.count - 2, through: 0, by: -1) where bytes[index] == 0xff {
      if bytes[index + 1] == 0xd9 { return true }
      if bytes[index + 1] == 0xda { return false }
    }
    return false
  }

  private struct Header {
    let width: Int
    let height: Int
    let isCMYK: Bool
  }

  private struct Session {
    let library: TurboJPEG
    let handle: UnsafeMutableRawPointer
    /// Whether the library has decoded a picture without a word.
    var isSound = false

    var message: String {
      library.lastError(handle).map { String(cString: $0) } ?? "unknown error"
    }

    func header(_ bytes: [UInt8]) throws -> Header {
      var width: Int32 = 0
      var height: Int32 = 0
      var sampling: Int32 = 0
      var space: Int32 = 0
      let status = library.readHeader(
        handle, bytes, CUnsignedLong(bytes.count), &width, &height, &sampling, &space)
      guard status == 0 || (library.lastErrorCode(handle) == 0 && width > 0) else {
        throw EngineError(.format, "a broken JPEG (\(message))")
      }
      try Image.check(width: Int(width), height: Int(height))
      // A block of 64 pixels takes a bit at least in all but contrived files.
      guard Int(width) * Int(height) / 4096 <= bytes.count else {
        throw EngineError(
          .format, "a JPEG that claims \(width)×\(height) pixels in \(bytes.count) bytes")
      }
      return Header(
        width: Int(width), height: Int(height), isCMYK: TurboJPEG.cmykSpaces.contains(space))
    }

    mutating func pixels(_ bytes: [UInt8], _ header: Header) throws -> Image {
      let count = header.width * header.height * (header.isCMYK ? 4 : 3)
      var status: Int32 = 0
      let pixels = [UInt8](unsafeUninitializedCapacity: count) { out, written in
        status = library.decompress(
          handle, bytes, CUnsignedLong(bytes.count), out.baseAddress, Int32(header.width), 0,
          Int32(header.height), header.isCMYK ? TurboJPEG.cmyk : TurboJPEG.rgb, 0)
        written = count
      }
      isSound = status == 0
      if !isSound {
        let message = message
        guard !message.lowercased().contains("premature end") else { throw early }
        // Code 0 is a warning: the picture is there, as every other reader shows it.
        guard library.lastErrorCode(handle) == 0 else {
          throw EngineError(.format, "a broken JPEG (\(message))")
        }
      }
      return Image(
        unchecked: header.width, header.height, header.isCMYK ? colours(pixels) : pixels)
    }

    /// CMYK as Adobe stores it, inverted, to RGB as Pillow computes it.
    private func colours(_ inks: [UInt8]) -> [UInt8] {
      let count = inks.count / 4
      return [UInt8](unsafeUninitializedCapacity: count * 3) { out, written in
        for index in 0..<count {
          let light = Int(inks[index * 4 + 3])
          for channel in 0..<3 {
            let product = (255 - Int(inks[index * 4 + channel])) * light + 128
            let dark = ((product >> 8) + product) >> 8
            out[index * 3 + channel] = UInt8(max(0, min(255, light - dark)))
          }
        }
        written = count * 3
      }
    }
  }
}
