import Testing
import UptCLIP
import UptTensor

@Suite struct CLIPWeightsTests {
  static let small = CLIPConfiguration(
    imageSize: 16, patchSize: 8, visionWidth: 64, visionLayers: 2, visionHeads: 1, textWidth: 64,
    textLayers: 1, textHeads: 2, contextLength: 12, vocabularySize: 60, embeddingWidth: 16)

  @Test func randomWeightsDependOnTheSeedAlone() throws {
    let weights = try CLIPWeights.random(Self.small, seed: 1)
    #expect(try CLIPWeights.random(Self.small, seed: 1) == weights)
    #expect(try CLIPWeights.random(Self.small, seed: 2) != weights)
    var names: Set<String> = []
    weights.forEachParameter { parameter, tensor in
      #expect(tensor.shape == parameter.shape, "\(parameter.name)")
      #expect(names.insert(parameter.name).inserted)
    }
    #expect(weights.logitScale == 2.659_260)
    #expect(weights.parameterCount == 169_665)
    let embedding = weights.text.tokenEmbedding.data.map(Double.init)
    let variance = embedding.reduce(0) { $0 + $1 * $1 } / Double(embedding.count)
    #expect(abs(variance.squareRoot() - 0.02) < 0.001)
  }

  @Test func parametersAreChangedInPlace() throws {
    var weights = try CLIPWeights.random(Self.small, seed: 1)
    weights.updateParameters { parameter, tensor in
      for index in tensor.data.indices { tensor.data[index] = 2 }
    }
    #expect(weights.logitScale == 2)
    #expect(weights.vision.blocks[1].projBias.data == [Float](repeating: 2, count: 64))
    #expect(weights.text.projection.data.allSatisfy { $0 == 2 })
  }

  @Test func configurationsSurviveTheirJSON() throws {
    var configuration = Self.small
    configuration.activation = .gelu
    configuration.layerNormEpsilon = 1e-6
    configuration.visionMLPWidth = 100
    configuration.imageMean = [0.5, 0.25, 0.1]
    var remarks = CheckpointRemarks()
    let json = try JSONValue(parsing: Array(configuration.json.text().utf8))
    let read = try CLIPConfiguration(json: json, source: "x", remarks: &remarks)
    #expect(read == configuration)
    #expect(remarks.notes.isEmpty)
  }

  @Test(arguments: [
    ("[]", "x is an array instead of an object"),
    ("{}", "x is no configuration of a CLIP model"),
    ("{\"model_cfg\": {\"embed_dim\": 4}}", "lacks vision_cfg or text_cfg"),
    ("{\"embed_dim\":4,\"vision_cfg\":{\"layers\":[3,4,6]},\"text_cfg\":{}}", "four numbers"),
    ("{\"embed_dim\":4,\"vision_cfg\":{\"width\":65},\"text_cfg\":{}}", "65 is no multiple"),
    ("{\"embed_dim\":4,\"vision_cfg\":{\"head_width\":0},\"text_cfg\":{}}", "no multiple"),
    (
      "{\"embed_dim\":4,\"vision_cfg\":{\"timm_model_name\":\"a\"},\"text_cfg\":{}}",
      "x: vision_cfg asks for \"timm_model_name\": \"a\", which is not supported"
    ),
    ("{\"embed_dim\":\"4\",\"vision_cfg\":{},\"text_cfg\":{}}", "x: embed_dim is a string"),
    ("{\"embed_dim\":0,\"vision_cfg\":{},\"text_cfg\":{}}", "the embedding width is 0"),
    ("{\"embed_dim\":8,\"vision_cfg\":{\"patch_size\":9},\"text_cfg\":{}}", "not a multiple"),
    ("{\"embed_dim\":8,\"vision_cfg\":{\"mlp_ratio\":1e300},\"text_cfg\":{}}", "is too large"),
    ("{\"embed_dim\":8,\"vision_cfg\":{},\"text_cfg\":{\"heads\":7}}", "by 7 heads"),
    ("{\"vision_config\":{},\"text_config\":{},\"model_type\":\"siglip\"}", "a \"siglip\" model"),
    ("{\"vision_config\":{\"hidden_act\":\"relu\"},\"text_config\":{}}", "the activations are"),
    ("{\"vision_config\":{\"image_size\":[224,336]},\"text_config\":{}}", "is not square"),
    ("{\"vision_config\":{\"hidden_size\":-5},\"text_config\":{}}", "the vision width is -5"),
  ])
  func badConfigurationsAreRefused(_ text: String, _ message: String) {
    expectError(.format, message) {
      var remarks = CheckpointRemarks()
      let json = try JSONValue(parsing: Array(text.utf8), of: "x")
      _ = try CLIPConfiguration(json: json, source: "x", remarks: &remarks)
    }
  }

