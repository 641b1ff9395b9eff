import FixtureSupport
import Foundation
import UptData

/// A folder that is gone when the test is.
public final class Scratch {
  /// Its place.
  public let path: String

  public init() throws {
    path = NSTemporaryDirectory() + "upt-data-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Adds a file with a text, or with a small picture.
  public func add(_ relative: String, _ text: String? = nil) throws {
    let url = URL(fileURLWithPath: "\(path)/\(relative)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let image = try Image(width: 3, height: 2, red: UInt8(relative.utf8.count))
    try text.map { Data($0.utf8) }?.write(to: url) ?? image.write(to: url.path)
  }
}

extension Scratch {
  /// Pictures as they come in real data sets.
  private static let pictures = ["baseline_420", "baseline_444", "progressive", "gray", "cmyk"]
    .map { "preproc/images/jpeg_\($0).jpg" }

  /// Adds a real picture of the kind that the data sets have: JPEGs of all sorts, and where
  /// ImageNet has a PNG under a JPEG's name, that.
  public func addPicture(_ relative: String) throws {
    let target = URL(fileURLWithPath: "\(path)/\(relative)")
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard !FileManager.default.fileExists(atPath: target.path) else { return }
    let kind = relative.utf8.reduce(0) { $0 + Int($1) } % Self.pictures.count
    let source = relative.hasSuffix("n02105855_2933.JPEG")
      ? "preproc/images/rgb_portrait.png" : Self.pictures[kind]
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: Fixtures.path(source)), to: target)
  }
}
