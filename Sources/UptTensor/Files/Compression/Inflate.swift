/// Decompression of deflate streams (RFC 1951), bare as in zip files or in zlib's frame (RFC 1950)
/// as in PNG; written here so that neither needs a library and a broken stream is an error like
/// any other.
public enum Inflate {
  /// The first `limit` bytes that a zlib stream holds; the rest of a longer one is not looked at.
  /// - Throws: `.format` when the stream is broken, or ends early.
  public static func zlib(_ stream: [UInt8], limit: Int) throws -> [UInt8] {
    guard stream.count >= 6 else { throw early() }
    let header = Int(stream[0]) << 8 | Int(stream[1])
    guard stream[0] & 0x0f == 8, stream[0] >> 4 <= 7, header % 31 == 0, stream[1] & 0x20 == 0
    else { throw broken("the header is not zlib's") }
    let (result, checksum) = try stream.withUnsafeBufferPointer { input in
      try decompress(input, from: 2, limit: limit) { try $0.trailer() }
    }
    if let checksum, checksum != Checksum.adler32(result) {
      throw broken("the checksum differs")
    }
    return result
  }

  /// The first `limit` bytes that a bare deflate stream holds.
  /// - Throws: `.format` when the stream is broken, or ends early.
  static func bare(_ stream: UnsafeRawBufferPointer, limit: Int) throws -> [UInt8] {
    try stream.withMemoryRebound(to: UInt8.self) { input in
      try decompress(input, from: 0, limit: limit) { _ in }.bytes
    }
  }

  /// - Parameter end: reads what follows the last block, if that is reached within `limit`.
  private static func decompress<End>(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int,
    end: (inout Inflater) throws -> End
  ) throws -> (bytes: [UInt8], end: End?) {
    // Deflate shrinks by a factor of 1032 at most, so a lying header is found out before any
    // memory is taken for it.
    guard limit / 1040 <= input.count else { throw early() }
    var rest: End?
    let bytes = try [UInt8](unsafeUninitializedCapacity: limit) { output, count in
      var inflater = Inflater(input: input, position: start, output: output, limit: limit)
      let finished = try inflater.run()
      count = inflater.count
      if finished { rest = try end(&inflater) }
    }
    return (bytes, rest)
  }

  fileprivate static func broken(_ why: String) -> EngineError {
    EngineError(.format, "the compressed data are broken (\(why))")
  }

  fileprivate static func early() -> EngineError {
    EngineError(.format, "the compressed data end too early")
  }
}

/// The state of one decompression; its pointers are valid while `decompress` runs.
private struct Inflater {
  let input: UnsafeBufferPointer<UInt8>
  var position: Int
  let output: UnsafeMutableBufferPointer<UInt8>
  let limit: Int
  var count = 0
  var buffer: UInt64 = 0
  var available = 0

  init(
    input: UnsafeBufferPointer<UInt8>, position: Int,
    output: UnsafeMutableBufferPointer<UInt8>, limit: Int
  ) {
    self.input = input
    self.position = position
    self.output = output
    self.limit = limit
  }

  /// Decodes blocks until the stream ends (true) or the output is full (false).
  mutating func run() throws -> Bool {
    while true {
      let last = try bits(1) == 1
      let goesOn: Bool
      switch try bits(2) {
      case 0: goesOn = try stored()
      case 1: goesOn = try fixed()
      case 2: goesOn = try dynamic()
      default: throw Inflate.broken("a block is of no known kind")
      }
      if !goesOn { return false }
      if last { return true }
    }
  }

  /// The checksum after the last block.
  mutating func trailer() throws -> UInt32 {
    align()
    var value: UInt32 = 0
    for _ in 0..<4 { value = value << 8 | UInt32(try bits(8)) }
    return value
  }

  private mutating func align() {
    let odd = available % 8
    buffer >>= UInt64(odd)
    available -= odd
  }

  private mutating func refill() {
    if position + 8 <= input.count {
      // The bits above the last whole byte stay in the buffer; the next refill puts the same there.
      let word = UnsafeRawBufferPointer(input).loadUnaligned(
        fromByteOffset: position, as: UInt64.self)
      buffer |= UInt64(littleEndian: word) << UInt64(available)
      let bytes = (63 - available) >> 3
      position += bytes
      available += bytes << 3
      return
    }
    while available <= 56, position < input.count {
      buffer |= UInt64(input[position]) << UInt64(available)
      position += 1
      available += 8
    }
  }

