import Foundation
import UptTensor

/// Pictures to files' bytes.
public enum ImageEncoder {
  /// A PNG: 8-bit RGB, each row under the filter that leaves the smallest numbers.
  public static func png(_ image: Image) -> [UInt8] {
    var header: [UInt8] = []
    header += bigEndian(image.width) + bigEndian(image.height) + [8, 2, 0, 0, 0]
    var bytes = PNGDecoder.signature
    chunk("IHDR", header, to: &bytes)
    chunk("IDAT", Deflate.zlib(filtered(image)), to: &bytes)
    chunk("IEND", [], to: &bytes)
    return bytes
  }

  /// A binary PPM (P6).
  public static func ppm(_ image: Image) -> [UInt8] {
    Array("P6\n\(image.width) \(image.height)\n255\n".utf8) + image.pixels
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func chunk(_ name: String, _ body: [UInt8], to bytes: inout [UInt8]) {
    let content = Array(name.utf8) + body
    bytes += bigEndian(body.count) + content + bigEndian(Int(Checksum.crc32(content[...])))
  }

  private static func filtered(_ image: Image) -> [UInt8] {
    let row = image.width * 3
    var result: [UInt8] = []
    result.reserveCapacity((row + 1) * image.height)
    var above = [UInt8](repeating: 0, count: row)
    for y in 0..<image.height {
      let line = Array(image.pixels[(y * row)..<((y + 1) * row)])
      var best: (sum: Int, filter: UInt8, bytes: [UInt8])?
      for filter in UInt8(0)...4 {
        let candidate = filtered(line, above: above, filter: filter)
        let sum = candidate.reduce(0) { $0 + abs(Int(Int8(bitPattern: $1))) }
        if sum < best?.sum ?? .max { best = (sum, filter, candidate) }
      }
      if let best {
        result.append(best.filter)
        result += best.bytes
      }
      above = line
    }
    return result
  }

  private static func filtered(_ line: [UInt8], above: [UInt8], filter: UInt8) -> [UInt8] {
    line.indices.map { x in
      let left = x < 3 ? 0 : Int(line[x - 3])
      let corner = x < 3 ? 0 : Int(above[x - 3])
      let up = Int(above[x])
      let guess: UInt8 =
        switch filter {
        case 0: 0
        case 1: UInt8(truncatingIfNeeded: left)
        case 2: UInt8(truncatingIfNeeded: up)
        case 3: UInt8(truncatingIfNeeded: (left + up) >> 1)
        default: PNGDecoder.paeth(left, up, corner)
        }
      return line[x] &- guess
    }
  }
}

extension Image {
  /// Writes the picture to a file: PPM for names that end in `.ppm`, PNG for all others.
  /// - Throws: `.file` when the file cannot be written.
  public func write(to path: String) throws {
    let bytes =
      path.lowercased().hasSuffix(".ppm") ? ImageEncoder.ppm(self) : ImageEncoder.png(self)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw EngineError(.file, "\(path): the picture could not be written")
    }
  }
}
