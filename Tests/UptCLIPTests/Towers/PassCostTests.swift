import Testing
import UptTensor

@testable import UptCLIP

/// The counted work of passes, against counts made by hand for towers of width 4 with two blocks,
/// two heads, feed-forward layers of width 16 and features of width 3.
@Suite struct PassCostTests {
  private func weights() throws -> CLIPWeights {
    try .random(
      CLIPConfiguration(
        imageSize: 4, patchSize: 2, visionWidth: 4, visionLayers: 2, visionHeads: 2, textWidth: 4,
        textLayers: 2, textHeads: 2, contextLength: 8, vocabularySize: 600, embeddingWidth: 3),
      seed: 1)
  }

  /// Six rows: [CLS], one prompt vector and four patches of twelve numbers.
  @Test func oneImage() throws {
    let cost = VisionTower(try weights()).cost(images: 1, promptLength: 1, threads: 1)
    let patches = 4 * 12 * 4
    let first = (linear: 6 * 4 * 12 + 6 * 4 * 4 + 2 * 6 * 4 * 16, attention: 2 * 6 * 6 * 4)
    // Of the last block only [CLS] is wanted: one query, one row of the feed-forward layers.
    let last = (linear: 6 * 4 * 8 + 4 * 4 + 4 * 4 + 2 * 4 * 16, attention: 2 * 1 * 6 * 4)
    let projection = 4 * 3
    #expect(cost.sequences == 1 && cost.length == 6)
    let linear = first.linear + last.linear + projection
    #expect(cost.forward == Double(patches + linear + first.attention + last.attention))
    // Back to the prompt: the linear maps once more, of attention twice as much, no patches.
    #expect(cost.backward == Double(linear + 2 * last.attention + 2 * first.attention))
    #expect(cost.weights == Double(patches + linear))
  }

  /// Two rows in common, then one and two rows.
  @Test func twoTexts() throws {
    let cost = TextTower(try weights()).cost([
      [.token(1), .context(0), .token(2)], [.token(1), .context(0), .token(3), .token(4)],
    ])
    let row = 4 * 12 + 4 * 4 + 2 * 4 * 16
    let prefix = (linear: 2 * row, attention: 2 * (2 * 2) * 4)
    // Of the prefix in the last block, keys and values alone.
    let prefixLast = 2 * 4 * 8
    let suffix = (linear: 3 * row, attention: 2 * (1 * 3 + 2 * 4) * 4)
    let last = (linear: 3 * 4 * 8 + 2 * (4 * 4 + 4 * 4 + 2 * 4 * 16), attention: 2 * (3 + 4) * 4)
    let projection = 2 * 4 * 3
    let linear = prefix.linear + prefixLast + suffix.linear + last.linear + projection
    let attention = prefix.attention + suffix.attention + last.attention
    #expect(cost.sequences == 2 && cost.length == 4 && cost.shared == 2)
    #expect(cost.forward == Double(linear + attention))
    #expect(cost.backward == Double(linear + 2 * attention))
    #expect(cost.weights == Double(linear))
  }

  @Test func moreImagesCostMoreTimeButNotMoreMemory() throws {
    let tower = VisionTower(try weights())
    let size = tower.imagesPerChunk
    let one = tower.cost(images: size, promptLength: 2, threads: 1)
    let many = tower.cost(images: 7 * size, promptLength: 2, threads: 1)
    #expect(many.forward == 7 * one.forward && many.backward == 7 * one.backward)
    #expect(many.bytes == one.bytes)
    #expect(tower.cost(images: 7 * size, promptLength: 2, threads: 3).bytes == 3 * one.bytes)
    #expect(one.bytesWithBackward > one.bytes)
  }

  @Test func speedsAreMeasured() throws {
    let weights = try weights()
    let speeds = [
      try VisionTower(weights).speed(promptLength: 1),
      try TextTower(weights).speed([[.token(1), .token(2)], [.token(1), .token(3)]]),
    ]
    for speed in speeds {
      #expect(speed.forward > 0 && speed.forward.isFinite)
      #expect(speed.backward > 0 && speed.backward.isFinite)
    }
  }
}
