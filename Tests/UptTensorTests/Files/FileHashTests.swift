import Foundation
import Testing

@testable import UptTensor

/// Files are told from others by their bytes, large ones as well.
@Suite struct FileHashTests {
  @Test(arguments: [0, 1, 1000, (16 << 20) + 45])
  func `every byte counts`(count: Int) throws {
    try withTemporaryDirectory { folder in
      var bytes = [UInt8](repeating: 7, count: count)
      func hash(_ name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try MappedFile(path).hash
      }
      let first = try hash("first")
      #expect(try hash("copy") == first)
      for position in Set([0, count / 2, count - 1]) where bytes.indices.contains(position) {
        bytes[position] ^= 1
        #expect(try hash("changed") != first, "byte \(position)")
        bytes[position] ^= 1
      }
      bytes.append(7)
      #expect(try hash("longer") != first)
    }
  }

  @Test func `a small file's is SHA-256`() throws {
    try withTemporaryDirectory { folder in
      let path = "\(folder)/abc"
      try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
      #expect(try MappedFile(path).hash == SHA256.hex("abc".utf8))
    }
  }
}
