import Foundation
import UptTensor

/// Pictures from files, told apart by their first bytes and not by their names.
///
/// PNG, BMP, PPM/PGM/PBM and `.npy` need nothing but this module; JPEG is decoded by libturbojpeg,
/// loaded when the first JPEG is met.
public enum ImageDecoder {
  /// No picture file may be larger than this.
  public static let fileLimit = 1 << 30

  /// The picture in a file.
  /// - Throws: `.file` when it cannot be read, `.format` when its contents are broken or of no
  ///   known kind, `.missingLibrary` for a JPEG without libturbojpeg; each names the path.
  public static func load(_ path: String) throws -> Image {
    try decode(read(path), name: path)
  }

  /// The picture in a file's bytes; `name` stands in front of any message.
  /// - Throws: `.format` or `.missingLibrary`, as `load` does.
  public static func decode(_ bytes: [UInt8], name: String) throws -> Image {
    do {
      switch PictureFormat(bytes) {
      case .png: return try PNGDecoder.decode(bytes)
      case .jpeg: return try JPEGDecoder.decode(bytes)
      case .bmp: return try BMPDecoder.decode(bytes)
      case .netpbm: return try NetpbmDecoder.decode(bytes)
      case .numpy: return try NumpyDecoder.decode(bytes)
      case nil:
        throw EngineError(
          .format,
          bytes.isEmpty ? "the file is empty" : "not a picture in a format that can be read",
          hint: "JPEG, PNG, BMP, PPM, PGM and .npy are read")
      }
    } catch let error as EngineError {
      let kind = error.kind == .value ? .format : error.kind
      throw EngineError(kind, "\(name): \(error.message)", hint: error.hint)
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    // A pipe that nobody writes to must not keep it waiting.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw EngineError(.file, "\(path): no such file")
      // The picture is not to blame, and must not be skipped for it.
      case EMFILE, ENFILE, ENOMEM:
        throw EngineError(.memory, "\(path): too many files are open")
      default: throw EngineError(.file, "\(path): the file may not be read")
      }
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else {
      throw EngineError(.file, "\(path): the file could not be read")
    }
    guard facts.st_mode & S_IFMT != S_IFDIR else {
      throw EngineError(.file, "\(path): a folder, not a picture")
    }
    let size = Int(facts.st_size)
    guard size <= fileLimit else {
      throw EngineError(
        .file, "\(path): more than \(Bytes.text(Double(fileLimit))), too large for a picture")
    }
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { out, count in
      while count < size, let place = out.baseAddress.map({ $0 + count }) {
        let part = Foundation.read(file, place, size - count)
        if part < 0, errno == EINTR { continue }
        isWhole = part >= 0
        if part <= 0 { break }
        count += part
      }
    }
    guard isWhole else { throw EngineError(.file, "\(path): the file could not be read") }
    return bytes
  }

  /// What `doctor` tells about an optional library.
  public struct Library: Sendable {
    /// `libturbojpeg`.
    public let name: String
    /// What it is for.
    public let purpose: String
    /// The file that was loaded, symbolic links followed, so that it shows the version; nil when
    /// the library was not found.
    public let path: String?
    /// The command that installs it.
    public let install: String
  }

  /// The libraries that decoding can use, found or not.
  public static func available() -> [Library] {
    [
      Library(
        name: TurboJPEG.name, purpose: "JPEG pictures", path: TurboJPEG.shared?.path,
        install: TurboJPEG.install)
    ]
  }
}

/// The kinds of picture files.
enum PictureFormat {
  case png, jpeg, bmp, netpbm, numpy

  /// The kind that the first bytes tell; nil when they tell none.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: PNGDecoder.signature) {
      self = .png
    } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
      self = .jpeg
    } else if bytes.starts(with: BMPDecoder.signature) {
      self = .bmp
    } else if bytes.starts(with: Numpy.signature) {
      self = .numpy
    } else if bytes.count >= 2, bytes[0] == UInt8(ascii: "P"), (0x31...0x36).contains(bytes[1]) {
      self = .netpbm
    } else {
      return nil
    }
  }
}
