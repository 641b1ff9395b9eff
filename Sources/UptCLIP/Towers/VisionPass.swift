import UptTensor

/// A chunk of images on its way through the vision tower, and back.
public final class VisionPass {
  private let tower: VisionTower
  let count: Int
  private let prompt: VisualPrompt
  private let record: Bool
  private let arena = Arena.borrow()
  private let packing: Packing

  /// [count, embedding], not normalised.
  public private(set) var features: Tensor

  private var patches: Floats?
  private(set) var embedded: Floats?
  private var preStatistics: Floats?
  private(set) var tapes: [Block.Tape] = []
  private(set) var last: Floats?
  private var postStatistics: Floats?

  init(_ tower: VisionTower, count: Int, prompt: VisualPrompt, record: Bool) {
    self.tower = tower
    self.count = count
    self.prompt = prompt
    self.record = record
    let tokens = 1 + prompt.length + tower.configuration.patchCount
    packing = Packing(lengths: Array(repeating: tokens, count: count), causal: false)
    features = Tensor(
      unchecked: [count, tower.configuration.embeddingWidth],
      [Float](repeating: 0, count: count * tower.configuration.embeddingWidth))
  }

  deinit { arena.giveBack() }

  private var width: Int { tower.shape.width }
  var tokens: Int { 1 + prompt.length + tower.configuration.patchCount }

  // MARK: - Forward

  func run(_ pixels: UnsafePointer<Float>) {
    if let residual = tower.residual {
      features.data.withUnsafeMutableBufferPointer { out in
        if let base = out.baseAddress { residual.run(pixels, count: count, arena, base) }
      }
    } else if let p = tower.pointers {
      run(pixels, p)
    }
  }

