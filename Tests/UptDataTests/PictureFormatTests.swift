import Foundation
import Testing
import UptTensor

@testable import UptData

/// A file of `Pictures`, made by `make_pictures.py` there, and what Pillow reads from it.
struct PictureFile: Decodable, CustomTestStringConvertible {
  let file: String
  let width: Int?
  let height: Int?
  /// The pixels as Base64; none where the file has to be refused.
  let rgb: Data?
  var testDescription: String { file }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures")
  static let all: [PictureFile] = {
    let table = try? Data(contentsOf: folder.appendingPathComponent("cases.json"))
    return table.flatMap { try? JSONDecoder().decode([PictureFile].self, from: $0) } ?? []
  }()
  /// Those that can be decoded with the libraries that are there.
  static var decodable: [PictureFile] {
    all.filter { TurboJPEG.shared != nil || !$0.isJPEG }
  }

  var path: String { Self.folder.appendingPathComponent(file).path }
  var isJPEG: Bool { file.hasSuffix(".jpg") }
  /// Another JPEG library may round differently by this; everything else is exact.
  var tolerance: Int { isJPEG ? 2 : 0 }
}

@Suite struct PictureFormatTests {
  @Test func casesAreThere() { #expect(PictureFile.all.count > 80) }

  @Test(arguments: PictureFile.decodable)
  func pixelsAreThoseOfPillow(_ picture: PictureFile) throws {
    guard let width = picture.width, let height = picture.height, let rgb = picture.rgb else {
      #expect(throws: EngineError.self) { try ImageDecoder.load(picture.path) }
      return
    }
    let image = try ImageDecoder.load(picture.path)
    #expect(image.width == width && image.height == height)
    let worst = PreprocessFixtureTests.worst(image.pixels, [UInt8](rgb))
    #expect(worst <= picture.tolerance, "\(picture.file): off by up to \(worst)")
    if worst > 0, worst <= picture.tolerance { print("\(picture.file): off by up to \(worst)") }
  }

  @Test func refusalsSayWhy() throws {
    let reasons = [
      "cut_in_half.jpg": "the file ends before its last pixel",
      "without_end.jpg": "the file ends before its last pixel",
      "progressive_cut_between_scans.jpg": "the file ends before its last pixel",
      "cut.png": "the file ends before its last pixel",
      "damaged.png": "the checksum of a part of the PNG differs",
      "cut.bmp": "the file ends before its last pixel",
      "cut_in_header.bmp": "the file ends in its header",
      "run_length.bmp": "a run-length encoded BMP, which is not read",
      "cut.ppm": "the file ends before its last pixel",
    ]
    for picture in PictureFile.decodable {
      guard let reason = reasons[picture.file] else { continue }
      let error = #expect(throws: EngineError.self) { try ImageDecoder.load(picture.path) }
      #expect(error?.message == "\(picture.path): \(reason)")
    }
  }

  /// Cut and damaged at random: an error or a picture, never a trap.
  @Test(arguments: PictureFile.decodable)
  func damagedFiles(_ picture: PictureFile) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: picture.path)))
    var stream = Random(bytes.count, "damage")
    for round in 0..<40 {
      var copy = bytes
      for _ in 0...stream.below(4) {
        copy[stream.below(round % 2 == 0 ? min(60, copy.count) : copy.count)] =
          UInt8(stream.below(256))
      }
      if round % 4 == 3 { copy = Array(copy[..<stream.below(copy.count)]) }
      do {
        let image = try ImageDecoder.decode(copy, name: "damaged")
        #expect(image.pixels.count == image.width * image.height * 3)
      } catch is EngineError {}
    }
  }
}
