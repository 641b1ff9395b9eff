/// The encoding that texts are most often mistaken for.
enum Windows1252 {
  /// The characters of the bytes 0x80...0x9f; the five bytes without one keep their number.
  private static let upper = Array(
    ("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}" + "\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ").unicodeScalars)

  private static let bytes: [Unicode.Scalar: UInt8] = {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for (index, scalar) in upper.enumerated() { bytes[scalar] = UInt8(0x80 + index) }
    return bytes
  }()

  /// The character of a byte.
  static func character(_ byte: UInt8) -> Unicode.Scalar {
    0x80...0x9f ~= byte ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }

  /// The byte of a character, in this encoding or in Latin-1, which differ in 0x80...0x9f.
  static func byte(_ character: Unicode.Scalar) -> UInt8? {
    character.value < 0x100 ? UInt8(character.value) : bytes[character]
  }
}
