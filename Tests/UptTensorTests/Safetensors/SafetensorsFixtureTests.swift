import FixtureSupport
import Testing
import UptTensor

/// Every element type of the fixtures' `dtypes.safetensors`, bit for bit.
@Suite struct SafetensorsFixtureTests {
  @Test func floatsEqualTheExpectedBits() throws {
    let file = try SafetensorsFile(Fixtures.path("dtypes.safetensors"))
    let expected = try SafetensorsFile(Fixtures.path("dtypes_expected.safetensors"))
    let suffix = ".as_f32"
    let judged = expected.names.filter { $0.hasSuffix(suffix) }
    #expect(!judged.isEmpty)
    for name in judged {
      let wanted = try expected.tensor(name)
      let actual = try file.tensor(String(name.dropLast(suffix.count)))
      #expect(actual.shape == wanted.shape, "\(name)")
      for (a, b) in zip(actual.data, wanted.data) {
        #expect(a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN), "\(name): \(a) and \(b)")
      }
    }
  }

  @Test func integersAreReadBothWays() throws {
    let file = try SafetensorsFile(Fixtures.path("dtypes.safetensors"))
    var judged = 0
    for name in file.names where try file.info(name).type.isInteger {
      let integers = try file.integers(name)
      let floats = try file.tensor(name)
      #expect(integers.map { Float($0) } == floats.data, "\(name)")
      judged += 1
    }
    #expect(judged > 0)
    for name in file.names where try !file.info(name).type.isInteger {
      #expect(throws: EngineError.self) { try file.integers(name) }
    }
  }

  /// The manifest's list of tensors, dtypes and shapes is what the reader finds in every file.
  @Test func everyListedFileReadsAsTheManifestSays() throws {
    let manifest = try JSONValue(
      parsing: MappedFile.read(Fixtures.path("manifest.json")), of: "manifest.json")
    let files = try #require(manifest["files"]?.object)
    var judged = 0
    for (path, description) in files.members where path.hasSuffix(".safetensors") {
      guard let tensors = description["tensors"]?.object else { continue }
      let file = try SafetensorsFile(Fixtures.path(path))
      #expect(Set(file.names) == Set(tensors.keys), "\(path)")
      for (name, text) in tensors.members {
        let info = try file.info(name)
        let sizes = info.shape.map(String.init).joined(separator: ",")
        #expect("\(info.type.rawValue)[\(sizes)]" == text.string, "\(path), \(name)")
        #expect(try file.tensor(name).shape == info.shape)
      }
      judged += 1
    }
    #expect(judged > 0)
  }
}
