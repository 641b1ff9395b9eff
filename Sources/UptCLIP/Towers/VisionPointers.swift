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

  static func count(_ c: CLIPConfiguration) -> Int {
    let w = c.visionWidth
    return w * 3 * c.patchSize * c.patchSize + (c.patchCount + 2) * w + 4 * w
      + c.visionLayers * BlockPointers.count(c.visionShape) + w * c.embeddingWidth
  }

  private var fields: [(WritableKeyPath<VisionWeights, Tensor>, Floats)] {
    [
      (\.patchWeight, patchWeight), (\.classEmbedding, classEmbedding),
      (\.positional, positional), (\.lnPreWeight, lnPreWeight), (\.lnPreBias, lnPreBias),
      (\.lnPostWeight, lnPostWeight), (\.lnPostBias, lnPostBias), (\.projection, projection),
    ]
  }

  func load(_ weights: VisionWeights) {
    for (path, place) in fields { place.copy(weights[keyPath: path]) }
    for (block, pointers) in zip(weights.blocks, blocks) { pointers.load(block) }
  }

  func store(into weights: inout VisionWeights) {
    for (path, place) in fields { place.store(into: &weights[keyPath: path]) }
    for (i, pointers) in blocks.enumerated() where weights.blocks.indices.contains(i) {
      pointers.store(into: &weights.blocks[i])
    }
  }
}

extension BlockPointers {
  private var fields: [(WritableKeyPath<BlockWeights, Tensor>, Floats)] {
    [
      (\.ln1Weight, ln1Weight), (\.ln1Bias, ln1Bias), (\.inWeight, inWeight), (\.inBias, inBias),
      (\.outWeight, outWeight), (\.outBias, outBias), (\.ln2Weight, ln2Weight),
      (\.ln2Bias, ln2Bias), (\.fcWeight, fcWeight), (\.fcBias, fcBias),
      (\.projWeight, projWeight), (\.projBias, projBias),
    ]
  }

  func load(_ weights: BlockWeights) {
    for (path, place) in fields { place.copy(weights[keyPath: path]) }
  }

  func store(into weights: inout BlockWeights) {
    for (path, place) in fields { place.store(into: &weights[keyPath: path]) }
  }
}

extension Floats {
  /// Overwrites what lies here with the tensor's elements; the layouts agree by construction.
  func copy(_ tensor: Tensor) {
    tensor.data.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { update(from: base, count: source.count) }
    }
  }

  func store(into tensor: inout Tensor) {
    tensor = Tensor(
      unchecked: tensor.shape,
      Array(UnsafeBufferPointer(start: self, count: tensor.count)))
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
