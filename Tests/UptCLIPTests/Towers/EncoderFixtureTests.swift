import FixtureSupport
import Testing
import UptTensor

@testable import UptCLIP

/// Features, logits and intermediate activations of the authors' encoders.
@Suite struct EncoderFixtureTests {
  @Test func zeroShot() throws {
    let model = try CLIPModel(path: Fixtures.path("model_a"), tokenizer: nil)
    let expected = try Fixtures.tensors("zero_shot.safetensors")
    let images = try model.imageFeatures(expected.tensor("images"))
    let texts = try model.textFeatures(rows(of: expected, "token_ids"))
    try judge("zero_shot", expected, [
      "image_features": images, "text_features": texts,
      "image_features_normalised": images.rowsNormalised(),
      "text_features_normalised": texts.rowsNormalised(),
      "logits": model.logits(images, texts),
      "probabilities": softmax(model.logits(images, texts)),
    ])
  }

  @Test(arguments: ["model_b/openai", "model_b/hf"])
  func smallModelInBothNamings(_ folder: String) throws {
    let model = try CLIPModel(path: Fixtures.path(folder), tokenizer: nil)
    let expected = try Fixtures.tensors("model_b/expected.safetensors")
    let images = try model.imageFeatures(expected.tensor("images"))
    let texts = try model.textFeatures(rows(of: expected, "token_ids"))
    try judge("model_b", expected, [
      "image_features": images, "text_features": texts, "logits": model.logits(images, texts),
    ])
  }

  @Test func visionBlocks() throws {
    let model = try CLIPModel(path: Fixtures.path("model_a"), tokenizer: nil)
    let expected = try Fixtures.tensors("intermediates.safetensors")
    let image = try expected.tensor("image")
    let pass = try model.vision.forward(image.data[...], count: 1, record: true)
    let width = model.configuration.visionWidth
    let size = (model.configuration.patchCount + 1) * width
    let last = Array(UnsafeBufferPointer(start: try #require(pass.last), count: width))
    let states = try (pass.tapes.map { Array(UnsafeBufferPointer(start: $0.x, count: size)) } + [last])
      .map { try Tensor([$0.count / width, width], $0) }
    try judge("intermediates", expected, [
      "visual.ln_pre": states[0],
      "visual.out": pass.features.reshaped([-1]),
    ])
    for block in 0..<model.configuration.visionLayers {
      let want = try expected.tensor("visual.block.\(block)")
      let isLast = block == model.configuration.visionLayers - 1
      // The last block computes CLS alone: nothing else is read.
      let reference = isLast ? try Tensor([1, width], Array(want.data.prefix(width))) : want
      try judge(
        "visual.block.\(block)", states[block + 1], reference,
        Tolerances()("intermediates", "visual.block.\(block)"))
    }
  }

  @Test func textBlocks() throws {
    let model = try CLIPModel(path: Fixtures.path("model_a"), tokenizer: nil)
    let expected = try Fixtures.tensors("intermediates.safetensors")
    let ids = try expected.integers("token_ids")
    let end = try #require(ids.indices.max { ids[$0] < ids[$1] })
    let prompt = ids.prefix(end + 1).map { TextRow.token($0) }
    let pass = try model.text.forward([prompt])
    let width = model.configuration.textWidth
    let chunk = try #require(pass.chunks.first)
    let last = Array(UnsafeBufferPointer(start: try #require(chunk.last), count: width))
    // The prefix holds all rows but that of [EOT].
    let states = zip(pass.prefix.tapes, chunk.tapes).map { before, after in
      Array(UnsafeBufferPointer(start: before.x, count: end * width))
        + Array(UnsafeBufferPointer(start: after.x, count: width))
    } + [last]
    try judge("intermediates", expected, ["text.out": pass.features.reshaped([-1])])
    for (i, name) in (["text.embedded"] + model.blockNames).enumerated() {
      let want = try expected.tensor(name)
      let isLast = i == model.configuration.textLayers
      let kept = min(end + 1, want.shape[0])
      guard !isLast || end < want.shape[0] else { continue }
      let reference =
        isLast
        ? try Tensor([1, width], Array(want.data[end * width..<(end + 1) * width]))
        : try Tensor([kept, width], Array(want.data.prefix(kept * width)))
      let got = try Tensor(reference.shape, Array(states[i].prefix(reference.count)))
      try judge(name, got, reference, Tolerances()("intermediates", name))
    }
  }

  private func rows(of file: SafetensorsFile, _ name: String) throws -> [[TextRow]] {
    let ids = try file.integers(name)
    let width = try file.info(name).shape[1]
    return stride(from: 0, to: ids.count, by: width).map { start in
      let row = Array(ids[start..<start + width])
      let end = row.indices.max { row[$0] < row[$1] || (row[$0] == row[$1] && $0 > $1) } ?? 0
      return row.prefix(end + 1).map { .token($0) }
    }
  }

  private func judge(
    _ group: String, _ expected: SafetensorsFile, _ results: [String: Tensor]
  ) throws {
    for (name, result) in results.sorted(by: { $0.key < $1.key }) {
      try judge(
        "\(group).\(name)", result, expected.tensor(name), Tolerances()(group, name))
    }
  }

  private func judge(
    _ name: String, _ result: Tensor, _ expected: Tensor, _ tolerance: Double
  ) throws {
    let error = result.largestDifference(from: expected)
    Report.error(name, error, of: tolerance)
    #expect(error <= tolerance, "\(name): \(result.shape) against \(expected.shape)")
  }

  private func softmax(_ logits: Tensor) -> Tensor {
    var data = logits.data
    data.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      Rows.softmax(base, rows: logits.shape[0], width: logits.shape[1], stride: logits.shape[1])
    }
    return Tensor(unchecked: logits.shape, data)
  }
}

extension CLIPModel {
  var blockNames: [String] { (0..<configuration.textLayers).map { "text.block.\($0)" } }
}
