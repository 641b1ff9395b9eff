/// The directory at the end of an archive, in its old form and in that of zip64, whose numbers have
/// 64 bits and stand where the old ones are all ones.
extension ZipArchive {
  /// The number of entries, and where the first one's description begins.
  static func directory(
    _ bytes: UnsafeRawBufferPointer
  ) throws -> (count: Int, position: Int) {
    guard let end = endRecord(bytes), let count = bytes.number(UInt16.self, at: end + 10),
      let position = bytes.number(UInt32.self, at: end + 16)
    else { throw broken("its directory is missing; is the file complete?") }
    guard count == 0xffff || position == 0xffff_ffff else { return (count, position) }
    // A locator before the record says where the longer record is.
    guard bytes.number(UInt32.self, at: end - 20) == 0x0706_4b50,
      let record = bytes.number(UInt64.self, at: end - 12), record <= end - 20,
      bytes.number(UInt32.self, at: record) == 0x0606_4b50,
      let count = bytes.number(UInt64.self, at: record + 32),
      let position = bytes.number(UInt64.self, at: record + 48)
    else { throw broken("its directory for more than 4 GB is missing") }
    return (count, position)
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

  /// The entry whose description begins at `position`, and where the next one's does.
  static func entry(
    _ bytes: UnsafeRawBufferPointer, at position: Int
  ) throws -> (Entry, next: Int) {
    // Its signature was found inside the file, so no sum of positions is large.
    guard bytes.number(UInt32.self, at: position) == 0x0201_4b50,
      let flags = bytes.number(UInt16.self, at: position + 8),
      let method = bytes.number(UInt16.self, at: position + 10),
      let checksum = bytes.number(UInt32.self, at: position + 16),
      var compressed = bytes.number(UInt32.self, at: position + 20),
      var size = bytes.number(UInt32.self, at: position + 24),
      let nameLength = bytes.number(UInt16.self, at: position + 28),
      let extraLength = bytes.number(UInt16.self, at: position + 30),
      let commentLength = bytes.number(UInt16.self, at: position + 32),
      var offset = bytes.number(UInt32.self, at: position + 42),
      position + 46 + nameLength + extraLength <= bytes.count
    else { throw broken("its directory is cut off") }
    let nameEnd = position + 46 + nameLength
    let name = String(decoding: bytes[position + 46..<nameEnd], as: UTF8.self)
    guard flags & 1 == 0 else { throw broken("the entry \"\(name)\" is encrypted") }
    let extra = UnsafeRawBufferPointer(rebasing: bytes[nameEnd..<nameEnd + extraLength])
    let long = longNumbers(extra)
    var place = 0
    func widen(_ number: inout Int) throws {
      guard number == 0xffff_ffff else { return }
      guard let found = long.number(UInt64.self, at: place) else {
        throw broken("the entry \"\(name)\" lacks a size or place of more than 4 GB")
      }
      number = found
      place += 8
    }
    // Only the numbers that do not fit are there, in this order.
    try widen(&size)
    try widen(&compressed)
    try widen(&offset)
    guard method == 0 || method == 8 else {
      throw broken("the entry \"\(name)\" is compressed by method \(method)")
    }
    guard method == 8 || compressed == size else {
      throw broken("the entry \"\(name)\" is stored, but in another size than its own")
    }
    let entry = Entry(
      name: name, size: size, compressed: compressed, isDeflated: method == 8, checksum: checksum,
      offset: offset)
    return (entry, nameEnd + extraLength + commentLength)
  }

  /// Zip64's numbers among the fields that follow an entry's name; nothing without such a field.
  private static func longNumbers(_ fields: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var position = 0
    while let kind = fields.number(UInt16.self, at: position),
      let length = fields.number(UInt16.self, at: position + 2),
      position + 4 + length <= fields.count
    {
      let start = position + 4
      if kind == 1 { return UnsafeRawBufferPointer(rebasing: fields[start..<start + length]) }
      position = start + length
    }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  static func broken(_ why: String) -> EngineError {
    EngineError(.format, "the archive is broken: \(why)")
  }
}
