import Foundation
import Testing

@testable import UptTensor

/// Files that break the formats: each is refused with a message that says why, and any change of
/// any byte is read or refused.
@Suite struct NumpyBrokenTests {
  /// A file of version 1.0 with this text for its header.
  static func numpy(_ header: String, _ data: Int) -> [UInt8] {
    let text = Array(header.utf8)
    return Numpy.signature + [1, 0, UInt8(text.count & 255), UInt8(text.count >> 8)] + text
      + [UInt8](repeating: 0, count: data)
  }

  static func header(
    _ type: String = "'<f4'", _ order: String = "False", _ shape: String = "(1,)"
  ) -> String {
    "{'descr': \(type), 'fortran_order': \(order), 'shape': \(shape), }\n"
  }

  static let arrays: [(String, [UInt8], String)] = [
    ("signature alone", Numpy.signature, "the .npy header is cut off"),
    ("version", Numpy.signature + [4, 0, 0, 0], "version 4 of .npy is not known"),
    ("no length", Numpy.signature + [1, 0, 9], "the .npy header is cut off"),
    ("long header", Numpy.signature + [2, 0, 255, 255, 255, 255], "the .npy header is cut off"),
    ("empty header", numpy("", 4), "not understood"),
    ("no dictionary", numpy("[]", 4), "not understood"),
    ("not closed", numpy("{'descr': '<f4'", 4), "not understood"),
    ("two descriptions", numpy("{'descr': '<f4', 'descr': '<f4'}", 4), "not understood"),
    ("a key more", numpy("{'a': True," + header().dropFirst(), 4), "not understood"),
    ("no shape", numpy("{'descr': '<f4', 'fortran_order': False, }", 4), "not understood"),
    ("text behind", numpy(header() + "x", 4), "not understood"),
    ("negative", numpy(header("'<f4'", "False", "(-1,)"), 4), "the shape in the .npy header"),
    ("overflow", numpy(header("'<f4'", "False", "(99999999999999999999,)"), 4), "the shape in"),
    (
      "product", numpy(header("'<f4'", "False", "(4294967296, 4294967296)"), 4),
      "is no possible size"
    ),
    (
      "large", numpy(header("'<f4'", "False", "(1000000, 1000000)"), 4),
      "promises F32[1000000, 1000000], 4000000000000 bytes of elements, but 4 follow"
    ),
    ("short", numpy(header(), 3), "promises F32[1], 4 bytes of elements, but 3 follow"),
    ("long", numpy(header(), 5), "4 bytes of elements, but 5 follow"),
    (
      "axes", numpy(header("'<f4'", "False", "(" + String(repeating: "1, ", count: 33) + ")"), 4),
      "the array has 33 axes"
    ),
    ("complex", numpy(header("'<c8'"), 8), "type \"<c8\", which cannot be read as numbers"),
    ("no type", numpy(header("''"), 4), "type \"\""),
    ("order", numpy(header("'<f4'", "None"), 4), "not understood"),
  ]

  @Test(arguments: arrays.indices)
  func brokenArrays(_ position: Int) throws {
    let (name, bytes, message) = Self.arrays[position]
    let error = engineError { _ = try bytes.withUnsafeBytes { try Numpy.tensor($0) } }
    #expect(error?.kind == .format, "\(name)")
    #expect(error?.message.contains(message) == true, "\(name): \(error?.message ?? "no error")")
  }

  @Test func brokenArchives() throws {
    var bytes: [UInt8] = []
    var writer = ZipWriter { bytes += $0 }
    try writer.add("a.npy", Numpy.bytes(Tensor(scalar: 1)))
    try writer.finish()
    let name = bytes.firstRange(of: Array("PK\u{1}\u{2}".utf8))?.lowerBound ?? 0
    let cases: [(String, Int, UInt8)] = [
      ("the checksum differs", bytes.count - 100, 1),
      ("the entry \"a.npy\" is encrypted", name + 8, 1),
      ("the entry \"a.npy\" is compressed by method 9", name + 10, 9),
      ("stored, but in another size than its own", name + 24, 1),
      ("its directory is cut off", name, 0),
      ("its directory is missing", bytes.count - 22, 0),
      ("its directory for more than 4 GB is missing", bytes.count - 12, 255),
    ]
    try withTemporaryDirectory { folder in
      let path = "\(folder)/broken.npz"
      for (message, place, byte) in cases {
        var broken = bytes
        broken[place] = byte
        if message.hasPrefix("its directory for") { broken[place + 1] = 255 }
        try AtomicFile.write(path, broken)
        expectError(.format, message) { _ = try TensorFile.load(path) }
        expectError(.format, path) { _ = try TensorFile.load(path) }
      }
      try AtomicFile.write(path, Array(bytes.dropLast(30)))
      expectError(.format, "is the file complete?") { _ = try TensorFile.load(path) }
      try AtomicFile.write(path, Array("PK".utf8))
      expectError(.format, "\(path) is no file of tensors") { _ = try TensorFile.load(path) }
    }
  }

  @Test func whatCannotBeSaved() throws {
    let item = TensorFile.Named("a", Tensor(scalar: 1))
    expectError(.value, "two tensors cannot both be stored as \"a\"") {
      try TensorFile.save("x.npz", .named([item, item]), as: .npz)
    }
    expectError(.value, "a .npy file holds a single tensor") {
      try TensorFile.save("x.npy", .named([item]), as: .npy)
    }
    expectError(.value, "the tensors in a .npz file have names") {
      try TensorFile.save("x.npz", .one(item.tensor), as: .npz)
    }
    for path in ["", "x", "x.pt", "folder.npz/x", "npy"] {
      expectError(.value, "the kind of file is not clear") { _ = try TensorFile.Kind(of: path) }
    }
    expectError(.file, "it is not a file but a directory or a device") {
      try TensorFile.save("/dev/null", .one(item.tensor), as: .npy)
    }
  }

  @Test(arguments: ["types.npz", "stored.npz", "deflated.npz", "cube.npy", "version3.npy"])
  func mutationsAreReadOrRefused(_ name: String) throws {
    let valid = try MappedFile.read("\(NumpyFixtureTests.folder)/\(name)")
    var random = Random(11, name)
    try withTemporaryDirectory { folder in
      let path = "\(folder)/\(name)"
      for _ in 0..<200 {
        var bytes = valid
        for _ in 0...random.below(3) {
          // The first bytes and the last ones say most.
          let reach = min(200, bytes.count)
          let place = [
            random.below(bytes.count), random.below(reach), bytes.count - 1 - random.below(reach),
          ][random.below(3)]
          switch random.below(4) {
          case 0: bytes.remove(at: place)
          case 1: bytes.insert(UInt8(random.below(256)), at: place)
          case 2: bytes[place] = 255
          default: bytes[place] = UInt8(random.below(256))
          }
        }
        try bytes.withUnsafeBytes { try overwrite(path, $0) }
        do {
          _ = try TensorFile.load(path)
        } catch let error as EngineError {
          #expect([.format, .memory].contains(error.kind), "\(error)")
        }
      }
    }
  }
}
