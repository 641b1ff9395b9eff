import Foundation
import Testing

@testable import UptTensor

/// PyTorch's archives: tensors however they lie in their storages; and nothing is ever called.
@Suite struct TorchFileTests {
  /// A pickle in the words of Python's `pickletools`.
  static func global(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }

  static func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "X"), UInt8(text.utf8.count), 0, 0, 0] + text.utf8
  }

  static func tuple(_ numbers: [UInt8]) -> [UInt8] {
    Array("(".utf8) + numbers.flatMap { [UInt8(ascii: "K"), $0] } + Array("t".utf8)
  }

  /// `_rebuild_tensor_v2(storage 0, offset, shape, strides, False, OrderedDict())`
  static func tensor(
    _ type: String, elements: UInt8, offset: UInt8, _ shape: [UInt8], _ strides: [UInt8]
  ) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2") + Array("((".utf8) + text("storage")
      + global("torch", type) + text("0") + text("cpu") + [UInt8(ascii: "K"), elements]
      + Array("tQK".utf8) + [offset] + tuple(shape) + tuple(strides) + [0x89]
      + global("collections", "OrderedDict") + Array(")RtR".utf8)
  }

  static func dictionary(_ items: [(String, [UInt8])]) -> [UInt8] {
    [0x80, 2] + Array("}(".utf8) + items.flatMap { text($0.0) + $0.1 } + Array("u.".utf8)
  }

  private func archive(_ pickle: [UInt8], _ storage: [UInt8]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ZipWriter { bytes += $0 }
    try writer.add("a/data.pkl", pickle)
    try writer.add("a/data/0", storage)
    try writer.finish()
    return bytes
  }

  private func open(_ bytes: [UInt8], _ body: (TorchFile) throws -> Void) throws {
    try withTemporaryDirectory { folder in
      try AtomicFile.write("\(folder)/a.pt", bytes)
      try body(try TorchFile("\(folder)/a.pt"))
    }
  }

  @Test func tensorsAreReadHoweverTheyLie() throws {
    let numbers: [Float] = [0, 1, 2, 3, 4, 5, 6, 7]
    let storage = numbers.withUnsafeBytes { Array($0) }
    let pickle = Self.dictionary([
      ("plain", Self.tensor("FloatStorage", elements: 8, offset: 2, [2, 3], [3, 1])),
      ("turned", Self.tensor("FloatStorage", elements: 8, offset: 0, [2, 3], [1, 2])),
      ("scalar", Self.tensor("FloatStorage", elements: 8, offset: 7, [], [])),
      ("halves", Self.tensor("HalfStorage", elements: 16, offset: 1, [2], [2])),
      ("empty", Self.tensor("FloatStorage", elements: 8, offset: 0, [0, 4], [4, 1])),
    ])
    try open(archive(pickle, storage)) { file in
      #expect(file.names == ["plain", "turned", "scalar", "halves", "empty"])
      // The halves are the upper ones of 0 and 1: 0x0000 and 0x3f80.
      let expected: [(String, [Int], [Float])] = [
        ("plain", [2, 3], [2, 3, 4, 5, 6, 7]), ("turned", [2, 3], [0, 2, 4, 1, 3, 5]),
        ("scalar", [], [7]), ("halves", [2], [0, 1.875]), ("empty", [0, 4], []),
      ]
      for (name, shape, elements) in expected {
        let tensor = try file.tensor(name)
        #expect(tensor.shape == shape && tensor.data == elements, "\(name)")
      }
      let info = try file.info("halves")
      #expect(info == TensorInfo(.f16, [2]))
    }
  }

  static let refused: [(String, [UInt8])] = [
    ("asks for \"os.system\", which tensors do not need; nothing was run",
      global("os", "system") + text("true") + [0x85] + Array("R.".utf8)),
    ("asks for \"builtins.eval\"", global("builtins", "eval") + Array(".".utf8)),
    ("the opcode 0x69", Array("ios\nsystem\n.".utf8)),
    ("it ends early", [0x80]),
    ("it ends early", Array(text("x").dropLast())),
    ("more values than there are", Array("t.".utf8)),
    ("more values than there are", Array("(.".utf8)),
    ("recalls what it never stored", [UInt8(ascii: "h"), 9]),
    ("it calls what is no function", Array("))R.".utf8)),
    ("an integer is beyond 64 bits", [0x8a, 9] + [UInt8](repeating: 1, count: 9)),
    // A dictionary that holds itself under "x".
    ("nested as no model is",
      Array("}q".utf8) + [0] + text("x") + Array("h".utf8) + [0] + Array("s.".utf8)),
    ("reaches beyond its storage of 8 numbers",
      dictionary([("w", tensor("FloatStorage", elements: 8, offset: 1, [2, 4], [4, 1]))])),
    ("reaches beyond its storage of 1 numbers",
      dictionary([("w", tensor("FloatStorage", elements: 1, offset: 0, [9, 9], [0, 0]))])),
    ("its storage \"0\" should hold 9 numbers (F32), but has 32 bytes",
      dictionary([("w", tensor("FloatStorage", elements: 9, offset: 0, [9], [1]))])),
  ]

  @Test(arguments: refused.indices)
  func whatIsNoTensorIsRefused(_ position: Int) throws {
    let (message, pickle) = Self.refused[position]
    let error = engineError {
      try open(archive(pickle, [UInt8](repeating: 0, count: 32))) { _ in }
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
  }

  @Test func deepNestingIsDescribedAndLetGo() throws {
    let deep = Array(")".utf8) + [UInt8](repeating: 0x85, count: 1_000_000) + Array(".".utf8)
    try open(archive(deep, [])) { #expect($0.names.isEmpty) }
  }

  /// Whatever byte changes, the file is read or refused, and a changed number is noticed.
  @Test func damagedBytesAreReadOrRefused() throws {
    let pickle = Self.dictionary([
      ("w", Self.tensor("FloatStorage", elements: 8, offset: 0, [2, 3], [1, 2]))
    ])
    let good = try archive(pickle, [UInt8](repeating: 1, count: 32))
    var random = Random(1, "damage")
    for position in good.indices {
      var bytes = good
      bytes[position] = UInt8(truncatingIfNeeded: Int(random.normal() * 100))
      let error = engineError {
        try open(bytes) { file in for name in file.names { _ = try file.tensor(name) } }
      }
      #expect(error?.message.isEmpty != true)
    }
    for length in stride(from: 0, to: good.count, by: 7) {
      #expect(engineError { try open(Array(good.prefix(length))) { _ in } } != nil)
    }
    // The pickle itself, behind a checksum that is right.
    for position in pickle.indices {
      for byte in [UInt8(0), 0x28, 0x52, 0x75, 0xff] {
        var bytes = pickle
        bytes[position] = byte
        _ = engineError { _ = try TorchState(bytes) }
      }
    }
  }

  @Test func oldFilesAreExplained() throws {
    let error = engineError { try open([0x80, 2, 0x8a, 10]) { _ in } }
    #expect(error?.message.contains("before version 1.6 are not read") == true)
  }
}
