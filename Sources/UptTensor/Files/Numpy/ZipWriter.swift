/// Writes zip archives whose entries are stored as they are, as `numpy.savez` does. The same
/// entries give the same bytes: every entry bears the first date the format knows.
struct ZipWriter {
  private var directory: [UInt8] = []
  private var count = 0
  private var offset = 0
  private let append: (UnsafeRawBufferPointer) throws -> Void

  /// - Parameter append: takes the bytes of the archive in their order.
  init(_ append: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.append = append }

  /// Writes one entry.
  /// - Throws: `.value` for an archive beyond the format's 4 GB or 65,534 entries.
  mutating func add(_ name: String, _ contents: [UInt8]) throws {
    let path = Array(name.utf8)
    let end = offset + contents.count + 2 * path.count + 76
    guard end < Int(UInt32.max), path.count <= UInt16.max, count < 0xfffe else {
      throw EngineError(
        .value, "the tensors are too many or too large for a zip archive, which ends at 4 GB",
        hint: "save them as .safetensors")
    }
    var facts: [UInt8] = []
    // Version 2.0, names in UTF-8, stored; midnight of 1 January 1980.
    for number in [20, 0x0800, 0, 0, 0x0021] as [UInt16] { facts.append(littleEndian: number) }
    facts.append(littleEndian: Checksum.crc32(contents[...]))
    facts.append(littleEndian: UInt32(contents.count))
    facts.append(littleEndian: UInt32(contents.count))
    facts.append(littleEndian: UInt16(path.count))
    facts.append(littleEndian: UInt16(0))

    directory.append(littleEndian: UInt32(0x0201_4b50))
    directory.append(littleEndian: UInt16(20))
    directory += facts + [UInt8](repeating: 0, count: 10)
    directory.append(littleEndian: UInt32(offset))
    directory += path
    count += 1

    var header: [UInt8] = []
    header.append(littleEndian: UInt32(0x0403_4b50))
    try write(header + facts + path)
    try write(contents)
  }

  /// Writes the directory, which ends the archive.
  mutating func finish() throws {
    let (start, size) = (offset, directory.count)
    var end: [UInt8] = []
    end.append(littleEndian: UInt32(0x0605_4b50))
    end.append(littleEndian: UInt32(0))
    end.append(littleEndian: UInt16(count))
    end.append(littleEndian: UInt16(count))
    end.append(littleEndian: UInt32(truncatingIfNeeded: size))
    end.append(littleEndian: UInt32(start))
    end.append(littleEndian: UInt16(0))
    try write(directory + end)
  }

  private mutating func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try append($0) }
    offset += bytes.count
  }
}
