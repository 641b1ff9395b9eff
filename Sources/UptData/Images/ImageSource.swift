import Foundation
import UptTensor

/// Something that can give one picture, when it is wanted and not before.
///
/// `load` may be called from several threads at once and must give the same picture every time.
public protocol ImageSource: Sendable {
  /// The picture.
  /// - Throws: an `EngineError` that names the source.
  func load() throws -> Image
  /// A text that differs for pictures that differ: the key of anything computed from the picture.
  var identity: String { get }
}

/// A picture in a file, decoded each time it is wanted.
public struct ImageFile: ImageSource {
  /// Where the file is.
  public let path: String

  /// The file at `path`, which need not exist yet.
  public init(_ path: String) { self.path = path }

  /// Reads and decodes the file.
  public func load() throws -> Image { try ImageDecoder.load(path) }

  /// The path, with size and time of change so that an edited file is another picture.
  public var identity: String {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return path }
    let size = (facts[.size] as? NSNumber)?.int64Value ?? 0
    let changed = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(path):\(size):\(changed)"
  }
}

/// A picture that is in memory already.
public struct ImageInMemory: ImageSource {
  /// The picture itself.
  public let image: Image
  /// What it was given, or a hash of the pixels.
  public let identity: String

  /// - Parameter identity: nil stands for a hash of the pixels (FNV-1a).
  public init(_ image: Image, identity: String? = nil) {
    self.image = image
    self.identity = identity ?? Self.hash(image)
  }

  /// The picture itself.
  public func load() throws -> Image { image }

  private static func hash(_ image: Image) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in image.pixels { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "memory:\(image.width)x\(image.height):\(String(state, radix: 16))"
  }
}

/// A picture that a function draws; the function must be pure.
public struct ImageDrawn: ImageSource {
  /// What tells the picture from others; the key that whoever draws it chose.
  public let identity: String
  private let draw: @Sendable () throws -> Image

  /// A picture to be drawn when it is wanted, on whatever thread wants it.
  public init(identity: String, draw: @escaping @Sendable () throws -> Image) {
    self.identity = identity
    self.draw = draw
  }

  /// Draws the picture.
  public func load() throws -> Image { try draw() }
}
