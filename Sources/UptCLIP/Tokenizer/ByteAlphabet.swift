/// The characters that GPT-2 and CLIP write bytes as: those that print stand for themselves and
/// come first, the others are given the characters from U+0100 on.
enum ByteAlphabet {
  /// The bytes in the alphabet's order.
  static let bytes: [UInt8] = {
    let printable = Array(33...126) + Array(161...172) + Array(174...255) as [UInt8]
    return printable + (UInt8.min...UInt8.max).filter { !printable.contains($0) }
  }()

  private static let indices: [UInt8] = {
    var indices = [UInt8](repeating: 0, count: 256)
    for (index, byte) in bytes.enumerated() { indices[Int(byte)] = UInt8(index) }
    return indices
  }()

  private static let printableCount = 188

  /// The place of a byte in the alphabet.
  static func index(of byte: UInt8) -> Int { Int(indices[Int(byte)]) }

  /// The byte that a character stands for.
  static func byte(of character: Unicode.Scalar) -> UInt8? {
    let value = Int(character.value)
    if value < 256 {
      let byte = UInt8(value)
      return index(of: byte) < printableCount ? byte : nil
    }
    let place = value - 256 + printableCount
    return place < bytes.count ? bytes[place] : nil
  }
}
