import Foundation
import Testing

@testable import UptTensor

@Suite struct SafetensorsWriterTests {
  private let values: [Float] = [0, -0.0, 1, -2.5, 65504, 0x1p-24, 0x1p-14, .infinity, 0.1, 3e-6]

  @Test func roundTripKeepsNamesShapesMetadataAndFloats() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.safetensors"
      let tensor = try Tensor([2, 5], values)
      try Safetensors.write(
        path,
        [
          .init("h", tensor, .f16), .init("b", tensor, .bf16), .init("f", tensor),
          .init("scalar", Tensor(scalar: 7)), .init("empty", try .zeros([0, 3]), .f16),
        ], metadata: ["note": "tab\t\"quoted\" é", "a": ""])
      let file = try SafetensorsFile(path)
      #expect(file.names == ["f", "scalar", "h", "b", "empty"])
      #expect(file.metadata == ["note": "tab\t\"quoted\" é", "a": ""])
      #expect(try file.tensor("f") == tensor)
      #expect(try file.tensor("scalar") == Tensor(scalar: 7))
      #expect(try file.tensor("empty").shape == [0, 3])
      #expect(try file.tensor("h").data == values.map { Float(Float16($0)) })
      for (wide, brain) in zip(values, try file.tensor("b").data) {
        #expect(abs(wide - brain) <= abs(wide) / 256 || wide == brain)
      }
    }
  }

  @Test func equalArgumentsGiveEqualBytes() throws {
    try withTemporaryDirectory { directory in
      let items = [Safetensors.Item("x", try Tensor([10], values), .f16)]
      let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key\($0)", "\($0)") })
      try Safetensors.write(directory + "/1", items, metadata: metadata)
      try Safetensors.write(directory + "/2", items, metadata: metadata)
      #expect(try MappedFile.read(directory + "/1") == MappedFile.read(directory + "/2"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 2)
    }
  }

  /// Every half-precision number survives, and every float near the middle of two of them goes to
  /// the same one as the compiler's own conversion.
  @Test func halvesRoundToNearestEven() {
    for bits in UInt16.min...UInt16.max {
      let half = Float16(bitPattern: bits)
      let wide = ElementConversion.float(half: bits)
      guard !half.isNaN else {
        #expect(wide.isNaN)
        continue
      }
      #expect(wide == Float(half))
      #expect(ElementConversion.half(wide) == bits)
      let middle = (wide + Float(half.nextUp)) / 2
      for value in [middle, middle.nextUp, middle.nextDown] {
        if ElementConversion.half(value) != Float16(value).bitPattern {
          Issue.record("\(value) becomes \(ElementConversion.half(value))")
        }
      }
    }
    #expect(Float16(bitPattern: ElementConversion.half(.nan)).isNaN)
  }

  @Test func brainFloatsRoundToNearestEven() {
    for (value, bits) in [
      (Float(1), 0x3f80), (0x1.01p0, 0x3f80), (0x1.03p0, 0x3f82), (0x1.010002p0, 0x3f81),
      (-0.0, 0x8000), (.infinity, 0x7f80), (.greatestFiniteMagnitude, 0x7f80),
    ] {
      #expect(ElementConversion.brain(value) == UInt16(bits), "\(value)")
    }
    #expect(ElementConversion.float(brain: ElementConversion.brain(.nan)).isNaN)
  }

  @Test func refusesWhatItCannotStore() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.safetensors"
      try Safetensors.write(path, [.init("old", Tensor(scalar: 1))])
      let before = try MappedFile.read(path)
      expectError(.value, "\"x\" cannot be stored as F16: 70000.0 is beyond its range") {
        try Safetensors.write(path, [.init("x", Tensor(scalar: 70000), .f16)])
      }
      expectError(.value, "two tensors cannot both be stored as \"x\"") {
        try Safetensors.write(
          path, [.init("x", Tensor(scalar: 1)), .init("x", Tensor(scalar: 2), .f16)])
      }
      #expect(try MappedFile.read(path) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 1)
      expectError(.file, "cannot write \(directory)/no/a: no such file or directory") {
        try Safetensors.write(directory + "/no/a", [])
      }
    }
  }
}

/// Expects an `EngineError` of this kind whose message contains `message`.
func expectError(
  _ kind: EngineError.Kind, _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("no error; expected: \(message)", sourceLocation: sourceLocation)
  } catch let error as EngineError {
    #expect(error.kind == kind, sourceLocation: sourceLocation)
    let text = error.description
    #expect(text.contains(message), "\(text)", sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
}
