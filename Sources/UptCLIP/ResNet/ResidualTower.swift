import UptTensor

/// CLIP's ResNet image tower, forward only: it has no sequence that visual prompts could join.
///
/// Every batch norm is folded into the convolution before it. A convolution is one product: of its
/// weights with the neighbourhoods of all positions, written side by side. Images go through one
/// after the other.
struct ResidualTower {
  /// Weights and biases of a convolution after its norm was folded in.
  private struct Folded {
    let weight, bias: Floats
  }

  let configuration: CLIPConfiguration
  let layout: ResidualLayout
  private let folded: [Folded]
  private let pool: AttentionPool

  /// What PyTorch adds to the variances of batch norms.
  private static let normEpsilon: Float = 1e-5

  /// The numbers that a buffer for the tower holds.
  static func count(_ c: CLIPConfiguration) -> Int {
    ResidualLayout(c).convolutions.reduce(AttentionPool.count(c)) { $0 + $1.to * ($1.reach + 1) }
  }

  /// - Parameter buffer: receives the weights; it must outlive the tower.
  init(
    _ weights: ResidualWeights, _ configuration: CLIPConfiguration, _ buffer: ParameterBuffer
  ) {
    self.configuration = configuration
    layout = ResidualLayout(configuration)
    var cursor = ParameterCursor(buffer)
    folded = zip(layout.convolutions, weights.convolutions).map { layer, stored in
      let folded = Folded(
        weight: cursor.take(layer.to * layer.reach), bias: cursor.take(layer.to))
      Self.fold(stored, layer, folded)
      return folded
    }
    pool = AttentionPool(&cursor, configuration)
    pool.load(weights.pool)
  }

  /// norm(W x) = γ / √(σ² + ε) · W x + (β − μ γ / √(σ² + ε)).
  private static func fold(
    _ stored: ConvolutionWeights, _ layer: ResidualLayout.Convolution, _ folded: Folded
  ) {
    folded.weight.copy(stored.weight)
    for channel in 0..<layer.to {
      let factor =
        stored.normWeight.data[channel]
        / (stored.variance.data[channel] + normEpsilon).squareRoot()
      folded.bias[channel] = stored.normBias.data[channel] - stored.mean.data[channel] * factor
      for i in 0..<layer.reach { folded.weight[channel * layer.reach + i] *= factor }
    }
  }

  // MARK: - Forward

  /// [count, embedding] from [count, 3, size, size].
  func run(_ pixels: UnsafePointer<Float>, count: Int, _ arena: Arena, _ out: Floats) {
    let size = 3 * configuration.imageSize * configuration.imageSize
    for image in 0..<count {
      let mark = arena.mark
      run(pixels + image * size, arena, out + image * configuration.embeddingWidth)
      arena.rewind(to: mark)
    }
  }

  private func run(_ pixels: UnsafePointer<Float>, _ arena: Arena, _ out: Floats) {
    // Two buffers take turns; what else a layer needs is given back after it.
    let capacity = layout.convolutions.reduce(0) { max($0, $1.to * $1.outSide * $1.outSide) }
    var x = arena.take(capacity)
    var y = arena.take(capacity)
    var side = configuration.imageSize
    var input = pixels
    for layer in layout.stem {
      convolve(layer, input, arena, y)
      Activation.relu.apply(y, y, count: layer.to * layer.outSide * layer.outSide)
      swap(&x, &y)
      input = UnsafePointer(x)
      side = layer.outSide
    }
    average(x, planes: configuration.visionWidth, side, by: ResidualLayout.stemPooling, y)
    swap(&x, &y)
    for block in layout.blocks {
      let mark = arena.mark
      run(block, x, arena, y)
      arena.rewind(to: mark)
      swap(&x, &y)
    }
    pool.run(x, arena, out)
  }

  private func run(_ block: ResidualLayout.Block, _ x: Floats, _ arena: Arena, _ y: Floats) {
    let (side, outSide) = (block.reduce.side, block.expand.side)
    let inside = block.reduce.to * side * side
    let (a, b) = (arena.take(inside), arena.take(inside))
    convolve(block.reduce, x, arena, a)
    Activation.relu.apply(a, a, count: inside)
    convolve(block.spatial, a, arena, b)
    Activation.relu.apply(b, b, count: inside)
    average(b, planes: block.spatial.to, side, by: block.pooling, a)
    convolve(block.expand, a, arena, y)
    let count = block.expand.to * outSide * outSide
    if let shortcut = block.shortcut {
      let pooled = arena.take(shortcut.from * outSide * outSide)
      average(x, planes: shortcut.from, side, by: block.pooling, pooled)
      let beside = arena.take(count)
      convolve(shortcut, pooled, arena, beside)
      Rows.add(beside, to: y, count: count)
    } else {
      Rows.add(x, to: y, count: count)
    }
    Activation.relu.apply(y, y, count: count)
  }

  /// y [to, positions] = W · neighbourhoods + b.
  private func convolve(
    _ layer: ResidualLayout.Convolution, _ x: UnsafePointer<Float>, _ arena: Arena, _ y: Floats
  ) {
    let positions = layer.outSide * layer.outSide
    let place = folded[layer.index]
    for channel in 0..<layer.to {
      (y + channel * positions).update(repeating: place.bias[channel], count: positions)
    }
    let mark = arena.mark
    let columns = layer.kernel == 1 ? x : neighbourhoods(layer, x, arena)
    BLAS.gemm(
      m: layer.to, n: positions, k: layer.reach, place.weight, lda: layer.reach, columns,
      ldb: positions, beta: 1, y, ldc: positions)
    arena.rewind(to: mark)
  }

  /// [from · 3 · 3, positions]: what each of the nine weights of a channel meets, zeros outside.
  private func neighbourhoods(
    _ layer: ResidualLayout.Convolution, _ x: UnsafePointer<Float>, _ arena: Arena
  ) -> UnsafePointer<Float> {
    let (side, out, stride) = (layer.side, layer.outSide, layer.stride)
    let columns = arena.takeZeros(layer.reach * out * out)
    for row in 0..<layer.reach {
      let plane = x + row / 9 * side * side
      let (down, right) = (row % 9 / 3 - 1, row % 3 - 1)
      let target = columns + row * out * out
      // The first and the last position whose neighbour lies inside.
      let first = right < 0 ? 1 : 0
      let last = min(out, (side - 1 - right) / stride + 1)
      for line in 0..<out {
        let source = line * stride + down
        guard 0..<side ~= source else { continue }
        let from = plane + source * side + right
        for column in first..<max(first, last) {
          target[line * out + column] = from[column * stride]
        }
      }
    }
    return UnsafePointer(columns)
  }

  /// Means over squares of `factor` positions a side.
  private func average(
    _ x: UnsafePointer<Float>, planes: Int, _ side: Int, by factor: Int, _ y: Floats
  ) {
    let out = side / factor
    guard factor > 1 else { return y.update(from: x, count: planes * side * side) }
    let share = 1 / Float(factor * factor)
    for plane in 0..<planes {
      for row in 0..<out {
        for column in 0..<out {
          var sum: Float = 0
          for line in 0..<factor {
            let start = x + (plane * side + row * factor + line) * side + column * factor
            for i in 0..<factor { sum += start[i] }
          }
          y[(plane * out + row) * out + column] = sum * share
        }
      }
    }
  }
}