  private func run(_ pixels: UnsafePointer<Float>, _ p: VisionPointers) {
    let w = width
    let c = tower.configuration
    let rows = packing.rows
    let patches = cutPatches(pixels)
    let embedded = embed(patches, p)
    let preStatistics = arena.take(2 * rows)
    var x = arena.take(rows * w)
    LayerNorm.apply(
      embedded, weight: p.lnPreWeight, bias: p.lnPreBias, eps: tower.shape.eps, rows: rows,
      width: w, x, statistics: preStatistics)
    // Without a tape two buffers take turns and everything else is given back after each block.
    var spare = record ? nil : arena.take(rows * w)
    for l in 0..<c.visionLayers {
      putDeepPrompts(block: l, x)
      let isLast = l == c.visionLayers - 1
      let wanted: WantedRows = isLast ? .first : .all
      let y = spare ?? arena.take(wanted.count(packing) * w)
      let mark = arena.mark
      let tape = Block(weights: p.blocks[l], shape: tower.shape).forward(
        x, packing: packing, wanted: wanted, prefix: nil, arena: arena, y)
      if record {
        tapes.append(tape)
      } else {
        arena.rewind(to: mark)
        spare = x
      }
      x = y
    }
    let postStatistics = arena.take(2 * count)
    let normal = arena.take(count * w)
    LayerNorm.apply(
      x, weight: p.lnPostWeight, bias: p.lnPostBias, eps: tower.shape.eps, rows: count, width: w,
      normal, statistics: postStatistics)
    features.data.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      BLAS.gemm(
        m: count, n: c.embeddingWidth, k: w, normal, lda: w, p.projection, ldb: c.embeddingWidth,
        base, ldc: c.embeddingWidth)
    }
    self.patches = patches
    self.embedded = embedded
    self.preStatistics = preStatistics
    self.postStatistics = postStatistics
    last = x
  }

  /// The images' patches as rows [count · patches, 3 · patch · patch].
  private func cutPatches(_ pixels: UnsafePointer<Float>) -> Floats {
    let c = tower.configuration
    let side = c.patchSize
    let grid = c.imageSize / side
    let length = 3 * side * side
    let out = arena.take(count * c.patchCount * length)
    for image in 0..<count {
      for row in 0..<grid {
        for column in 0..<grid {
          let patch = out + ((image * grid + row) * grid + column) * length
          for channel in 0..<3 {
            for y in 0..<side {
              let source =
                ((image * 3 + channel) * c.imageSize + row * side + y) * c.imageSize
                + column * side
              (patch + (channel * side + y) * side).update(from: pixels + source, count: side)
            }
          }
        }
      }
    }
    return out
  }

  /// [CLS, prompts, patches] with positions, before ln_pre. Rows of deep prompts are filled later.
  private func embed(_ patches: Floats, _ p: VisionPointers) -> Floats {
    let c = tower.configuration
    let w = width
    let n = prompt.length
    let length = 3 * c.patchSize * c.patchSize
    let x = arena.takeZeros(packing.rows * w)
    for image in 0..<count {
      let start = x + image * tokens * w
      start.update(from: p.classEmbedding, count: w)
      Rows.add(p.positional, to: start, count: w)
      if case .shallow(let tensor) = prompt { (start + w).copy(tensor) }
      let first = start + (1 + n) * w
      first.update(from: p.positional + w, count: c.patchCount * w)
      BLAS.gemm(
        transposeB: true, m: c.patchCount, n: w, k: length,
        patches + image * c.patchCount * length, lda: length, p.patchWeight, ldb: length, beta: 1,
        first, ldc: w)
    }
    return x
  }

  private func putDeepPrompts(block l: Int, _ x: Floats) {
    guard case .deep(let tensor, let depth) = prompt, l < depth else { return }
    tensor.data.withUnsafeBufferPointer { vectors in
      guard let base = vectors.baseAddress else { return }
      for image in 0..<count {
        for j in 0..<prompt.length {
          (x + (image * tokens + 1 + j) * width).update(
            from: base + (j * depth + l) * width, count: width)
        }
      }
    }
  }

  // MARK: - Backward

  /// The gradient of the prompt, summed over the images, from the gradient of ``features``.
  ///
  /// - Parameter weightGradient: receives, added, the gradients of the tower's own parameters.
  /// - Returns: a tensor shaped like the prompt; nil when there is none, as always in a ResNet.
  public func backward(
    _ dFeatures: UnsafePointer<Float>, weightGradient: ParameterBuffer? = nil
  ) -> Tensor? {
    guard record, let last, let postStatistics, let p = tower.pointers else { return nil }
    let w = width
    let c = tower.configuration
    let gradient = weightGradient.map { VisionPointers($0, c) }
    var promptGradient = prompt.tensor.map { Tensor.zeros(like: $0) }
    guard promptGradient != nil || gradient != nil else { return nil }

    let dNormal = arena.take(count * w)
    BLAS.gemm(
      transposeB: true, m: count, n: w, k: c.embeddingWidth, dFeatures, lda: c.embeddingWidth,
      p.projection, ldb: c.embeddingWidth, dNormal, ldc: w)
    var dx = arena.take(count * w)
    LayerNorm.gradient(
      dNormal, x: last, weight: p.lnPostWeight, statistics: postStatistics, rows: count, width: w,
      dx, accumulate: false)
    if let gradient {
      LayerNorm.parameterGradient(
        dNormal, x: last, statistics: postStatistics, rows: count, width: w,
        weight: gradient.lnPostWeight, bias: gradient.lnPostBias)
      let normal = arena.take(count * w)
      LayerNorm.apply(
        last, weight: p.lnPostWeight, bias: p.lnPostBias, eps: tower.shape.eps, rows: count,
        width: w, normal, statistics: nil)
      BLAS.gemm(
        transposeA: true, m: w, n: c.embeddingWidth, k: count, normal, lda: w, dFeatures,
        ldb: c.embeddingWidth, beta: 1, gradient.projection, ldc: c.embeddingWidth)
    }
    let buffers = [arena.take(packing.rows * w), arena.take(packing.rows * w)]
    for l in stride(from: c.visionLayers - 1, through: 0, by: -1) {
      let next = buffers[l & 1]
      Block(weights: p.blocks[l], shape: tower.shape).backward(
        tapes[l], dy: dx, weightGradient: gradient?.blocks[l], arena: arena, next)
      dx = next
      takeDeepGradient(block: l, dx, &promptGradient)
    }
    if case .deep = prompt, gradient == nil { return promptGradient }
    backwardThroughEmbedding(dx, &promptGradient, gradient)
    return promptGradient
  }

  private func takeDeepGradient(block l: Int, _ dx: Floats, _ gradient: inout Tensor?) {
    guard case .deep(_, let depth) = prompt, l < depth else { return }
    gradient?.data.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      for image in 0..<count {
        for j in 0..<prompt.length {
          let row = dx + (image * tokens + 1 + j) * width
          Rows.add(row, to: base + (j * depth + l) * width, count: width)
          // What the previous block put in these rows was thrown away.
          row.update(repeating: 0, count: width)
        }
      }
    }
  }

  private func backwardThroughEmbedding(
    _ dx: Floats, _ promptGradient: inout Tensor?, _ gradient: VisionPointers?
  ) {
    guard let embedded, let preStatistics, let patches, let p = tower.pointers else { return }
    let w = width
    let c = tower.configuration
    let d = arena.take(packing.rows * w)
    LayerNorm.gradient(
      dx, x: embedded, weight: p.lnPreWeight, statistics: preStatistics, rows: packing.rows,
      width: w, d, accumulate: false)
    if case .shallow = prompt {
      promptGradient?.data.withUnsafeMutableBufferPointer { out in
        guard let base = out.baseAddress else { return }
        for image in 0..<count {
          Rows.add(d + (image * tokens + 1) * w, to: base, count: prompt.length * w)
        }
      }
    }
    guard let gradient else { return }
    LayerNorm.parameterGradient(
      dx, x: embedded, statistics: preStatistics, rows: packing.rows, width: w,
      weight: gradient.lnPreWeight, bias: gradient.lnPreBias)
    let length = 3 * c.patchSize * c.patchSize
    for image in 0..<count {
      let start = d + image * tokens * w
      Rows.add(start, to: gradient.classEmbedding, count: w)
      Rows.add(start, to: gradient.positional, count: w)
      let first = start + (1 + prompt.length) * w
      Rows.add(first, to: gradient.positional + w, count: c.patchCount * w)
      addWeightGradient(
        first, patches + image * c.patchCount * length, rows: c.patchCount, from: length, to: w,
        gradient.patchWeight, nil)
    }
  }
}
