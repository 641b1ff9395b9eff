import Foundation

/// A file's bytes, mapped into memory: pages are read when they are touched, and shared with
/// every other process that maps the same file.
public final class MappedFile: @unchecked Sendable {
  /// The path as the caller gave it, for messages.
  public let path: String
  /// The whole file; valid as long as this object lives.
  let bytes: UnsafeRawBufferPointer

  /// The file's size in bytes.
  public var count: Int { bytes.count }

  /// - Throws: `.file` when there is no such file, it is not a regular one, or it cannot be read.
  public init(_ path: String) throws {
    self.path = path
    // Without waiting: a pipe without a writer would keep `open` from ever returning.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw MappedFile.failure("cannot open \(path)") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw MappedFile.failure("cannot read \(path)")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw EngineError(.file, "\(path) is not a file but a directory or a device")
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { throw MappedFile.failure("cannot map \(path) into memory") }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }

  /// Lets go of pages that have been read: they stay in the system's cache, and can be read again,
  /// but no longer count as memory of this process.
  func release(_ part: UnsafeRawBufferPointer) {
    let page = Int(getpagesize())
    guard let base = part.baseAddress, part.count >= page else { return }
    let start = (UInt(bitPattern: base) / UInt(page) + 1) * UInt(page)
    let count = (Int(bitPattern: base) + part.count - Int(start)) / page * page
    guard count > 0, let address = UnsafeMutableRawPointer(bitPattern: start) else { return }
    madvise(address, count, Int32(MADV_DONTNEED))
  }

  /// Reads a small file whole.
  /// - Throws: `.file` when it cannot be read, `.format` when it is larger than `limit`.
  public static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
    let file = try MappedFile(path)
    guard file.count <= limit else {
      throw EngineError(
        .format, "\(path) is too large: \(Bytes.text(Double(file.count))), where at most "
          + "\(Bytes.text(Double(limit))) make sense")
    }
    return withExtendedLifetime(file) { Array(file.bytes) }
  }

  /// A file's first bytes, fewer when it has fewer.
  /// - Throws: `.file` when it cannot be read.
  public static func beginning(of path: String, _ count: Int) throws -> [UInt8] {
    let file = try MappedFile(path)
    return withExtendedLifetime(file) { Array(file.bytes.prefix(count)) }
  }

  /// The error for what the system has just refused.
  package static func failure(_ what: String) -> EngineError {
    EngineError(.file, "\(what): \(String(cString: strerror(errno)).lowercased())")
  }
}
