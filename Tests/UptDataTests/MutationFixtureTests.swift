import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// The stored pictures, cut short and damaged at random: an error or a picture, never a trap.
@Suite struct MutationFixtureTests {
  static var files: [String] {
    (PictureCases.stored?.cases ?? []).filter { TurboJPEG.shared != nil || !$0.isJPEG }.map(\.file)
  }

  func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("preproc/\(file)"))))
  }

  /// Whether the bytes are a picture; anything thrown but an `EngineError` fails the test.
  func decodes(_ bytes: [UInt8]) throws -> Bool {
    do {
      let image = try ImageDecoder.decode(bytes, name: "damaged")
      #expect(image.pixels.count == image.width * image.height * 3)
      return true
    } catch is EngineError {
      return false
    }
  }

  @Test(arguments: files)
  func cutShort(_ file: String) throws {
    let bytes = try bytes(file)
    var stream = Random(1, "cut")
    let drawn = (0..<30).map { _ in stream.below(bytes.count) }
    let places = [bytes.count / 2, bytes.count - 20] + drawn
    for place in places where place < bytes.count - 16 {
      #expect(try !decodes(Array(bytes[..<place])), "\(file) cut at \(place)")
    }
  }

  @Test(arguments: files)
  func damaged(_ file: String) throws {
    let bytes = try bytes(file)
    var stream = Random(2, "damage")
    for _ in 0..<60 {
      var copy = bytes
      for _ in 0...stream.below(4) {
        // Headers are at the front, so they are hit more often.
        let reach = stream.below(2) == 0 ? min(60, copy.count) : copy.count
        let place = stream.below(reach)
        copy[place] = UInt8(stream.below(256))
      }
      _ = try decodes(copy)
    }
  }

  /// Damage behind the checksums, where it reaches the decompression.
  @Test func damagedStreams() throws {
    var stream = Random(3, "stream")
    let image = try patterned(40, 30)
    let rows = Deflate.zlib(image.pixels)
    for round in 0..<2000 {
      var copy = rows
      for _ in 0...stream.below(3) { copy[stream.below(copy.count)] = UInt8(stream.below(256)) }
      if round % 3 == 0 { copy = Array(copy[..<stream.below(copy.count)]) }
      _ = try? Inflate.zlib(copy, limit: image.pixels.count)
    }
  }

  /// Streams of random bits under every kind of block.
  @Test func randomStreams() {
    var stream = Random(4, "random")
    for _ in 0..<3000 {
      let noise = (0..<stream.below(200)).map { _ in UInt8(stream.below(256)) }
      _ = try? Inflate.zlib([0x78, 0x9c] + noise, limit: 5000)
    }
  }
}
