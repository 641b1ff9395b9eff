import FixtureSupport
import Foundation
import Testing
import UptCLIP
import UptTensor

/// The fixtures' models, in both namings and with every way of describing them.
@Suite struct CheckpointFixtureTests {
  @Test func bothNamingsOfTheSmallModelGiveTheSameWeights() throws {
    let openAI = try CLIPWeights(path: Fixtures.path("model_b/openai"))
    let huggingFace = try CLIPWeights(path: Fixtures.path("model_b/hf/model.safetensors"))
    #expect(openAI.configuration == huggingFace.configuration)
    try expectEqual(openAI, huggingFace)
    #expect(openAI == huggingFace)
    #expect(openAI.notes.isEmpty)
  }

  @Test func bothNamingsOfTheLargerModelGiveTheSameWeights() throws {
    let openAI = try CLIPWeights(path: Fixtures.path("model_a"))
    try withTemporaryDirectory { directory in
      let script = Fixtures.path("make_hf.py")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["python3", script, Fixtures.directory.path, directory]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      if process.terminationStatus == 127 {
        print("SKIPPED: no python3 to write the Hugging Face form of the larger model")
        return
      }
      try #require(process.terminationStatus == 0)
      try expectEqual(openAI, CLIPWeights(path: directory))
    }
  }

  @Test func everyConfigurationOfAModelSaysTheSame() throws {
    for model in ["model_a", "model_b/openai", "model_b/hf"] {
      let directory = Fixtures.path(model)
      let weights = try CLIPWeights(path: directory)
      for name in ["open_clip_config.json", "hf_config.json", "config.json"] {
        let path = directory + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { continue }
        var remarks = CheckpointRemarks()
        let json = try JSONValue(parsing: MappedFile.read(path), of: path)
        let configuration = try CLIPConfiguration(json: json, source: path, remarks: &remarks)
        #expect(configuration == weights.configuration, "\(path)")
      }
    }
  }

  /// Whatever is loaded comes back the same from a saved file, which needs no other file.
  @Test func savedModelsAreLoadedUnchanged() throws {
    for model in ["model_a", "model_b/openai"] {
      let weights = try CLIPWeights(path: Fixtures.path(model))
      try withTemporaryDirectory { directory in
        let path = directory + "/saved.safetensors"
        for type in [Safetensors.StorageType.f32, .f16] {
          // The fixtures' numbers are exact in half precision.
          try weights.save(to: path, as: type)
          try expectEqual(weights, CLIPWeights(path: path))
        }
      }
    }
  }

  @Test func sizesAreReadOffTheShapesWhereNothingSaysThem() throws {
    let described = try CLIPWeights(path: Fixtures.path("model_a"))
    try withTemporaryDirectory { directory in
      let path = directory + "/model.safetensors"
      let original = Fixtures.path("model_a/model.safetensors")
      try FileManager.default.copyItem(atPath: original, toPath: path)
      let weights = try CLIPWeights(path: path)
      #expect(weights.notes.count == 1)
      #expect(weights.notes.first?.contains("QuickGELU and heads of width 64 are assumed") == true)
      var expected = described.configuration
      expected.visionHeads = max(1, expected.visionWidth / 64)
      expected.textHeads = max(1, expected.textWidth / 64)
      expected.activation = .quickGELU
      #expect(weights.configuration == expected)
    }
  }

  private func expectEqual(_ a: CLIPWeights, _ b: CLIPWeights) throws {
    try #require(a.configuration == b.configuration)
    a.forEachParameter { parameter, tensor in
      #expect(tensor.shape == parameter.shape, "\(parameter.name)")
      #expect(tensor == b[keyPath: parameter.keyPath], "\(parameter.name)")
    }
  }
}
