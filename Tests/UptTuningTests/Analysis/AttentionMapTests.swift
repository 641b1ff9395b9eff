import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

@Suite struct AttentionMapTests {
  private func total(_ map: AttentionMap) -> Double {
    (map.weights.data + map.prompts.data).reduce(map.own) { $0 + Double($1) }
  }

  @Test(arguments: [0, 1, 2, -1]) func sharesSumToOne(_ layer: Int) throws {
    let model = try Tiny.model(patchSize: 4)
    let vectors = try Tensor.normal([6, 12], seed: 2)
    for prompt in [VisualPrompt.none, .shallow(vectors), .deep(vectors, depth: 3)] {
      let map = try AttentionMap(model, Tiny.image(0, 0), prompt: prompt, layer: layer)
      #expect(map.weights.shape == [4, 4])
      #expect(map.prompts.shape == [prompt.length])
      #expect(abs(total(map) - 1) < 1e-5)
      #expect(map.layer == (layer + 3) % 3)
    }
  }

  @Test func theMeanIsThatOfTheHeads() throws {
    let model = try Tiny.model()
    let image = try Tiny.image(1, 0)
    let heads = try (0..<2).map { try AttentionMap(model, image, head: $0).weights.data }
    let mean = try AttentionMap(model, image).weights.data
    for (i, value) in mean.enumerated() {
      #expect(abs(value - (heads[0][i] + heads[1][i]) / 2) < 1e-6)
    }
    #expect(heads[0] != heads[1])
  }

  @Test(arguments: [(3, nil), (-4, nil), (0, 2), (Int.min, nil), (0, Int.max)] as [(Int, Int?)])
  func noSuchPlace(_ layer: Int, _ head: Int?) throws {
    let model = try Tiny.model()
    let error = try #require(throws: EngineError.self) {
      _ = try AttentionMap(model, Tiny.image(0, 0), layer: layer, head: head)
    }
    #expect(error.kind == .index)
    #expect(error.message.hasPrefix("the vision tower of tiny has the "))
  }
}
