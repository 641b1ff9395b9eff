import Foundation
import Testing

@testable import UptTensor

/// Files that NumPy wrote (`Fixtures/make.py`), and ours in its format.
@Suite struct NumpyFixtureTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  static func load(_ name: String) throws -> TensorFile.Contents {
    try TensorFile.load("\(folder)/\(name)")
  }

  static func named(_ name: String) throws -> [String: Tensor] {
    guard case .named(let tensors) = try load(name) else { return [:] }
    return Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { $1 })
  }

  @Test func everyTypeInEveryOrder() throws {
    let base: [Float] = [0, 1, 2, 3, 100, 5]
    let tensors = try Self.named("types.npz")
    #expect(tensors.count == 42)
    for (name, tensor) in tensors {
      let type = name.replacing("_columns", with: "").suffix(2)
      let expected = base.map { number -> Float in
        switch type.first {
        case "f": -0.5 * number
        case "i": -number
        case "b": number == 0 ? 0 : 1
        default: number
        }
      }
      #expect(tensor.shape == [2, 3], "\(name)")
      #expect(tensor.data == expected, "\(name)")
    }
  }

  @Test func archivesStoredAndDeflated() throws {
    let stored = try Self.named("stored.npz")
    #expect(stored.keys.sorted() == ["a", "empty", "scalar", "text.weight"])
    #expect(stored["a"] == (try Tensor([2, 3], [0, 1, 2, 3, 4, 5])))
    #expect(stored["scalar"] == Tensor(scalar: 2.5))
    #expect(stored["empty"]?.shape == [0, 3])
    #expect(stored["text.weight"] == (try Tensor([5], [-1, -0.5, 0, 0.5, 1])))
    let deflated = try Self.named("deflated.npz")
    #expect(deflated["ramp"]?.data == (0..<4096).map { Float($0 % 64) })
    #expect(deflated["zeros"] == (try Tensor.zeros([1000])))
  }

  @Test func everyVersionOfTheFormat() throws {
    for version in 1...3 {
      #expect(try Self.load("version\(version).npy") == .one(Tensor([3], [0, 1, 2])))
    }
    let cube = try Tensor([2, 3, 4], (0..<24).map { Float($0) })
    #expect(try Self.load("cube.npy") == .one(cube))
  }

  @Test(arguments: [
    ("objects.npy", "the array's elements are of type \"|O\""),
    ("text.npy", "the array's elements are of type \"<U2\""),
    ("fields.npy", "the array's elements are records of several fields"),
  ])
  func whatHoldsNoNumbers(_ name: String, _ message: String) {
    expectError(.format, message) { _ = try Self.load(name) }
    expectError(.format, name) { _ = try Self.load(name) }
  }

  @Test func headersAreThoseOfNumPy() throws {
    let ours = try Numpy.bytes(Tensor([2, 3], [0, 1, 2, 3, 4, 5]))
    #expect(ours.count == 128 + 24)
    let text = String(decoding: ours[10..<128], as: UTF8.self)
    #expect(text.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  "))
    #expect(text.hasSuffix(" \n"))
    #expect(try Numpy.bytes(Tensor(scalar: 1)).contains(Array("'shape': (), }".utf8)))
    #expect(try Numpy.bytes(.zeros([7])).contains(Array("'shape': (7,), }".utf8)))
  }

  @Test func whatIsSavedIsRead() throws {
    let shapes = [[], [0], [1], [3], [2, 3], [2, 0, 3], [1, 4, 1, 2]]
    let tensors = shapes.enumerated().map { TensorFile.Named("t.\($0)", sample($1)) }
    try withTemporaryDirectory { folder in
      for kind in [TensorFile.Kind.npz, .safetensors] {
        let path = "\(folder)/all.\(kind.rawValue)"
        try TensorFile.save(path, .named(tensors), as: kind)
        #expect(try TensorFile.load(path) == .named(tensors))
      }
      for item in tensors {
        try TensorFile.save("\(folder)/one.npy", .one(item.tensor), as: .npy)
        #expect(try TensorFile.load("\(folder)/one.npy") == .one(item.tensor))
      }
      // The contents count, not the name.
      try FileManager.default.moveItem(atPath: "\(folder)/all.npz", toPath: "\(folder)/all.dat")
      #expect(try TensorFile.load("\(folder)/all.dat") == .named(tensors))
      try TensorFile.save("\(folder)/none.npz", .named([]), as: .npz)
      #expect(try TensorFile.load("\(folder)/none.npz") == .named([]))
    }
  }
}
