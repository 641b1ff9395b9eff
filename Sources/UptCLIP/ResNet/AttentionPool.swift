import UptTensor

/// Attention of the mean of all positions to itself and to them, which makes one vector of the last
/// stage of a ResNet.
struct AttentionPool {
  private let width, heads, positions, embedding: Int
  private let positional: Floats
  private let queryWeight, queryBias, keyWeight, keyBias, valueWeight, valueBias: Floats
  private let outWeight, outBias: Floats

  static func count(_ c: CLIPConfiguration) -> Int {
    let w = c.attendedWidth
    return (c.patchCount + 1) * w + 3 * w * (w + 1) + c.embeddingWidth * (w + 1)
  }

  init(_ cursor: inout ParameterCursor, _ c: CLIPConfiguration) {
    width = c.attendedWidth
    heads = c.visionHeads
    positions = c.patchCount
    embedding = c.embeddingWidth
    positional = cursor.take((positions + 1) * width)
    queryWeight = cursor.take(width * width)
    queryBias = cursor.take(width)
    keyWeight = cursor.take(width * width)
    keyBias = cursor.take(width)
    valueWeight = cursor.take(width * width)
    valueBias = cursor.take(width)
    outWeight = cursor.take(embedding * width)
    outBias = cursor.take(embedding)
  }

  func load(_ weights: AttentionPoolWeights) {
    for (place, tensor) in [
      (positional, weights.positional), (queryWeight, weights.queryWeight),
      (queryBias, weights.queryBias), (keyWeight, weights.keyWeight), (keyBias, weights.keyBias),
      (valueWeight, weights.valueWeight), (valueBias, weights.valueBias),
      (outWeight, weights.outWeight), (outBias, weights.outBias),
    ] { place.copy(tensor) }
  }

  /// - Parameters:
  ///   - planes: [width, positions].
  ///   - out: [embedding].
  func run(_ planes: UnsafePointer<Float>, _ arena: Arena, _ out: Floats) {
    let rows = positions + 1
    let x = arena.take(rows * width)
    for channel in 0..<width {
      let plane = planes + channel * positions
      var sum: Float = 0
      for i in 0..<positions {
        sum += plane[i]
        x[(i + 1) * width + channel] = plane[i]
      }
      x[channel] = sum / Float(positions)
    }
    Rows.add(positional, to: x, count: rows * width)
    let query = arena.take(width)
    let (keys, values) = (arena.take(rows * width), arena.take(rows * width))
    linear(x, rows: 1, from: width, queryWeight, queryBias, to: width, query)
    linear(x, rows: rows, from: width, keyWeight, keyBias, to: width, keys)
    linear(x, rows: rows, from: width, valueWeight, valueBias, to: width, values)
    let scores = arena.take(heads * rows)
    let attended = arena.take(width)
    let headWidth = width / heads
    for head in 0..<heads {
      let start = head * headWidth
      BLAS.gemm(
        transposeB: true, m: 1, n: rows, k: headWidth, alpha: 1 / Float(headWidth).squareRoot(),
        query + start, lda: width, keys + start, ldb: width, scores + head * rows, ldc: rows)
    }
    Rows.softmax(scores, rows: heads, width: rows, stride: rows)
    for head in 0..<heads {
      let start = head * headWidth
      BLAS.gemm(
        m: 1, n: headWidth, k: rows, scores + head * rows, lda: rows, values + start, ldb: width,
        attended + start, ldc: width)
    }
    linear(attended, rows: 1, from: width, outWeight, outBias, to: embedding, out)
  }
}
