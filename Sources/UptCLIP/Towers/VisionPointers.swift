import UptTensor

/// Where the vision tower's parameters lie in a ``ParameterBuffer``.
struct VisionPointers {
  let patchWeight, classEmbedding, positional: Floats
  let lnPreWeight, lnPreBias: Floats
  let blocks: [BlockPointers]
  let lnPostWeight, lnPostBias, projection: Floats

  init(_ buffer: ParameterBuffer, _ c: CLIPConfiguration) {
    var cursor = ParameterCursor(buffer)
    let w = c.visionWidth
    patchWeight = cursor.take(w * 3 * c.patchSize * c.patchSize)
    classEmbedding = cursor.take(w)
    positional = cursor.take((c.patchCount + 1) * w)
    lnPreWeight = cursor.take(w)
    lnPreBias = cursor.take(w)
    var blocks: [BlockPointers] = []
    for _ in 0..<c.visionLayers { blocks.append(BlockPointers(&cursor, c.visionShape)) }
    self.blocks = blocks
    lnPostWeight = cursor.take(w)
    lnPostBias = cursor.take(w)
    projection = cursor.take(w * c.embeddingWidth)
  }
}

extension CLIPConfiguration {
  var visionShape: TransformerShape {
    TransformerShape(
      width: visionWidth, heads: visionHeads, mlpWidth: visionMLPWidth, eps: layerNormEpsilon,
      activation: activation)
  }

  var textShape: TransformerShape {
    TransformerShape(
      width: textWidth, heads: textHeads, mlpWidth: textMLPWidth, eps: layerNormEpsilon,
      activation: activation)
  }
}
