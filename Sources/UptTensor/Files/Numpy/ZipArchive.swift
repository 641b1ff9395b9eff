/// The table of contents of a zip archive (PKWARE's APPNOTE 6.3): an `.npz` file or PyTorch's.
///
/// Entries may be stored or deflated. Encrypted, split and zip64 archives are refused; NumPy
/// writes a zip64 directory only from 4 GB on.
struct ZipArchive {
  /// One file in the archive.
  struct Entry {
    let name: String
    /// The size when decompressed.
    let size: Int
    fileprivate let compressed: Int
    fileprivate let isDeflated: Bool
    fileprivate let checksum: Int
    fileprivate let offset: Int
  }

  /// The entries in the order of the directory; no two have one name.
  let entries: [Entry]
  private let bytes: UnsafeRawBufferPointer

  /// - Parameter bytes: they must outlive the archive.
  /// - Throws: `.format`, or `.memory` when the entries are too large to be decompressed.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    self.bytes = bytes
    guard let end = Self.endRecord(bytes), let count = bytes.number(UInt16.self, at: end + 10),
      var position = bytes.number(UInt32.self, at: end + 16)
    else { throw Self.broken("its directory is missing; is the file complete?") }
    guard count < 0xffff, position < 0xffff_ffff else { throw Self.tooLarge() }
    var entries: [Entry] = []
    for _ in 0..<count {
      let (entry, next) = try Self.entry(bytes, at: position)
      entries.append(entry)
      position = next
    }
    let names = Set(entries.map(\.name))
    guard names.count == entries.count else { throw Self.broken("two entries have one name") }
    // Both sums are of numbers below 2³², fewer than 2¹⁶ of them.
    guard entries.reduce(0, { $0 + $1.compressed }) <= bytes.count else {
      throw Self.broken("its entries overlap")
    }
    let total = entries.reduce(0) { $0 + $1.size }
    guard total <= Tensor.memoryLimit / 2 else {
      throw EngineError(
        .memory, "the entries of the archive take \(Bytes.text(Double(total))) decompressed")
    }
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
    let offset = entry.offset
    guard bytes.number(UInt32.self, at: offset) == 0x0403_4b50,
      let name = bytes.number(UInt16.self, at: offset + 26),
      let extra = bytes.number(UInt16.self, at: offset + 28)
    else { throw Self.broken("it is not where the directory says") }
    let start = offset + 30 + name + extra
    guard start + entry.compressed <= bytes.count else { throw Self.broken("it is cut off") }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + entry.compressed])
  }

  /// Where the record at the end of the file begins: a comment of any text may follow it.
  private static func endRecord(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xffff)...last).reversed().first { position in
      bytes.number(UInt32.self, at: position) == 0x0605_4b50
        && bytes.number(UInt16.self, at: position + 20) == last - position
    }
  }

  private static func entry(
    _ bytes: UnsafeRawBufferPointer, at position: Int
  ) throws -> (Entry, next: Int) {
    guard bytes.number(UInt32.self, at: position) == 0x0201_4b50,
      let flags = bytes.number(UInt16.self, at: position + 8),
      let method = bytes.number(UInt16.self, at: position + 10),
      let checksum = bytes.number(UInt32.self, at: position + 16),
      let compressed = bytes.number(UInt32.self, at: position + 20),
      let size = bytes.number(UInt32.self, at: position + 24),
      let nameLength = bytes.number(UInt16.self, at: position + 28),
      let extraLength = bytes.number(UInt16.self, at: position + 30),
      let commentLength = bytes.number(UInt16.self, at: position + 32),
      let offset = bytes.number(UInt32.self, at: position + 42),
      position + 46 + nameLength <= bytes.count
    else { throw broken("its directory is cut off") }
    let nameStart = position + 46
    let name = String(decoding: bytes[nameStart..<nameStart + nameLength], as: UTF8.self)
    guard flags & 1 == 0 else { throw broken("the entry \"\(name)\" is encrypted") }
    guard compressed < 0xffff_ffff, size < 0xffff_ffff, offset < 0xffff_ffff else {
      throw tooLarge()
    }
    guard method == 0 || method == 8 else {
      throw broken("the entry \"\(name)\" is compressed by method \(method)")
    }
    guard method == 8 || compressed == size else {
      throw broken("the entry \"\(name)\" is stored, but in another size than its own")
    }
    let entry = Entry(
      name: name, size: size, compressed: compressed, isDeflated: method == 8, checksum: checksum,
      offset: offset)
    return (entry, nameStart + nameLength + extraLength + commentLength)
  }

  private static func broken(_ why: String) -> EngineError {
    EngineError(.format, "the archive is broken: \(why)")
  }

  private static func tooLarge() -> EngineError {
    EngineError(
      .format, "archives of 4 GB and more are not read", hint: "safetensors files may be larger")
  }
}
