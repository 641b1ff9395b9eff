import Foundation
import Testing
import UptCLIP
import UptTensor

/// What a user can see of how a checkpoint is read: above all which activation is used, and why.
@Suite struct CheckpointReportTests {
  private static let sizes = "\"embed_dim\": 16, \"vision_cfg\": {\"image_size\": 16, "
    + "\"patch_size\": 8, \"width\": 64, \"layers\": 2}, \"text_cfg\": {\"context_length\": 12, "
    + "\"vocab_size\": 60, \"width\": 64, \"heads\": 2, \"layers\": 1}"

  /// Files of one model: the weights and what else there is beside them.
  private func withModel<T>(
    _ name: String, _ files: [String: String] = [:],
    extra: [Safetensors.Item] = [], vocabulary: Int = 60, _ body: (String) throws -> T
  ) throws -> T {
    var configuration = CLIPWeightsTests.small
    configuration.vocabularySize = vocabulary
    let weights = try CLIPWeights.random(configuration, seed: 1)
    return try withTemporaryDirectory { directory in
      var items = extra
      weights.forEachParameter { parameter, tensor in
        items.append(.init(parameter.name, Tensor(unchecked: parameter.storedShape, tensor.data)))
      }
      try Safetensors.write("\(directory)/\(name)", items)
      for (file, text) in files {
        try AtomicFile.write("\(directory)/\(file)", Array(text.utf8))
      }
      return try body("\(directory)/\(name)")
    }
  }

  private func report(_ path: String) throws -> String {
    try CheckpointReport(path: path).findings.map { "\($0.name): \($0.text)" }
      .joined(separator: "\n")
  }

  @Test(arguments: [
    (
      "open_clip_config.json", "{\"model_cfg\": {\"quick_gelu\": true, \(sizes)}}",
      "activation: QuickGELU: open_clip_config.json says \"quick_gelu\": true"
    ),
    (
      "open_clip_config.json", "{\"model_cfg\": {\(sizes)}}",
      "activation: GELU: open_clip_config.json does not say \"quick_gelu\", which OpenCLIP reads as "
        + "GELU"
    ),
    ("other.json", "{}", "activation: QuickGELU: assumed, as nothing says it"),
  ])
  func theActivationHasAReason(_ file: String, _ text: String, _ expected: String) throws {
    try withModel("model.safetensors", [file: text]) { path in
      let found = try report(path)
      #expect(found.contains(expected), "\(found)")
    }
  }

  @Test func namesTellTheActivationToo() throws {
    try withModel("vit-quickgelu.safetensors") { path in
      let found = try report(path)
      #expect(found.contains("activation: QuickGELU: called a model with QuickGELU"))
      #expect(found.contains("`encoder(path, activation: \"gelu\")` would take GELU"))
    }
    let scalars = ["input_resolution", "context_length", "vocab_size"].map {
      Safetensors.Item($0, Tensor(scalar: 1))
    }
    try withModel("x.safetensors", extra: scalars) { path in
      let found = try report(path)
      #expect(found.contains("activation: QuickGELU: one of OpenAI's own models"))
      #expect(found.contains("ignored: input_resolution, context_length, vocab_size"))
    }
  }

  @Test func aModelKnowsTheReason() throws {
    try withModel("model.safetensors", vocabulary: 600) { path in
      let model = try CLIPModel(path: path, activation: .gelu)
      #expect(model.activationReason == "asked for")
      #expect(model.configuration.activation == .gelu)
      let other = try CLIPModel(path: path, tokenizer: nil)
      #expect(other.activationReason == "assumed, as nothing says it")
      #expect(other.fingerprint != model.fingerprint)
    }
  }

  @Test func archivesAreDescribed() throws {
    let found = try report(TorchCheckpointTests.path("rn-script.pt"))
    for line in [
      "format: an archive of PyTorch's, of which only tensors are read and nothing is run",
      "sizes from: the shapes of the tensors",
      "image tower: ResNet of 1, 1, 1, 1 blocks, width 2, 1 head at its end",
      "for text prompts and zero-shot only", "names: OpenAI's", "for which there is no tokenizer",
    ] { #expect(found.contains(line), "\(found)") }
  }
}
