/// Numbers in a file's bytes; all formats here store the lowest byte first.
extension UnsafeRawBufferPointer {
  /// The number stored at `position`, wherever that lies; nil when it reaches beyond the end.
  func number<Stored: FixedWidthInteger & UnsignedInteger>(
    _ type: Stored.Type, at position: Int
  ) -> Int? {
    guard position >= 0, position <= count - MemoryLayout<Stored>.size else { return nil }
    return Int(exactly: Stored(littleEndian: loadUnaligned(fromByteOffset: position, as: type)))
  }
}

extension [UInt8] {
  /// Appends a number with its lowest byte first.
  mutating func append<Stored: FixedWidthInteger>(littleEndian number: Stored) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
