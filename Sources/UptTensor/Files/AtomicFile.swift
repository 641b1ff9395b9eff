import Foundation

/// Files that are there whole or not at all: written beside their place and then renamed into it,
/// so that neither an interruption nor a full disk leaves half a file or loses the one before.
public enum AtomicFile {
  /// Calls `body` with a function that appends bytes, then puts the file into its place.
  /// - Throws: `.file` when it cannot be written, or whatever `body` throws; the file at `path`
  ///   is untouched then.
  public static func write(
    _ path: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try checkPlace(path)
    let suffix = String(UInt32.random(in: 0 ... .max), radix: 36)
    let temporary = "\(path).\(suffix).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw MappedFile.failure("cannot write \(path)") }
    do {
      defer { close(descriptor) }
      try body { try append($0, to: descriptor, path) }
      guard fsync(descriptor) == 0 else { throw MappedFile.failure("cannot write \(path)") }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let failure = MappedFile.failure("cannot write \(path)")
      unlink(temporary)
      throw failure
    }
  }

  /// Writes a file whose bytes are all there already.
  public static func write(_ path: String, _ bytes: [UInt8]) throws {
    try write(path) { append in try bytes.withUnsafeBytes { try append($0) } }
  }

  /// - Throws: `.file` when something other than a file is at `path`: renaming a file into its
  ///   place would take a device or a pipe away.
  static func checkPlace(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
      throw EngineError(.file, "cannot write \(path): it is not a file but a directory or a device")
    }
  }

  /// Writes bytes to an open file, however many turns it takes.
  package static func append(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String
  ) throws {
    var rest = bytes
    while let address = rest.baseAddress, !rest.isEmpty {
      #if canImport(Darwin)
        let written = Darwin.write(descriptor, address, rest.count)
      #else
        let written = Glibc.write(descriptor, address, rest.count)
      #endif
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw MappedFile.failure("cannot write \(path)") }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }
}
