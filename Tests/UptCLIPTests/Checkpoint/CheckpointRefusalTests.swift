import Foundation
import Testing
import UptCLIP
import UptTensor

/// Files that people take for models: each is refused with what it is and what to do.
@Suite struct CheckpointRefusalTests {
  @Test(arguments: [
    (
      "model.safetensors", Array("version https://git-lfs.github.com/spec/v1\noid sha256".utf8),
      "is a place holder of Git LFS; the weights themselves are not here yet (`git lfs pull` in its "
        + "folder fetches them)"
    ),
    (
      "ViT-B-32.pt", Array("<!DOCTYPE html><html>".utf8),
      "is a web page, saved under the name of a model"
    ),
    ("old.pt", [0x80, 2, 0x8a, 10], "PyTorch files of before version 1.6 are not read"),
    ("no-ending", [0x80, 2, 0x8a, 10], "PyTorch files of before version 1.6 are not read"),
    ("model.safetensors", Array("PK\u{3}\u{4}".utf8), "is not a valid safetensors file"),
    ("cut.pt", Array("PK\u{3}\u{4}".utf8), "its directory is missing; is the file complete?"),
    ("model.bin", [1, 2, 3], "it is no file of PyTorch's"),
    ("empty.safetensors", [], "the file has 0 bytes"),
  ] as [(String, [UInt8], String)])
  func filesThatAreNoModels(_ name: String, _ bytes: [UInt8], _ message: String) throws {
    try withTemporaryDirectory { directory in
      try AtomicFile.write("\(directory)/\(name)", bytes)
      expectError(.format, message) { _ = try CLIPWeights(path: "\(directory)/\(name)") }
    }
  }

  @Test func aMissingShardIsNamed() throws {
    try withTemporaryDirectory { directory in
      let index = "{\"weight_map\": {\"logit_scale\": \"model-00002-of-00002.safetensors\"}}"
      try AtomicFile.write("\(directory)/model.safetensors.index.json", Array(index.utf8))
      expectError(
        .file, "says that model-00002-of-00002.safetensors holds \"logit_scale\", but there is no "
          + "such file beside it (download all parts of the model into one folder)"
      ) { _ = try CLIPWeights(path: directory) }
    }
  }

  /// PyTorch's archive is one whatever it is called.
  @Test func endingsDoNotMatter() throws {
    try withTemporaryDirectory { directory in
      let path = "\(directory)/ViT-B-32"
      try FileManager.default.copyItem(
        atPath: TorchCheckpointTests.path("vit-script.pt"), toPath: path)
      let weights = try CLIPWeights(path: path)
      #expect(weights.notes.first?.contains("one of OpenAI's own models") == true)
    }
  }

  @Test func usualFieldsOfOpenCLIPAreTaken() throws {
    func configuration(_ vision: String, _ text: String) throws -> CLIPConfiguration {
      var remarks = CheckpointRemarks()
      let json = "{\"embed_dim\": 8, \"vision_cfg\": {\(vision)}, \"text_cfg\": {\(text)}}"
      return try CLIPConfiguration(
        json: JSONValue(parsing: Array(json.utf8), of: "x"), source: "x", remarks: &remarks)
    }
    let usual = try configuration(
      "\"pool_type\": \"tok\", \"attentional_pool\": false, \"ls_init_value\": null",
      "\"pool_type\": \"argmax\", \"pad_id\": 0, \"embed_cls\": false")
    let plain = try configuration("", "")
    #expect(usual == plain)
    expectError(.format, "x: vision_cfg asks for \"pool_type\": \"avg\", which is not supported") {
      _ = try configuration("\"pool_type\": \"avg\"", "")
    }
    // ViT-H/14, and ViT-bigG/14, whose ratio is not a whole number's.
    let huge = try configuration(
      "\"width\": 1280, \"head_width\": 80, \"patch_size\": 14, \"layers\": 32",
      "\"width\": 1024, \"heads\": 16")
    #expect(huge.visionHeads == 16)
    let big = try configuration(
      "\"width\": 1664, \"head_width\": 104, \"patch_size\": 14, \"mlp_ratio\": 4.9231", "")
    #expect(big.visionMLPWidth == 8192)
  }
}
