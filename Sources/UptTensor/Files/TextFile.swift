import Foundation

/// Files of text in UTF-8.
public enum TextFile {
  /// The most bytes that a text is read from.
  public static let largest = 1 << 28

  /// The text of a file, without the mark that some editors put in front of it.
  /// - Throws: `.file` when it cannot be read, `.format` when it is too large or not UTF-8.
  public static func read(_ path: String) throws -> String {
    var bytes = try MappedFile.read(path, limit: largest)[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EngineError(
        .format, "\(path) is not text in UTF-8", hint: "is it a picture, an archive, or a text "
          + "in an old encoding such as Latin-1?")
    }
    return text
  }

  /// Adds text at the end of a file, which is made if it is not there.
  /// - Throws: `.file` when it cannot be written.
  public static func append(_ path: String, _ text: String) throws {
    try AtomicFile.checkPlace(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw MappedFile.failure("cannot write \(path)") }
    defer { close(descriptor) }
    try Array(text.utf8).withUnsafeBytes { try AtomicFile.append($0, to: descriptor, path) }
  }
}