  @Test func namesAndShapesAreChecked() throws {
    let weights = try CLIPWeights.random(Self.small, seed: 1)
    try withTemporaryDirectory { directory in
      let path = directory + "/m.safetensors"
      let metadata = ["configuration": Self.small.json.text()]
      func write(_ change: (inout [Safetensors.Item]) -> Void) throws {
        var items: [Safetensors.Item] = []
        weights.forEachParameter { parameter, tensor in
          let stored = Tensor(unchecked: parameter.storedShape, tensor.data)
          items.append(.init(parameter.name, stored))
        }
        change(&items)
        try Safetensors.write(path, items, metadata: metadata)
      }
      func refuses(
        _ kind: EngineError.Kind, _ message: String, _ change: (inout [Safetensors.Item]) -> Void
      ) throws {
        try write(change)
        expectError(kind, message) { _ = try CLIPWeights(path: path) }
      }
      try write { _ in }
      #expect(try CLIPWeights(path: path) == weights)
      try refuses(.format, "is no CLIP model: its tensors are called \"x\"…") {
        $0 = [.init("x", Tensor(scalar: 1))]
      }
      try refuses(.format, "is no CLIP model: its tensors are none") { $0 = [] }
      try refuses(
        .format, "has no tensor \"ln_final.bias\" (that a model of 2 image and 1 text layers has) "
          + "(is \"ln_final.bais\" meant for it?)"
      ) { items in
        for index in items.indices where items[index].name == "ln_final.bias" {
          items[index].name = "ln_final.bais"
        }
      }
      try refuses(.format, "has no tensor \"visual.ln_post.weight\"") {
        $0.removeAll { $0.name.hasPrefix("visual.ln_post") }
      }
      try refuses(.format, "has a tensor \"extra\" that a model of 2 image") {
        $0.append(.init("extra", Tensor(scalar: 1)))
      }
      try refuses(
        .shape, "\"text_projection\" has the shape [16, 64], "
          + "but the configuration asks for [64, 16]"
      ) { items in
        for index in items.indices where items[index].name == "text_projection" {
          items[index].tensor = Tensor(unchecked: [16, 64], items[index].tensor.data)
        }
      }
      try refuses(.format, "has both \"ln_final.bias\" and \"module.ln_final.bias\"") {
        $0.append(.init("module.ln_final.bias", Tensor(scalar: 1)))
      }
      try write { $0.append(.init("input_resolution", Tensor(scalar: 16))) }
      #expect(try CLIPWeights(path: path) == weights)
    }
  }

  @Test func missingFilesAreNamed() throws {
    try withTemporaryDirectory { directory in
      expectError(.file, "there is no file or directory \(directory)/none") {
        _ = try CLIPWeights(path: directory + "/none")
      }
      expectError(.file, "the directory \(directory) holds no .safetensors file") {
        _ = try CLIPWeights(path: directory)
      }
      try Safetensors.write(
        directory + "/a.safetensors", [.init("text_model.x", Tensor(scalar: 1))])
      expectError(.file, "needs its config.json beside it") { _ = try CLIPWeights(path: directory) }
      try AtomicFile.write(directory + "/config.json", Array("{".utf8))
      expectError(.format, "config.json is not valid JSON: line 1, column 2") {
        _ = try CLIPWeights(path: directory)
      }
      try Safetensors.write(directory + "/b.safetensors", [])
      expectError(.file, "holds several models: a.safetensors, b.safetensors") {
        _ = try CLIPWeights(path: directory)
      }
    }
  }
}
