import Foundation
import Testing

@testable import UptTensor

/// Files that SciPy wrote in MATLAB's form (`Fixtures/make.py`), and broken ones.
@Suite struct MatlabFileTests {
  static func bytes(_ name: String) throws -> [UInt8] {
    try MappedFile.read("\(NumpyFixtureTests.folder)/\(name)", limit: 1 << 20)
  }

  @Test(arguments: ["plain.mat", "packed.mat"]) func everyKind(_ name: String) throws {
    let file = try MatlabFile(Self.bytes(name), of: name)
    let types = [
      "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "single", "double",
    ]
    for type in types {
      #expect(file.variables[type] == .numbers([0, 2, 1, 100]), "\(type)")
    }
    #expect(file.variables["text"]?.text == "a line")
    #expect(
      file.variables["cells"] == .cells([.text("été"), .numbers([1, -2]), .numbers([])]))
    #expect(
      file.variables["records"]
        == .structs([
          ["label": .numbers([3]), "file": .text("a.jpg")],
          ["label": .numbers([-0.5]), "file": .text("b, with a longer name.jpg")],
        ]))
    #expect(file.variables["empty"] == .numbers([]))
    #expect(file.variables["complex"] == .numbers([1]))
    #expect(file.variables.values.contains(.unread), "a sparse matrix is left out")
  }

  @Test(arguments: [
    ("MATLAB 7.3 MAT-file, Platform: GLNXA64", "x is a MATLAB file of version 7.3"),
    ("", "x is no MATLAB file"), ("MATLAB 5.0 MAT-file", "x is no MATLAB file"),
  ])
  func otherFiles(_ text: String, _ message: String) {
    let error = #expect(throws: EngineError.self) { try MatlabFile(Array(text.utf8), of: "x") }
    #expect(error?.message.hasPrefix(message) == true)
  }

  /// Whatever is cut off or altered, there is a value or one error.
  @Test(arguments: ["plain.mat", "packed.mat"]) func broken(_ name: String) throws {
    let whole = try Self.bytes(name)
    var refused = 0
    func attempt(_ bytes: [UInt8]) throws {
      do { _ = try MatlabFile(bytes, of: name) } catch let error as EngineError {
        #expect(error.kind == .format)
        refused += 1
      }
    }
    for count in stride(from: 0, to: whole.count, by: 7) { try attempt(Array(whole[..<count])) }
    var random = Random(1, "broken")
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<3 { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
      try attempt(bytes)
    }
    #expect(refused > 100)
  }
}
