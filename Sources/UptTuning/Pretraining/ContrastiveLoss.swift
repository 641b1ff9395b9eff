import Foundation
import UptCLIP
import UptTensor

/// CLIP's symmetric contrastive loss with soft targets: a caption may be true of several pictures
/// of its batch, and then shares its probability among them.
struct ContrastiveLoss {
  let loss: Double
  /// How many captions rank a picture first that they are true of, as a share.
  let accuracy: Double
  let dImages: [Float]
  let dTexts: [Float]
  /// With respect to the logarithm of the scale.
  let dLogScale: Float

  /// - Parameters:
  ///   - images, texts: [count, width], not normalised.
  ///   - imageTargets, textTargets: [count, count], rows that sum to 1.
  init(
    images: Tensor, texts: Tensor, logScale: Float, imageTargets: Tensor, textTargets: Tensor
  ) {
    let n = images.shape[0]
    let w = images.shape[1]
    let i = Normalised(images)
    let t = Normalised(texts)
    let scale = exp(logScale)
    let logits = [Float](unsafeUninitializedCapacity: n * n) { out, filled in
      if let base = out.baseAddress {
        BLAS.gemm(
          transposeB: true, m: n, n: n, k: w, alpha: scale, i.values, lda: w, t.values, ldb: w,
          base, ldc: n)
      }
      filled = n * n
    }
    var transposed = logits
    for a in 0..<n { for b in 0..<n { transposed[b * n + a] = logits[a * n + b] } }

    var loss = 0.0
    var hits = 0
    var dLogits = [Float](repeating: 0, count: n * n)
    for (rows, targets, byImage) in [
      (logits, imageTargets.data, true), (transposed, textTargets.data, false),
    ] {
      for row in 0..<n {
        let line = rows[row * n..<(row + 1) * n]
        let target = targets[row * n..<(row + 1) * n]
        let largest = line.max() ?? 0
        let sum = line.reduce(0.0) { $0 + Double(exp($1 - largest)) }
        let logSum = largest + Float(log(sum))
        for column in 0..<n {
          let q = target[row * n + column]
          let logP = line[row * n + column] - logSum
          if q > 0 { loss -= Double(q * logP) }
          let d = (exp(logP) - q) / Float(2 * n)
          dLogits[byImage ? row * n + column : column * n + row] += d
        }
        if !byImage, let best = line.indices.max(by: { line[$0] < line[$1] }), target[best] > 0 {
          hits += 1
        }
      }
    }
    self.loss = loss / Double(2 * n)
    accuracy = Double(hits) / Double(n)
    var dScale = 0.0
    for (d, logit) in zip(dLogits, logits) { dScale += Double(d * logit) }
    dLogScale = Float(dScale)

    var dI = [Float](repeating: 0, count: n * w)
    var dT = dI
    BLAS.gemm(
      m: n, n: w, k: n, alpha: scale, dLogits, lda: n, t.values, ldb: w, &dI, ldc: w)
    BLAS.gemm(
      transposeA: true, m: n, n: w, k: n, alpha: scale, dLogits, lda: n, i.values, ldb: w,
      &dT, ldc: w)
    dImages = i.gradient(dI)
    dTexts = t.gradient(dT)
  }
}
