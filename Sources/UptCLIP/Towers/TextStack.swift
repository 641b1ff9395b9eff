import UptTensor

/// Some packed sequences through all blocks of the text tower: either the shared prefix, of which
/// only keys and values are wanted, or a chunk of what follows it, of which [EOT] is wanted.
final class TextStack {
  private let tower: TextTower
  private let rows: [TextRow]
  private let positions: [Int]
  private let packing: Packing
  private let isPrefix: Bool
  private let arena = Arena.borrow()

  private(set) var features: [Float] = []
  private(set) var tapes: [Block.Tape] = []
  private(set) var last: Floats?
  private var finalStatistics: Floats?
  /// Per block, what this chunk adds to the gradient of the prefix's keys and values.
  private var prefixGradients: [Floats] = []
  /// Per block, the sum of those over all chunks (of the prefix's own stack).
  private var external: [Floats] = []

  init(_ tower: TextTower, _ sequences: [[TextRow]], position: Int, isPrefix: Bool) {
    self.tower = tower
    self.isPrefix = isPrefix
    rows = sequences.flatMap { $0 }
    positions = sequences.flatMap { (position..<position + $0.count) }
    packing = Packing(lengths: sequences.map(\.count), causal: true)
  }

  deinit { arena.giveBack() }

  private var width: Int { tower.shape.width }
  private var isLastWanted: WantedRows { isPrefix ? .none : .last }

  /// The keys and values of block `l`, for those who come after.
  private func shared(_ l: Int) -> SharedPrefix? {
    guard packing.rows > 0, tapes.indices.contains(l) else { return nil }
    let x = tapes[l].operands
    return SharedPrefix(rows: packing.rows, keys: x.k, values: x.v, stride: x.kvStride)
  }

  // MARK: - Forward

  func forward(_ context: Tensor?, prefix: TextStack?) {
    let w = width
    let p = tower.pointers
    let count = packing.rows
    var x = arena.take(count * w)
    embed(context, x)
    for (l, weights) in p.blocks.enumerated() {
      let wanted = l == p.blocks.count - 1 ? isLastWanted : .all
      let y = arena.take(wanted.count(packing) * w)
      tapes.append(
        Block(weights: weights, shape: tower.shape).forward(
          x, packing: packing, wanted: wanted, prefix: prefix?.shared(l), arena: arena, y))
      x = y
    }
    guard !isPrefix else { return }
    let e = tower.configuration.embeddingWidth
    let n = packing.count
    let statistics = arena.take(2 * n)
    let normal = arena.take(n * w)
    LayerNorm.apply(
      x, weight: p.lnFinalWeight, bias: p.lnFinalBias, eps: tower.shape.eps, rows: n, width: w,
      normal, statistics: statistics)
    features = [Float](repeating: 0, count: n * e)
    features.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      BLAS.gemm(m: n, n: e, k: w, normal, lda: w, p.projection, ldb: e, base, ldc: e)
    }
    last = x
    finalStatistics = statistics
  }

  private func embed(_ context: Tensor?, _ x: Floats) {
    let w = width
    let p = tower.pointers
    context?.data.withUnsafeBufferPointer { vectors in
      for (i, row) in rows.enumerated() {
        if case .context(let index) = row, let base = vectors.baseAddress {
          (x + i * w).update(from: base + index * w, count: w)
        }
      }
    }
    for (i, row) in rows.enumerated() {
      if case .token(let id) = row {
        (x + i * w).update(from: p.tokenEmbedding + id * w, count: w)
      }
      Rows.add(p.positional + positions[i] * w, to: x + i * w, count: w)
    }
  }

  // MARK: - Backward

  func backward(
    _ dFeatures: UnsafePointer<Float>?, prefix: TextStack?, _ dContext: inout Tensor?,
    _ gradient: TextPointers?
  ) {
    let w = width
    let p = tower.pointers
    let prefixRows = prefix?.packing.rows ?? 0
    guard packing.rows > 0, !tapes.isEmpty else { return }
    var dx = startOfBackward(dFeatures, gradient)
    let buffers = [arena.take(packing.rows * w), arena.take(packing.rows * w)]
    prefixGradients = p.blocks.map { _ in arena.takeZeros(prefixRows * 2 * w) }
    for l in stride(from: p.blocks.count - 1, through: 0, by: -1) {
      let next = buffers[l & 1]
      Block(weights: p.blocks[l], shape: tower.shape).backward(
        tapes[l], dy: dx, extra: external.indices.contains(l) ? external[l] : nil,
        prefixGradient: prefixRows > 0 ? prefixGradients[l] : nil,
        weightGradient: gradient?.blocks[l], arena: arena, next)
      dx = next
    }
    dContext?.data.withUnsafeMutableBufferPointer { out in
      guard let base = out.baseAddress else { return }
      for (i, row) in rows.enumerated() {
        if case .context(let index) = row {
          Rows.add(dx + i * w, to: base + index * w, count: w)
        }
      }
    }
    guard let gradient else { return }
    for (i, row) in rows.enumerated() {
      Rows.add(dx + i * w, to: gradient.positional + positions[i] * w, count: w)
      if case .token(let id) = row {
        Rows.add(dx + i * w, to: gradient.tokenEmbedding + id * w, count: w)
      }
    }
  }

  /// The gradient of the last block's output.
  private func startOfBackward(
    _ dFeatures: UnsafePointer<Float>?, _ gradient: TextPointers?
  ) -> Floats {
    let w = width
    let e = tower.configuration.embeddingWidth
    let p = tower.pointers
    let n = packing.count
    guard let dFeatures, let last, let finalStatistics else { return arena.take(0) }
    let dNormal = arena.take(n * w)
    BLAS.gemm(
      transposeB: true, m: n, n: w, k: e, dFeatures, lda: e, p.projection, ldb: e, dNormal, ldc: w)
    let dx = arena.take(n * w)
    LayerNorm.gradient(
      dNormal, x: last, weight: p.lnFinalWeight, statistics: finalStatistics, rows: n, width: w,
      dx, accumulate: false)
    guard let gradient else { return dx }
    LayerNorm.parameterGradient(
      dNormal, x: last, statistics: finalStatistics, rows: n, width: w,
      weight: gradient.lnFinalWeight, bias: gradient.lnFinalBias)
    let normal = arena.take(n * w)
    LayerNorm.apply(
      last, weight: p.lnFinalWeight, bias: p.lnFinalBias, eps: tower.shape.eps, rows: n, width: w,
      normal, statistics: nil)
    BLAS.gemm(
      transposeA: true, m: w, n: e, k: n, normal, lda: w, dFeatures, ldb: e, beta: 1,
      gradient.projection, ldc: e)
    return dx
  }

  /// Adds up, in the chunks' order, what they left for this prefix's keys and values.
  func sumExternal(from chunks: [TextStack]) {
    let count = packing.rows * 2 * width
    external = tapes.indices.map { l in
      let sum = arena.takeZeros(count)
      for chunk in chunks where chunk.prefixGradients.indices.contains(l) {
        Rows.add(chunk.prefixGradients[l], to: sum, count: count)
      }
      return sum
    }
  }
}
