import UptTensor

/// JPEG through libturbojpeg: the accurate transform and triangle upsampling, as Pillow has them.
/// EXIF's rotation is not applied.
enum JPEGDecoder {
  static func decode(
    _ bytes: [UInt8], library: TurboJPEG? = TurboJPEG.shared
  ) throws -> Image {
    guard let library else {
      throw EngineError(
        .missingLibrary, "a JPEG, which needs \(TurboJPEG.name)", hint: TurboJPEG.install)
    }
    guard let handle = library.open() else {
      throw EngineError(.memory, "\(TurboJPEG.name) has no memory left")
    }
    defer { _ = library.close(handle) }
    let decoder = Session(library: library, handle: handle)
    let header = try decoder.header(bytes)
    do {
      return try decoder.pixels(bytes, header)
    } catch Failure.early {
      // Whole pictures that lack nothing but the end marker are common; Pillow reads them.
      guard !bytes.suffix(2).elementsEqual([0xff, 0xd9]),
        let image = try? decoder.pixels(bytes + [0xff, 0xd9], header)
      else { throw EngineError(.format, "the file ends before its last pixel") }
      return image
    }
  }

  private enum Failure: Error { case early }

  private struct Header {
    let width: Int
    let height: Int
    let isCMYK: Bool
  }

  private struct Session {
    let library: TurboJPEG
    let handle: UnsafeMutableRawPointer

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

    func pixels(_ bytes: [UInt8], _ header: Header) throws -> Image {
      let channels = header.isCMYK ? 4 : 3
      var pixels = [UInt8](repeating: 0, count: header.width * header.height * channels)
      let status = library.decompress(
        handle, bytes, CUnsignedLong(bytes.count), &pixels, Int32(header.width), 0,
        Int32(header.height), header.isCMYK ? TurboJPEG.cmyk : TurboJPEG.rgb, 0)
      if status != 0 {
        let message = message
        if message.lowercased().contains("premature end") { throw Failure.early }
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
