import Testing

@testable import UptTensor

/// Archives in the form of those beyond 4 GB: they are read like others, and refused when their
/// numbers lie.
@Suite struct Zip64Tests {
  /// The numbers of an archive of one stored entry; all of them are written with 64 bits.
  struct Numbers {
    var size: UInt64
    var compressed: UInt64
    var offset: UInt64 = 0
    var count: UInt64 = 1
    var directory: UInt64 = 0
    var record: UInt64 = 0
    /// The length that the field with the entry's numbers claims.
    var fieldLength: UInt16 = 24
  }

  static func archive(
    _ name: String, _ contents: [UInt8], _ change: (inout Numbers) -> Void = { _ in }
  ) -> [UInt8] {
    let ones: UInt32 = 0xffff_ffff
    let checksum = contents.withUnsafeBytes { Checksum.crc32($0) }
    var numbers = Numbers(size: UInt64(contents.count), compressed: UInt64(contents.count))
    numbers.directory = UInt64(30 + name.utf8.count + contents.count)
    numbers.record = numbers.directory + UInt64(46 + name.utf8.count + 28)
    change(&numbers)
    var bytes = Array("PK\u{3}\u{4}".utf8)
    for field in [45, 0, 0, 0, 0] as [UInt16] { bytes.append(littleEndian: field) }
    for field in [checksum, ones, ones] { bytes.append(littleEndian: field) }
    for field in [UInt16(name.utf8.count), 0] { bytes.append(littleEndian: field) }
    bytes += Array(name.utf8) + contents

    bytes += Array("PK\u{1}\u{2}".utf8)
    for field in [45, 45, 0, 0, 0, 0] as [UInt16] { bytes.append(littleEndian: field) }
    for field in [checksum, ones, ones] { bytes.append(littleEndian: field) }
    for field in [UInt16(name.utf8.count), 28, 0, 0, 0] { bytes.append(littleEndian: field) }
    for field in [0, ones] { bytes.append(littleEndian: field) }
    bytes += Array(name.utf8)
    for field in [1, numbers.fieldLength] as [UInt16] { bytes.append(littleEndian: field) }
    for number in [numbers.size, numbers.compressed, numbers.offset] {
      bytes.append(littleEndian: number)
    }

    bytes += Array("PK\u{6}\u{6}".utf8)
    bytes.append(littleEndian: UInt64(44))
    for field in [45, 45] as [UInt16] { bytes.append(littleEndian: field) }
    for field in [0, 0] as [UInt32] { bytes.append(littleEndian: field) }
    for number in [numbers.count, numbers.count, 0, numbers.directory] {
      bytes.append(littleEndian: number)
    }
    bytes += Array("PK\u{6}\u{7}".utf8)
    bytes.append(littleEndian: UInt32(0))
    bytes.append(littleEndian: numbers.record)
    bytes.append(littleEndian: UInt32(1))
    bytes += Array("PK\u{5}\u{6}".utf8)
    for field in [0, 0, 0xffff, 0xffff] as [UInt16] { bytes.append(littleEndian: field) }
    for field in [ones, ones] { bytes.append(littleEndian: field) }
    bytes.append(littleEndian: UInt16(0))
    return bytes
  }

  private static let tensor = Tensor(unchecked: [2, 2], [1, 2, 3, 4] as [Float])

  private func load(_ bytes: [UInt8]) throws -> TensorFile.Contents {
    try withTemporaryDirectory { folder in
      let path = "\(folder)/long.npz"
      try AtomicFile.write(path, bytes)
      return try TensorFile.load(path)
    }
  }

  @Test func longNumbersAreRead() throws {
    let contents = try load(Self.archive("a.npy", try Numpy.bytes(Self.tensor)))
    #expect(contents == .named([.init("a", Self.tensor)]))
  }

  /// Each number in turn as large as it gets, as large as an `Int` gets, and one too large.
  @Test(arguments: [.max, UInt64(Int.max), UInt64(Int.max) - 20, 1 << 40, 1_000] as [UInt64])
  func numbersThatLieAreRefused(_ lie: UInt64) throws {
    let contents = try Numpy.bytes(Self.tensor)
    let numbers: [WritableKeyPath<Numbers, UInt64>] = [
      \.size, \.compressed, \.offset, \.count, \.directory, \.record,
    ]
    for number in numbers {
      let bytes = Self.archive("a.npy", contents) { $0[keyPath: number] = lie }
      let error = engineError { _ = try load(bytes) }
      #expect(error?.kind == .format || error?.kind == .memory, "\(error?.message ?? "none")")
    }
  }

  @Test func missingNumbersAreNamed() throws {
    let contents = try Numpy.bytes(Self.tensor)
    for length in [0, 16, 25, 0xffff] as [UInt16] {
      let bytes = Self.archive("a.npy", contents) { $0.fieldLength = length }
      expectError(.format, "the entry \"a.npy\" lacks a size or place of more than 4 GB") {
        _ = try load(bytes)
      }
    }
    var bytes = Self.archive("a.npy", contents)
    bytes[bytes.count - 42] = 0
    expectError(.format, "its directory for more than 4 GB is missing") { _ = try load(bytes) }
  }
}
