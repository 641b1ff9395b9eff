import Foundation
import Testing
import UptTensor

@testable import UptData

/// A small picture with some structure.
func patterned(_ width: Int, _ height: Int, seed: Int = 1) throws -> Image {
  var stream = Random(seed, "pattern")
  var pixels: [UInt8] = []
  for y in 0..<height {
    for x in 0..<width {
      pixels.append(UInt8(truncatingIfNeeded: x * 9 + y))
      pixels.append(UInt8(truncatingIfNeeded: y * 5))
      pixels.append(UInt8(stream.below(3) * 100))
    }
  }
  return try Image(width: width, height: height, pixels: pixels)
}

/// Bytes of a `.npy` file.
func numpy(_ header: String, _ body: [UInt8]) -> [UInt8] {
  let text = Array((header + "\n").utf8)
  return Numpy.signature + [1, 0, UInt8(text.count & 255), UInt8(text.count >> 8)]
    + text + body
}

@Suite struct DecoderTests {
  func decode(_ text: String, _ body: [UInt8] = []) throws -> Image {
    try ImageDecoder.decode(Array(text.utf8) + body, name: "picture")
  }

  @Test(arguments: [(1, 1), (1, 9), (9, 1), (7, 5), (64, 64), (300, 200)])
  func writersGoThereAndBack(_ size: (Int, Int)) throws {
    let image = try patterned(size.0, size.1)
    #expect(try ImageDecoder.decode(ImageEncoder.png(image), name: "png") == image)
    #expect(try ImageDecoder.decode(ImageEncoder.ppm(image), name: "ppm") == image)
  }

  @Test func compressionShrinksWhatRepeats() throws {
    let flat = try Image(width: 256, height: 256, red: 10, green: 200, blue: 30)
    let bytes = ImageEncoder.png(flat)
    #expect(bytes.count < 3000)
    #expect(try ImageDecoder.decode(bytes, name: "flat") == flat)
  }

