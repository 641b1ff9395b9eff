/// The table of contents of a zip archive (PKWARE's APPNOTE 6.3): an `.npz` file or PyTorch's.
///
/// Entries may be stored or deflated, and larger than 4 GB (zip64). Encrypted and split archives
/// are refused.
struct ZipArchive {
  /// One file in the archive.
  struct Entry {
    let name: String
    /// The size when decompressed.
    let size: Int
    let compressed: Int
    let isDeflated: Bool
    let checksum: Int
    let offset: Int
  }

  /// The entries in the order of the directory; no two have one name.
  let entries: [Entry]
  private let bytes: UnsafeRawBufferPointer

  /// - Parameter bytes: they must outlive the archive.
  /// - Throws: `.format`, or `.memory` when the entries are too large to be decompressed.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    self.bytes = bytes
    var (count, position) = try Self.directory(bytes)
    var entries: [Entry] = []
    // What is left of the file, and of the memory that the entries may take.
    var (room, memory) = (bytes.count, Tensor.memoryLimit / 2)
    while count > 0 {
      let (entry, next) = try Self.entry(bytes, at: position)
      guard entry.compressed <= room else { throw Self.broken("its entries overlap") }
      guard entry.size <= memory else {
        throw EngineError(
          .memory, "the entries of the archive take more than "
            + "\(Bytes.text(Double(Tensor.memoryLimit / 2))) decompressed")
      }
      room -= entry.compressed
      memory -= entry.size
      entries.append(entry)
      position = next
      count -= 1
    }
    let names = Set(entries.map(\.name))
    guard names.count == entries.count else { throw Self.broken("two entries have one name") }
    self.entries = entries
  }

  /// The decompressed bytes of an entry.
  /// - Throws: `.format` when they are broken or differ from their checksum.
  func contents(of entry: Entry) throws -> [UInt8] {
    let found = try bytes(of: entry)
    let contents = entry.isDeflated ? try Inflate.bare(found, limit: entry.size) : [UInt8](found)
    try contents.withUnsafeBytes { try verify($0, entry) }
    return contents
  }

  /// The bytes of an entry where they lie, not compared with their checksum yet.
  /// - Throws: `.format` when they are broken or compressed.
  func storedBytes(of entry: Entry) throws -> UnsafeRawBufferPointer {
    guard !entry.isDeflated else {
      throw Self.broken("the entry \"\(entry.name)\" is compressed, which nothing here expects")
    }
    return try bytes(of: entry)
  }

  /// Compares an entry's decompressed bytes with its size and checksum.
  /// - Throws: `.format` when they differ.
  func verify(_ contents: UnsafeRawBufferPointer, _ entry: Entry) throws {
    guard contents.count == entry.size else { throw Self.broken("its size is another") }
    guard Int(Checksum.crc32(contents)) == entry.checksum else {
      throw Self.broken("the checksum differs")
    }
  }

  private func bytes(of entry: Entry) throws -> UnsafeRawBufferPointer {
    // Its signature was found inside the file, so no sum here is large.
    let offset = entry.offset
    guard bytes.number(UInt32.self, at: offset) == 0x0403_4b50,
      let name = bytes.number(UInt16.self, at: offset + 26),
      let extra = bytes.number(UInt16.self, at: offset + 28)
    else { throw Self.broken("it is not where the directory says") }
    let start = offset + 30 + name + extra
    guard start + entry.compressed <= bytes.count else { throw Self.broken("it is cut off") }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + entry.compressed])
  }
}