  private mutating func bits(_ count: Int) throws -> Int {
    if available < count {
      refill()
      guard available >= count else { throw Inflate.early() }
    }
    let value = Int(buffer & ((1 << UInt64(count)) - 1))
    buffer >>= UInt64(count)
    available -= count
    return value
  }

  private mutating func stored() throws -> Bool {
    align()
    let length = try bits(16)
    guard try bits(16) == ~length & 0xffff else {
      throw Inflate.broken("a stored block's length differs from its complement")
    }
    for _ in 0..<length {
      guard count < limit else { return false }
      output[count] = UInt8(try bits(8))
      count += 1
    }
    return true
  }

  private mutating func fixed() throws -> Bool {
    var lengths = [UInt8](repeating: 8, count: 288)
    for symbol in 144..<256 { lengths[symbol] = 9 }
    for symbol in 256..<280 { lengths[symbol] = 7 }
    return try block(
      HuffmanTable(lengths: lengths[...]),
      HuffmanTable(lengths: [UInt8](repeating: 5, count: 30)[...]))
  }

  private mutating func dynamic() throws -> Bool {
    let literals = try bits(5) + 257
    let distances = try bits(5) + 1
    let codes = try bits(4) + 4
    guard literals <= 286, distances <= 30 else {
      throw Inflate.broken("a block has too many codes")
    }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codes { codeLengths[DeflateTables.codeOrder[index]] = UInt8(try bits(3)) }
    let code = try HuffmanTable(lengths: codeLengths[...])
    var lengths: [UInt8] = []
    while lengths.count < literals + distances {
      let symbol = try symbol(code)
      switch symbol {
      case 0..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let previous = lengths.last else {
          throw Inflate.broken("a length repeats nothing")
        }
        lengths += repeatElement(previous, count: try bits(2) + 3)
      case 17: lengths += repeatElement(0, count: try bits(3) + 3)
      default: lengths += repeatElement(0, count: try bits(7) + 11)
      }
    }
    guard lengths.count == literals + distances, lengths[256] > 0 else {
      throw Inflate.broken("a block's codes are not complete")
    }
    return try block(
      HuffmanTable(lengths: lengths[..<literals]),
      HuffmanTable(lengths: ArraySlice(Array(lengths[literals...]))))
  }

  private mutating func symbol(_ table: HuffmanTable) throws -> Int {
    if available < HuffmanTable.longest { refill() }
    let entry = table.fast.withUnsafeBufferPointer {
      Int($0[Int(buffer & UInt64((1 << HuffmanTable.fastBits) - 1))])
    }
    if entry != 0 {
      let length = entry & 15
      guard length <= available else { throw Inflate.early() }
      buffer >>= UInt64(length)
      available -= length
      return entry >> 4
    }
    var code = 0
    var first = 0
    var index = 0
    for length in 1...HuffmanTable.longest {
      code |= try bits(1)
      let count = Int(table.counts[length])
      if code - first < count { return Int(table.symbols[index + code - first]) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw Inflate.broken("a code stands for nothing")
  }

  /// Literals and copies up to the block's end (true) or a full output (false).
  private mutating func block(_ literals: HuffmanTable, _ distances: HuffmanTable) throws -> Bool {
    while true {
      let value = try symbol(literals)
      if value < 256 {
        guard count < limit else { return false }
        output[count] = UInt8(value)
        count += 1
        continue
      }
      if value == 256 { return true }
      guard value <= 285 else { throw Inflate.broken("a length stands for nothing") }
      let row = value - 257
      let length =
        Int(DeflateTables.lengthBase[row]) + (try bits(Int(DeflateTables.lengthBits[row])))
      let column = try symbol(distances)
      guard column < 30 else { throw Inflate.broken("a distance stands for nothing") }
      let distance =
        Int(DeflateTables.distanceBase[column])
        + (try bits(Int(DeflateTables.distanceBits[column])))
      guard distance <= count else {
        throw Inflate.broken("a copy from before the first byte")
      }
      let end = min(count + length, limit)
      let full = count + length > limit
      while count < end {
        output[count] = output[count - distance]
        count += 1
      }
      if full { return false }
    }
  }
}