  @Test func netpbmInAllItsForms() throws {
    let wanted: [UInt8] = [0, 0, 0, 255, 255, 255]
    #expect(try decode("P1 # comment\n2 1\n10").pixels == wanted)
    #expect(try decode("P4\n2 1\n", [0b1000_0000]).pixels == wanted)
    #expect(try decode("P2\n2 1\n15\n0 15\n").pixels == wanted)
    #expect(try decode("P5\n2 1 255\n", [0, 255]).pixels == wanted)
    #expect(try decode("P5\n2 1 65535\n", [0, 0, 255, 255]).pixels == wanted)
    #expect(try decode("P3\n2 1\n255\n0 0 0 255 255 255").pixels == wanted)
    #expect(try decode("P6\n#a\n2 #b\n1\n255\n", wanted).pixels == wanted)
    #expect(
      try decode("P6 2 1 65535\n", [0, 0, 0, 0, 0, 0] + [UInt8](repeating: 255, count: 6)).pixels
        == wanted)
  }

  @Test func numpyInAllItsForms() throws {
    let wanted: [UInt8] = [0, 0, 0, 255, 255, 255]
    let cases: [(String, String, [UInt8])] = [
      ("|u1", "1, 2, 3", wanted), ("|u1", "1, 2", [0, 255]),
      ("|u1", "1, 2, 4", [0, 0, 0, 9, 255, 255, 255, 9]),
      ("<f4", "1, 2", [0, 0, 0, 0, 0, 0, 128, 63]), (">f4", "1, 2", [0, 0, 0, 0, 63, 128, 0, 0]),
      ("<f8", "1, 2, 1", [UInt8](repeating: 0, count: 14) + [0xf0, 0x3f]),
    ]
    for (type, shape, body) in cases {
      let image = try ImageDecoder.decode(numpy(Self.header(type, shape), body), name: "npy")
      #expect(image.pixels == wanted, "\(type) \(shape)")
    }
    let columns = numpy(Self.header("|u1", "2, 2", columns: true), [0, 1, 255, 2])
    #expect(
      try ImageDecoder.decode(columns, name: "npy").pixels
        == [0, 0, 0, 255, 255, 255, 1, 1, 1, 2, 2, 2])
  }

  static func header(_ type: String, _ shape: String, columns: Bool = false) -> String {
    let order = columns ? "True" : "False"
    return "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(shape)), }"
  }

  static let broken: [(String, [UInt8])] = [
    ("empty", []), ("one byte", [0x89]), ("unknown", Array("BMwhatever".utf8)),
    ("signature alone", PNGDecoder.signature), ("jpeg marker alone", [0xff, 0xd8, 0xff]),
    ("numpy signature alone", Numpy.signature),
    ("no sizes", Array("P6".utf8)), ("no width", Array("P6 x 3 255\n".utf8)),
    ("zero width", Array("P6 0 3 255\n".utf8)), ("zero height", Array("P3 3 0 255\n1".utf8)),
    ("enormous", Array("P6 999999999 999999999 255\nabc".utf8)),
    ("endless number", Array("P6 99999999999999999999999999 1 255\nabc".utf8)),
    ("large and empty", Array("P6 10000 10000 255\n".utf8)),
    ("large text and empty", Array("P3 10000 10000 255\n".utf8)),
    ("value too large", Array("P2 1 1 10 11".utf8)), ("maximum of 0", Array("P5 1 1 0 a".utf8)),
    ("maximum too large", Array("P5 1 1 70000 abcd".utf8)), ("short", Array("P5 2 2 255\nab".utf8)),
    ("bits short", Array("P4 9 2\na".utf8)),
    ("negative", Array("P5 -2 2 255\nab".utf8)),
    ("npy enormous", numpy(header("|u1", "9, 99999999999999"), [1])),
    ("npy negative", numpy(header("|u1", "-1, -1"), [1])),
    ("npy vector", numpy(header("|u1", "1,"), [1])),
    ("npy objects", numpy(header("|O", "1, 1"), [1])),
    ("npy integers", numpy(header("<i2", "1, 1"), [1, 0])),
    ("npy long", numpy(header("|u1", "1, 1"), [1, 2])),
    ("npy short", numpy(header("<f4", "2, 2"), [1])),
    ("npy no shape", numpy("{'descr': '<f4', 'fortran_order': False, }", [1])),
    ("npy odd shape", numpy(header("|u1", "a, 1"), [1])),
  ]

  @Test(arguments: broken)
  func brokenFilesAreErrors(_ name: String, _ bytes: [UInt8]) {
    do {
      _ = try ImageDecoder.decode(bytes, name: "somewhere/\(name)")
      Issue.record("\(name) was taken for a picture")
    } catch let error as EngineError {
      #expect(error.message.hasPrefix("somewhere/\(name): "))
      #expect([.format, .missingLibrary].contains(error.kind))
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  /// A PNG with these bytes as its header and its compressed rows.
  static func png(header: [UInt8], rows: [UInt8]) -> [UInt8] {
    func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
      let content = Array(name.utf8) + body
      func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
      }
      return word(body.count) + content + word(Int(Checksum.crc32(content[...])))
    }
    return PNGDecoder.signature + chunk("IHDR", header) + chunk("IDAT", rows) + chunk("IEND", [])
  }

  @Test func lyingHeadersOfPNG() throws {
    let good = Self.png(header: [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0], rows: Deflate.zlib([0, 7]))
    #expect(try ImageDecoder.decode(good, name: "good").pixels == [7, 7, 7])
    let headers: [[UInt8]] = [
      [0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0, 8, 0, 0, 0, 0],
      [127, 255, 255, 255, 127, 255, 255, 255, 16, 6, 0, 0, 1],
      [255, 255, 255, 255, 0, 0, 0, 1, 8, 0, 0, 0, 0],
      [0, 0, 39, 16, 0, 0, 39, 16, 16, 6, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 0],
      [0, 0, 0, 1, 0, 0, 0, 1, 16, 3, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 1, 8, 5, 0, 0, 0],
      [0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 1, 0, 0],
      [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 2], [0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0],
      [0, 0, 0, 1],
    ]
    for header in headers {
      #expect(throws: EngineError.self) {
        try ImageDecoder.decode(Self.png(header: header, rows: Deflate.zlib([0, 7])), name: "x")
      }
    }
    #expect(throws: EngineError.self) {
      try ImageDecoder.decode(
        Self.png(header: [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0], rows: Deflate.zlib([5, 7])),
        name: "no such filter")
    }
  }

  @Test func missingFilesAndFolders() {
    for path in ["/no/such/picture.png", NSTemporaryDirectory()] {
      #expect(throws: EngineError.self) { try ImageDecoder.load(path) }
    }
  }

  @Test func aMissingLibraryIsNamedWithItsPackages() {
    do {
      _ = try JPEGDecoder.decode([0xff, 0xd8, 0xff], library: nil)
      Issue.record("decoded without a library")
    } catch let error as EngineError {
      #expect(error.kind == .missingLibrary && error.message.contains("libturbojpeg"))
      #expect(error.hint?.contains("apt install") == true && error.hint?.contains("brew") == true)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func librariesAreListed() {
    let libraries = ImageDecoder.available()
    #expect(libraries.map(\.name).contains("libturbojpeg"))
    #expect(libraries.allSatisfy { !$0.install.isEmpty })
  }
}
