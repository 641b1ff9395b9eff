import UptTensor

/// Where the text tower's parameters lie in a ``ParameterBuffer``.
struct TextPointers {
  let tokenEmbedding, positional: Floats
  let blocks: [BlockPointers]
  let lnFinalWeight, lnFinalBias, projection: Floats

  init(_ buffer: ParameterBuffer, _ c: CLIPConfiguration) {
    var cursor = ParameterCursor(buffer)
    let w = c.textWidth
    tokenEmbedding = cursor.take(c.vocabularySize * w)
    positional = cursor.take(c.contextLength * w)
    var blocks: [BlockPointers] = []
    for _ in 0..<c.textLayers { blocks.append(BlockPointers(&cursor, c.textShape)) }
    self.blocks = blocks
    lnFinalWeight = cursor.take(w)
    lnFinalBias = cursor.take(w)
    projection = cursor.take(w * c.embeddingWidth)
  }

  static func count(_ c: CLIPConfiguration) -> Int {
    let w = c.textWidth
    return (c.vocabularySize + c.contextLength + 2) * w
      + c.textLayers * BlockPointers.count(c.textShape) + w * c.embeddingWidth
  }

  private var fields: [(WritableKeyPath<TextWeights, Tensor>, Floats)] {
    [
      (\.tokenEmbedding, tokenEmbedding), (\.positional, positional),
      (\.lnFinalWeight, lnFinalWeight), (\.lnFinalBias, lnFinalBias), (\.projection, projection),
    ]
  }

  func load(_ weights: TextWeights) {
    for (path, place) in fields { place.copy(weights[keyPath: path]) }
    for (block, pointers) in zip(weights.blocks, blocks) { pointers.load(block) }
  }

  func store(into weights: inout TextWeights) {
    for (path, place) in fields { place.store(into: &weights[keyPath: path]) }
    for (i, pointers) in blocks.enumerated() where weights.blocks.indices.contains(i) {
      pointers.store(into: &weights.blocks[i])
    }
  }
}
