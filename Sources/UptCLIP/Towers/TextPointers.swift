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
}
