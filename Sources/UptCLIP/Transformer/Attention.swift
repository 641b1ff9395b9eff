import UptTensor

/// Multi-head attention over packed sequences, each optionally preceded by a shared prefix.
struct Attention {
  let shape: TransformerShape
  let packing: Packing
  let wanted: WantedRows
  let prefix: SharedPrefix?

  /// Queries of the wanted rows, keys and values of all rows; rows are `stride` floats apart.
  struct Operands {
    let q: Floats, qStride: Int
    let k: Floats, v: Floats, kvStride: Int
  }

  private var prefixRows: Int { prefix?.rows ?? 0 }

  /// Floats that hold every sequence's and head's attention probabilities.
  var probabilityCount: Int {
    packing.lengths.reduce(0) {
      $0 + shape.heads * wanted.count(ofSequence: $1) * (prefixRows + $1)
    }
  }

  /// Calls `body` for each sequence and head with the place of its first query row, its number of
  /// query rows and the place of its probabilities.
  func forEachHead(
    _ body: (_ sequence: Int, _ head: Int, _ queryStart: Int, _ queries: Int, _ p: Int) -> Void
  ) {
    var queryStart = 0
    var p = 0
    for s in 0..<packing.count {
      let queries = wanted.count(ofSequence: packing.lengths[s])
      for head in 0..<shape.heads {
        body(s, head, queryStart, queries, p)
        p += queries * (prefixRows + packing.lengths[s])
      }
      queryStart += queries
    }
  }

  /// out [wanted rows, width] = softmax(scale · q kᵀ) v; the probabilities are kept.
  func forward(_ x: Operands, probabilities: Floats, out: Floats) {
    let d = shape.headWidth
    let before = prefixRows
    forEachHead { s, head, queryStart, queries, place in
      guard queries > 0 else { return }
      let start = packing.starts[s]
      let length = packing.lengths[s]
      let span = before + length
      let column = head * d
      let p = probabilities + place
      let q = x.q + queryStart * x.qStride + column
      let k = x.k + start * x.kvStride + column
      let v = x.v + start * x.kvStride + column
      let o = out + queryStart * shape.width + column
      if let prefix {
        BLAS.gemm(
          transposeB: true, m: queries, n: before, k: d, alpha: shape.scoreScale,
          q, lda: x.qStride, prefix.keys + column, ldb: prefix.stride, p, ldc: span)
      }
      BLAS.gemm(
        transposeB: true, m: queries, n: length, k: d, alpha: shape.scoreScale,
        q, lda: x.qStride, k, ldb: x.kvStride, p + before, ldc: span)
      let mask = packing.causal && queries == length ? before : nil
      Rows.softmax(p, rows: queries, width: span, stride: span, causalOffset: mask)
      if let prefix {
        BLAS.gemm(
          m: queries, n: d, k: before, p, lda: span, prefix.values + column, ldb: prefix.stride,
          o, ldc: shape.width)
      }
      BLAS.gemm(
        m: queries, n: d, k: length, p + before, lda: span, v, ldb: x.kvStride,
        beta: prefix == nil ? 0 : 1, o, ldc: shape.width)
    }
  }

  /// Gradients of queries, keys and values from the gradient of the output.
  ///
  /// `gradient.q`, `.k` and `.v` are overwritten; the prefix's gradient, laid out like the prefix,
  /// is added to, because every sequence contributes.
  func backward(
    _ x: Operands, probabilities: UnsafePointer<Float>, dOut: UnsafePointer<Float>,
    gradient g: Operands, prefixGradient: (keys: Floats, values: Floats, stride: Int)?,
    arena: Arena
  ) {
    let d = shape.headWidth
    let before = prefixRows
    let largest = (packing.lengths.map { wanted.count(ofSequence: $0) * (before + $0) }).max() ?? 0
    let mark = arena.mark
    defer { arena.rewind(to: mark) }
    let ds = arena.take(largest)
    forEachHead { s, head, queryStart, queries, place in
      let start = packing.starts[s]
      let length = packing.lengths[s]
      let span = before + length
      let column = head * d
      let p = probabilities + place
      let q = x.q + queryStart * x.qStride + column
      let k = x.k + start * x.kvStride + column
      let v = x.v + start * x.kvStride + column
      let dO = dOut + queryStart * shape.width + column
      let dq = g.q + queryStart * g.qStride + column
      let dk = g.k + start * g.kvStride + column
      let dv = g.v + start * g.kvStride + column

      BLAS.gemm(
        transposeA: true, m: length, n: d, k: queries, p + before, lda: span,
        dO, ldb: shape.width, dv, ldc: g.kvStride)
      BLAS.gemm(
        transposeB: true, m: queries, n: length, k: d, dO, lda: shape.width,
        v, ldb: x.kvStride, ds + before, ldc: span)
      if let prefix {
        BLAS.gemm(
          transposeB: true, m: queries, n: before, k: d, dO, lda: shape.width,
          prefix.values + column, ldb: prefix.stride, ds, ldc: span)
      }
      Rows.softmaxGradient(p, ds, rows: queries, width: span, stride: span)
      BLAS.gemm(
        m: queries, n: d, k: length, alpha: shape.scoreScale, ds + before, lda: span,
        k, ldb: x.kvStride, dq, ldc: g.qStride)
      BLAS.gemm(
        transposeA: true, m: length, n: d, k: queries, alpha: shape.scoreScale,
        ds + before, lda: span, q, ldb: x.qStride, dk, ldc: g.kvStride)
      guard let prefix else { return }
      BLAS.gemm(
        m: queries, n: d, k: before, alpha: shape.scoreScale, ds, lda: span,
        prefix.keys + column, ldb: prefix.stride, beta: 1, dq, ldc: g.qStride)
      guard let prefixGradient else { return }
      let stride = prefixGradient.stride
      BLAS.gemm(
        transposeA: true, m: before, n: d, k: queries, alpha: shape.scoreScale, ds, lda: span,
        q, ldb: x.qStride, beta: 1, prefixGradient.keys + column, ldc: stride)
      BLAS.gemm(
        transposeA: true, m: before, n: d, k: queries, p, lda: span, dO, ldb: shape.width,
        beta: 1, prefixGradient.values + column, ldc: stride)
    }
  }
}
