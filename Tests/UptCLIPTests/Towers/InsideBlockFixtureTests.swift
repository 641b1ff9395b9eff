import FixtureSupport
import Testing
import UptTensor

@testable import UptCLIP

/// The steps inside the first block, at the towers' ends and at the patches, of which a pass keeps
/// enough to recover each.
@Suite struct InsideBlockFixtureTests {
  private let model: CLIPModel
  private let expected: SafetensorsFile

  init() throws {
    model = try CLIPModel(path: Fixtures.path("model_a"), tokenizer: nil)
    expected = try Fixtures.tensors("intermediates.safetensors")
  }

  @Test func vision() throws {
    // A tower of one block computes CLS alone.
    guard model.configuration.visionLayers > 1 else { return }
    let image = try expected.tensor("image")
    let pass = try model.vision.forward(image.data[...], count: 1, record: true)
    let shape = model.vision.shape
    let (w, f, rows) = (shape.width, shape.mlpWidth, model.configuration.patchCount + 1)
    let embedded = values(try #require(pass.embedded), rows * w)
    try judge("visual.embedded", embedded)
    let positional = values(try #require(model.vision.pointers).positional, rows * w)
    let patches = zip(embedded, positional).map { $0 - $1 }.dropFirst(w)
    try judge("visual.conv1", transposed(Array(patches), rows: rows - 1, width: w))

    let block = try #require(model.vision.pointers).blocks[0]
    let tape = try #require(pass.tapes.first)
    let x = values(tape.x, rows * w)
    let x2 = values(tape.x2, rows * w)
    let hidden = values(tape.hidden, rows * f)
    try judge("visual.block.0.ln_1", norm(x, block.ln1Weight, block.ln1Bias, w))
    try judge("visual.block.0.attn", zip(x2, x).map { $0 - $1 })
    try judge("visual.block.0.ln_2", norm(x2, block.ln2Weight, block.ln2Bias, w))
    try judge("visual.block.0.c_fc", hidden)
    var active = hidden
    shape.activation.apply(hidden, &active, count: hidden.count)
    try judge("visual.block.0.gelu", active)
    try judge("visual.block.0.mlp", zip(values(pass.tapes[1].x, rows * w), x2).map { $0 - $1 })
    let last = values(try #require(pass.last), w)
    let p = try #require(model.vision.pointers)
    try judge("visual.ln_post", norm(last, p.lnPostWeight, p.lnPostBias, w))
  }

  @Test func text() throws {
    guard model.configuration.textLayers > 1 else { return }
    let ids = try expected.integers("token_ids")
    let end = try #require(ids.indices.max { ids[$0] < ids[$1] })
    let pass = try model.text.forward([ids.prefix(end + 1).map { .token($0) }])
    let w = model.configuration.textWidth
    let before = try #require(pass.prefix.tapes.first)
    let after = try #require(pass.chunks.first?.tapes.first)
    let x = values(before.x, end * w) + values(after.x, w)
    let x2 = values(before.x2, end * w) + values(after.x2, w)
    try judge("text.block.0.attn", zip(x2, x).map { $0 - $1 })
    let last = values(try #require(pass.chunks.first?.last), w)
    let p = model.text.pointers
    // Only the row of [EOT] is ever normalised.
    let width = try expected.info("text.ln_final").shape[0]
    guard end < width else { return }
    let reference = try expected.tensor("text.ln_final").data[end * w..<(end + 1) * w]
    try judge(
      "text.ln_final", norm(last, p.lnFinalWeight, p.lnFinalBias, w), Array(reference))
  }

  /// Compares as many numbers as both sides have; the fixtures keep only the first rows of some.
  private func judge(_ name: String, _ found: [Float], _ reference: [Float]? = nil) throws {
    let wanted = try reference ?? expected.tensor(name).data
    let count = min(found.count, wanted.count)
    #expect(count > 0)
    let error = zip(found, wanted).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
    let tolerance = try Tolerances()("intermediates", name)
    Report.error("intermediates.\(name)", error, of: tolerance)
    #expect(error <= tolerance, "\(name)")
  }

  private func values(_ place: UnsafeMutablePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: place, count: count))
  }

  private func norm(
    _ x: [Float], _ weight: UnsafeMutablePointer<Float>, _ bias: UnsafeMutablePointer<Float>,
    _ width: Int
  ) -> [Float] {
    var y = x
    LayerNorm.apply(
      x, weight: weight, bias: bias, eps: model.configuration.layerNormEpsilon,
      rows: x.count / width, width: width, &y, statistics: nil)
    return y
  }

  private func transposed(_ x: [Float], rows: Int, width: Int) -> [Float] {
    (0..<width).flatMap { column in (0..<rows).map { x[$0 * width + column] } }
  }
}
