import Foundation
import Testing
import UptCLIP
import UptTensor

/// PyTorch's own archives, with features that open_clip computed; `make_torch_fixtures.py` writes
/// them.
@Suite struct TorchCheckpointTests {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Torch/\(name)").path
  }

  @Test(arguments: [("vit.pt", "vit"), ("vit-script.pt", "vit"), ("rn-script.pt", "rn")])
  func featuresAreThoseOfOpenCLIP(_ file: String, _ expected: String) throws {
    let model = try CLIPModel(path: Self.path(file), tokenizer: nil)
    let stored = try SafetensorsFile(Self.path("\(expected).safetensors"))
    let images = try model.imageFeatures(stored.tensor("images"))
    #expect(try relativeError(images, stored.tensor("image_features")) < 1e-5, "\(file)")
    let texts = [[38, 5, 9, 39], [38, 11, 12, 13, 14, 39]].map { $0.map { TextRow.token($0) } }
    let features = try model.textFeatures(texts)
    #expect(try relativeError(features, stored.tensor("text_features")) < 1e-5, "\(file)")
  }

  @Test func whatIsAssumedIsStatedAndCanBeOverruled() throws {
    let script = try CLIPWeights(path: Self.path("vit-script.pt"))
    #expect(script.notes.count == 1)
    #expect(script.notes.first?.contains("one of OpenAI's own models: QuickGELU") == true)
    let plain = try CLIPWeights(path: Self.path("vit.pt"), activation: .gelu)
    #expect(plain.configuration.activation == .gelu)
    #expect(plain.notes.last?.contains("GELU is used because it was asked for") == true)
  }

  @Test func resNetsSurviveBeingSavedAndRefuseVisualPrompts() throws {
    let weights = try CLIPWeights(path: Self.path("rn-script.pt"))
    #expect(weights.configuration.residualStages == [1, 1, 1, 1])
    try withTemporaryDirectory { directory in
      try weights.save(to: directory + "/saved.safetensors")
      var saved = try CLIPWeights(path: directory + "/saved.safetensors")
      saved.notes = weights.notes
      #expect(saved == weights)
    }
    let model = CLIPModel(name: "rn", weights: weights, tokenizer: nil)
    expectError(.value, "the image tower is a ResNet, which visual prompts cannot enter") {
      _ = try model.imageFeatures(
        .zeros([1, 3, 32, 32]), prompt: .shallow(.zeros([2, 2])))
    }
    #expect(try model.vision.speed(promptLength: 0).forward > 0)
    #expect(model.vision.cost(images: 3, promptLength: 0, threads: 1).forward > 0)
  }

  @Test func shardsAreReadThroughTheirIndex() throws {
    let weights = try CLIPWeights(path: Self.path("vit.pt"))
    try withTemporaryDirectory { directory in
      var shards: [[Safetensors.Item]] = [[], []]
      var map: JSONObject = [:]
      weights.forEachParameter { parameter, tensor in
        let shard = parameter.name.utf8.count % 2
        let stored = Tensor(unchecked: parameter.storedShape, tensor.data)
        shards[shard].append(.init(parameter.name, stored))
        map[parameter.name] = .string("model-\(shard).safetensors")
      }
      for (number, items) in shards.enumerated() {
        try Safetensors.write("\(directory)/model-\(number).safetensors", items)
      }
      let index = directory + "/model.safetensors.index.json"
      func write(_ map: JSONObject) throws {
        let root: JSONValue = .object(["metadata": .object([:]), "weight_map": .object(map)])
        try AtomicFile.write(index, Array(root.text().utf8))
      }
      try write(map)
      var read = try CLIPWeights(path: directory)
      read.notes = weights.notes
      #expect(read == weights)
      map["ln_final.bias"] = .string("../model-0.safetensors")
      try write(map)
      expectError(.format, "ln_final.bias is not the name of a file beside the index") {
        _ = try CLIPWeights(path: directory)
      }
    }
  }

  private func relativeError(_ a: Tensor, _ b: Tensor) throws -> Double {
    try #require(a.shape == b.shape)
    let largest = b.data.map { abs(Double($0)) }.max() ?? 0
    return zip(a.data, b.data).map { abs(Double($0) - Double($1)) }.max().map { $0 / largest } ?? 0
  }
}
