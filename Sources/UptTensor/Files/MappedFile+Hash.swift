extension MappedFile {
  /// What tells the file's bytes from others, as hexadecimal digits: SHA-256, of a large file that
  /// of checksums of its pieces (FNV-1a over words, in four lanes), which a file of gigabytes takes
  /// a second for.
  public var hash: String {
    withExtendedLifetime(self) {
      guard bytes.count > 16 << 20 else { return SHA256.hex(bytes) }
      var hash = SHA256()
      for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
        let end = min(start + 1 << 20, bytes.count)
        hash.absorb(Self.checksums(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
      }
      hash.absorb("\(bytes.count)")
      return hash.hex
    }
  }

  /// The checksums of a piece, as text.
  private static func checksums(_ piece: UnsafeRawBufferPointer) -> String {
    let prime: UInt64 = 0x100_0000_01b3
    let start: UInt64 = 0xcbf2_9ce4_8422_2325
    var (a, b, c, d) = (start, start ^ 1, start ^ 2, start ^ 3)
    func step(_ lane: UInt64, _ offset: Int) -> UInt64 {
      let word = UInt64(littleEndian: piece.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let mixed = (lane ^ word) &* prime
      return mixed ^ (mixed >> 29)
    }
    var offset = 0
    while offset + 32 <= piece.count {
      a = step(a, offset)
      b = step(b, offset + 8)
      c = step(c, offset + 16)
      d = step(d, offset + 24)
      offset += 32
    }
    for byte in piece[offset...] { a = (a ^ UInt64(byte)) &* prime }
    return "\(a) \(b) \(c) \(d)"
  }
}
