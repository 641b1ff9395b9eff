import Testing
import UptTensor

@testable import UptCLIP

/// What a pass says of [CLS]'s attention, against the same computed from the weights with the
/// operations of tensors.
@Suite struct AttentionTests {
  private static let configuration = CLIPConfiguration(
    imageSize: 16, patchSize: 4, visionWidth: 12, visionLayers: 3, visionHeads: 3, textWidth: 8,
    textLayers: 1, textHeads: 2, contextLength: 8, vocabularySize: 514, embeddingWidth: 10)

  private static let prompts: [VisualPrompt] = [
    .none, .shallow(vectors(2)), .deep(vectors(4), depth: 2),
  ]

  private static func vectors(_ rows: Int) -> Tensor {
    Tensor(unchecked: [rows, 12], (0..<rows * 12).map { Float(($0 * 7) % 5) / 2 - 1 })
  }

  private func weights() throws -> CLIPWeights {
    var weights = try CLIPWeights.random(Self.configuration, seed: 4)
    // Initial weights are so small that all attention is alike.
    for i in weights.vision.blocks.indices {
      let small = weights.vision.blocks[i].inWeight.data
      weights.vision.blocks[i].inWeight.data = small.map { 20 * $0 }
    }
    return weights
  }

  @Test(arguments: prompts.indices) func agreesWithTensors(_ choice: Int) throws {
    let weights = try weights()
    let prompt = Self.prompts[choice]
    let c = Self.configuration
    let images = try Tensor.normal([2, 3, 16, 16], seed: 3)
    let pass = try VisionTower(weights).forward(
      images.data[...], count: 2, prompt: prompt, record: true)
    let positions = 1 + prompt.length + c.patchCount
    let size = positions * c.visionWidth
    for (block, tape) in pass.tapes.enumerated() {
      let got = try #require(pass.classAttention(block: block))
      #expect(got.shape == [2, 3, positions])
      for image in 0..<2 {
        let x = try Tensor(
          [positions, c.visionWidth],
          Array(UnsafeBufferPointer(start: tape.x + image * size, count: size)))
        for head in 0..<3 {
          let expected = try reference(x, weights.vision.blocks[block], head)
          let start = (image * 3 + head) * positions
          let row = Array(got.data[start..<start + positions])
          #expect(zip(row, expected.data).allSatisfy { abs($0 - $1) < 1e-5 }, "\(block) \(head)")
          #expect(abs(row.reduce(0, +) - 1) < 1e-5)
        }
      }
    }
  }

  /// softmax(q₀ kᵀ / √d) of one head.
  private func reference(_ x: Tensor, _ block: BlockWeights, _ head: Int) throws -> Tensor {
    let normal = try Variable(x).layerNorm(
      weight: Variable(block.ln1Weight), bias: Variable(block.ln1Bias))
    let qkv = try normal.matmul(Variable(block.inWeight).transposed()) + Variable(block.inBias)
    let q = try qkv.sliced([.range(0, 1), .range(head * 4, head * 4 + 4)])
    let k = try qkv.sliced([.all, .range(12 + head * 4, 12 + head * 4 + 4)])
    return try (q.matmul(k.transposed()) / Variable(Tensor(scalar: 2))).softmax().value
  }

  @Test func nothingWithoutATape() throws {
    let tower = VisionTower(try weights())
    let image = try Tensor.normal([1, 3, 16, 16], seed: 3)
    #expect(try tower.forward(image.data[...], count: 1).classAttention(block: 0) == nil)
    let pass = try tower.forward(image.data[...], count: 1, record: true)
    #expect(pass.classAttention(block: 3) == nil)
    #expect(pass.classAttention(block: -1) == nil)
  }
}
