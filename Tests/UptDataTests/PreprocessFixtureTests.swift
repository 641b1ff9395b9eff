import FixtureSupport
import Foundation
import Testing
import UptTensor

@testable import UptData

/// `preproc/cases.json`.
struct PictureCases: Decodable {
  struct Picture: Decodable, CustomTestStringConvertible {
    struct Output: Decodable {
      let n_px: Int
      let resized_wh: [Int]
      let crop_left_top: [Int]
      let tensor_dassl_order: String?
      let png: String?
    }
    let file: String
    let size_wh: [Int]
    let outputs: [Output]
    let decoded_rgb: String?
    let high_byte_variant: String?
    var testDescription: String { file }
    var isJPEG: Bool { file.hasSuffix(".jpg") || file.hasSuffix(".jpeg") }
  }
  struct RandomCrop: Decodable, CustomTestStringConvertible {
    let file: String
    let top: Int
    let left: Int
    let height: Int
    let width: Int
    let n_px: Int
    let hflip: Bool
    let tensor: String
    var testDescription: String { "\(tensor) of \(file)" }
  }
  let mean: [Double]
  let std: [Double]
  let cases: [Picture]
  let random_resized_crop: [RandomCrop]
  let taps: [String: String]

  static let stored: PictureCases? = {
    let url = URL(fileURLWithPath: Fixtures.path("preproc/cases.json"))
    return (try? Data(contentsOf: url)).flatMap {
      try? JSONDecoder().decode(PictureCases.self, from: $0)
    }
  }()
  static var lossless: [Picture] { (stored?.cases ?? []).filter { !$0.isJPEG } }
  static var jpegs: [Picture] { (stored?.cases ?? []).filter { $0.isJPEG } }
  static var crops: [RandomCrop] { stored?.random_resized_crop ?? [] }
}

@Suite struct PreprocessFixtureTests {
  let expected: SafetensorsFile

  init() throws { expected = try Fixtures.tensors("preproc/expected.safetensors") }

  static func load(_ file: String) throws -> Image {
    try ImageDecoder.load(Fixtures.path("preproc/\(file)"))
  }

  static func worst(_ found: [UInt8], _ wanted: [UInt8]) -> Int {
    guard found.count == wanted.count else { return 256 }
    return zip(found, wanted).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try expected.integers(name).map { UInt8(clamping: $0) }
  }

  func image(_ name: String) throws -> Image {
    let shape = try expected.info(name).shape
    return try Image(width: shape[1], height: shape[0], pixels: bytes(name))
  }

  /// What the Dassl order must give for one output of a case.
  func wanted(_ output: PictureCases.Picture.Output, _ picture: PictureCases.Picture) throws
    -> Image
  {
    if let png = output.png { return try Self.load(png) }
    return try image(#require(picture.high_byte_variant ?? output.tensor_dassl_order))
  }

  func judge(_ source: Image, _ picture: PictureCases.Picture) throws {
    for output in picture.outputs {
      let preprocess = try Preprocess(size: output.n_px)
      let plan = preprocess.geometry(width: source.width, height: source.height)
      #expect([plan.width, plan.height] == output.resized_wh)
      #expect([plan.crop.left, plan.crop.top] == output.crop_left_top)
      let found = preprocess.cropped(source)
      let wanted = try wanted(output, picture)
      let worst = Self.worst(found.pixels, wanted.pixels)
      #expect(worst == 0, "\(picture.file) at \(output.n_px): off by up to \(worst)")
    }
  }

  @Test func casesAreThere() throws {
    let cases = try #require(PictureCases.stored)
    #expect(!cases.cases.isEmpty)
  }

  @Test(arguments: PictureCases.lossless)
  func losslessPictures(_ picture: PictureCases.Picture) throws {
    let source = try Self.load(picture.file)
    #expect([source.width, source.height] == picture.size_wh)
    try judge(source, picture)
  }

  @Test(arguments: PictureCases.jpegs)
  func resizedFromTheReferenceDecoder(_ picture: PictureCases.Picture) throws {
    try judge(image(#require(picture.decoded_rgb)), picture)
  }

  @Test(
    .enabled(if: TurboJPEG.shared != nil, "libturbojpeg is not installed"),
    arguments: PictureCases.jpegs)
  func decodedJPEGs(_ picture: PictureCases.Picture) throws {
    let source = try Self.load(picture.file)
    #expect([source.width, source.height] == picture.size_wh)
    let wanted = try image(#require(picture.decoded_rgb))
    let worst = Self.worst(source.pixels, wanted.pixels)
    #expect(worst <= 2, "\(picture.file): off by up to \(worst)")
    if worst > 0 { print("\(picture.file): decoder off by up to \(worst)") }
  }

  @Test(arguments: PictureCases.crops)
  func randomResizedCrops(_ crop: PictureCases.RandomCrop) throws {
    let box = Box(left: crop.left, top: crop.top, width: crop.width, height: crop.height)
    let found = try Augmentation.apply(
      Self.load(crop.file), box: box, size: crop.n_px, mirrored: crop.hflip)
    #expect(Self.worst(found.image().pixels, try image(crop.tensor).pixels) == 0)
  }

  /// Each entry of `taps` but the input says "resize to WxH".
  @Test func taps() throws {
    let taps = try #require(PictureCases.stored).taps
    let input = try #require(taps["input"])
    let shape = try expected.info(input).shape
    let row = try Image(
      width: shape[1], height: shape[0], pixels: NetpbmDecoder.repeated(bytes(input)))
    for (name, text) in taps where name != "input" {
      let sides = text.split { !$0.isNumber }.compactMap { Int($0) }
      let wanted = try bytes("taps.\(name)")
      let found = try row.resized(width: sides[0], height: sides[1])
      #expect(found.pixels == NetpbmDecoder.repeated(wanted), "taps.\(name)")
    }
  }

  @Test func normalised() throws {
    let cases = try #require(PictureCases.stored)
    for name in expected.names where name.hasSuffix(".normalised") {
      let parts = name.split(separator: ".")
      let preprocess = try Preprocess(
        size: #require(Int(parts[1])), mean: cases.mean, std: cases.std)
      let picture = try #require(cases.cases.first { $0.file.contains("/\(parts[0]).") })
      let found = preprocess(try Self.load(picture.file))
      let worst = found.largestDifference(from: try expected.tensor(name))
      #expect(worst < 1e-6, "\(name): off by up to \(worst)")
    }
  }
}
