import UptTensor

/// y = x Wᵀ + b for W [to, from]; with `add`, y += that.
func linear(
  _ x: UnsafePointer<Float>, rows: Int, from: Int, _ weight: UnsafePointer<Float>,
  _ bias: UnsafePointer<Float>, to: Int, _ y: Floats, add: Bool = false
) {
  if !add {
    for row in 0..<rows { (y + row * to).update(from: bias, count: to) }
  } else {
    Rows.addBias(y, bias, rows: rows, width: to)
  }
  BLAS.gemm(
    transposeB: true, m: rows, n: to, k: from, x, lda: from, weight, ldb: from, beta: 1,
    y, ldc: to)
}

/// dx = dy W for W [to, from].
func backLinear(
  _ dy: UnsafePointer<Float>, rows: Int, from: Int, _ weight: UnsafePointer<Float>, to: Int,
  _ dx: Floats
) {
  BLAS.gemm(m: rows, n: from, k: to, dy, lda: to, weight, ldb: from, dx, ldc: from)
}

/// dW += dyᵀ x and db += Σ_rows dy.
func addWeightGradient(
  _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int, from: Int, to: Int,
  _ weight: Floats, _ bias: Floats?
) {
  BLAS.gemm(
    transposeA: true, m: to, n: from, k: rows, dy, lda: to, x, ldb: from, beta: 1,
    weight, ldc: from)
  if let bias { Rows.addColumnSums(dy, rows: rows, width: to, to: bias) }
}
