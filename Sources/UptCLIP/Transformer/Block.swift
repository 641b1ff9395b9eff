import UptTensor

/// One pre-norm residual attention block: x += attention(ln_1(x)); x += mlp(ln_2(x)).
///
/// A forward pass leaves a ``Tape`` of what the backward pass needs; everything that is cheap to
/// compute again (normalised rows, activations) is computed again instead of being kept.
struct Block {
  let weights: BlockPointers
  let shape: TransformerShape

  /// What a forward pass remembers, in the memory of the arena it was given.
  struct Tape {
    let x: Floats
    let statistics1: Floats
    let operands: Attention.Operands
    let probabilities: Floats
    let attended: Floats
    let x2: Floats
    let statistics2: Floats
    let hidden: Floats
    let attention: Attention
  }

  /// - Parameters:
  ///   - x: [rows, width]; must stay as it is until the backward pass.
  ///   - y: receives [wanted rows, width].
  func forward(
    _ x: Floats, packing: Packing, wanted: WantedRows, prefix: SharedPrefix?, arena: Arena,
    _ y: Floats
  ) -> Tape {
    let d = shape.width
    let t = packing.rows
    let r = wanted.count(packing)
    let statistics1 = arena.take(2 * t)
    let qkv = arena.take(wanted.isAll ? 3 * d * t : 2 * d * t + d * r)
    let attention = Attention(shape: shape, packing: packing, wanted: wanted, prefix: prefix)
    let probabilities = arena.take(attention.probabilityCount)
    let attended = arena.take(r * d)
    let x2 = arena.take(r * d)
    let statistics2 = arena.take(2 * r)
    let hidden = arena.take(r * shape.mlpWidth)
    let mark = arena.mark
    defer { arena.rewind(to: mark) }

    let normal = arena.take(t * d)
    LayerNorm.apply(
      x, weight: weights.ln1Weight, bias: weights.ln1Bias, eps: shape.eps, rows: t, width: d,
      normal, statistics: statistics1)
    let operands: Attention.Operands
    if wanted.isAll {
      linear(normal, rows: t, from: d, weights.inWeight, weights.inBias, to: 3 * d, qkv)
      operands = .init(q: qkv, qStride: 3 * d, k: qkv + d, v: qkv + 2 * d, kvStride: 3 * d)
    } else {
      let q = qkv + 2 * d * t
      linear(
        normal, rows: t, from: d, weights.inWeight + d * d, weights.inBias + d, to: 2 * d, qkv)
      let chosen = arena.take(r * d)
      gather(normal, packing, wanted, chosen)
      linear(chosen, rows: r, from: d, weights.inWeight, weights.inBias, to: d, q)
      operands = .init(q: q, qStride: d, k: qkv, v: qkv + d, kvStride: 2 * d)
    }
    attention.forward(operands, probabilities: probabilities, out: attended)

    gather(x, packing, wanted, x2)
    linear(attended, rows: r, from: d, weights.outWeight, weights.outBias, to: d, x2, add: true)
    LayerNorm.apply(
      x2, weight: weights.ln2Weight, bias: weights.ln2Bias, eps: shape.eps, rows: r, width: d,
      normal, statistics: statistics2)
    linear(
      normal, rows: r, from: d, weights.fcWeight, weights.fcBias, to: shape.mlpWidth, hidden)
    let active = arena.take(r * shape.mlpWidth)
    shape.activation.apply(hidden, active, count: r * shape.mlpWidth)
    y.update(from: x2, count: r * d)
    linear(
      active, rows: r, from: shape.mlpWidth, weights.projWeight, weights.projBias, to: d, y,
      add: true)
    return Tape(
      x: x, statistics1: statistics1, operands: operands, probabilities: probabilities,
      attended: attended, x2: x2, statistics2: statistics2, hidden: hidden, attention: attention)
  }

  /// dx [rows, width] from dy [wanted rows, width].
  ///
  /// - Parameters:
  ///   - extra: a gradient [rows, 2 width] of the keys and values that others computed from them.
  ///   - prefixGradient: receives, added, the gradient of the shared prefix's keys and values.
  ///   - weightGradient: receives, added, the gradients of the block's own parameters.
  func backward(
    _ tape: Tape, dy: Floats, extra: UnsafePointer<Float>? = nil, prefixGradient: Floats? = nil,
    weightGradient: BlockPointers? = nil, arena: Arena, _ dx: Floats
  ) {
    let d = shape.width
    let f = shape.mlpWidth
    let packing = tape.attention.packing
    let wanted = tape.attention.wanted
    let t = packing.rows
    let r = wanted.count(packing)
    let mark = arena.mark
    defer { arena.rewind(to: mark) }

    let dHidden = arena.take(r * f)
    backLinear(dy, rows: r, from: f, weights.projWeight, to: d, dHidden)
    if let gradient = weightGradient {
      let active = arena.take(r * f)
      shape.activation.apply(tape.hidden, active, count: r * f)
      addWeightGradient(dy, active, rows: r, from: f, to: d, gradient.projWeight, gradient.projBias)
    }
    shape.activation.differentiate(tape.hidden, dHidden, count: r * f)
    let scratch = arena.take(t * d)
    backLinear(dHidden, rows: r, from: d, weights.fcWeight, to: f, scratch)
    if let gradient = weightGradient {
      let normal = arena.take(r * d)
      LayerNorm.apply(
        tape.x2, weight: weights.ln2Weight, bias: weights.ln2Bias, eps: shape.eps, rows: r,
        width: d, normal, statistics: nil)
      addWeightGradient(
        dHidden, normal, rows: r, from: d, to: f, gradient.fcWeight, gradient.fcBias)
      LayerNorm.parameterGradient(
        scratch, x: tape.x2, statistics: tape.statistics2, rows: r, width: d,
        weight: gradient.ln2Weight, bias: gradient.ln2Bias)
    }
    let dx2 = arena.take(r * d)
    dx2.update(from: dy, count: r * d)
    LayerNorm.gradient(
      scratch, x: tape.x2, weight: weights.ln2Weight, statistics: tape.statistics2, rows: r,
      width: d, dx2, accumulate: true)

    let dAttended = arena.take(r * d)
    backLinear(dx2, rows: r, from: d, weights.outWeight, to: d, dAttended)
    if let gradient = weightGradient {
      addWeightGradient(
        dx2, tape.attended, rows: r, from: d, to: d, gradient.outWeight, gradient.outBias)
    }
    let dqkv = arena.take(wanted.isAll ? 3 * d * t : 2 * d * t + d * r)
    let gradients: Attention.Operands =
      wanted.isAll
      ? .init(q: dqkv, qStride: 3 * d, k: dqkv + d, v: dqkv + 2 * d, kvStride: 3 * d)
      : .init(q: dqkv + 2 * d * t, qStride: d, k: dqkv, v: dqkv + d, kvStride: 2 * d)
    tape.attention.backward(
      tape.operands, probabilities: tape.probabilities, dOut: dAttended, gradient: gradients,
      prefixGradient: prefixGradient.map { (keys: $0, values: $0 + d, stride: 2 * d) },
      arena: arena)
    if let extra {
      for row in 0..<t {
        Rows.add(extra + row * 2 * d, to: gradients.k + row * gradients.kvStride, count: 2 * d)
      }
    }

    backThroughProjections(gradients, rows: t, wanted: r, packing, wanted, scratch, arena)
    if let gradient = weightGradient {
      let normal = arena.take(t * d)
      LayerNorm.apply(
        tape.x, weight: weights.ln1Weight, bias: weights.ln1Bias, eps: shape.eps, rows: t,
        width: d, normal, statistics: nil)
      if wanted.isAll {
        addWeightGradient(
          dqkv, normal, rows: t, from: d, to: 3 * d, gradient.inWeight, gradient.inBias)
      } else {
        addWeightGradient(
          dqkv, normal, rows: t, from: d, to: 2 * d, gradient.inWeight + d * d,
          gradient.inBias + d)
        let chosen = arena.take(r * d)
        gather(normal, packing, wanted, chosen)
        addWeightGradient(
          gradients.q, chosen, rows: r, from: d, to: d, gradient.inWeight, gradient.inBias)
      }
      LayerNorm.parameterGradient(
        scratch, x: tape.x, statistics: tape.statistics1, rows: t, width: d,
        weight: gradient.ln1Weight, bias: gradient.ln1Bias)
    }
    dx.update(repeating: 0, count: t * d)
    scatterAdd(dx2, packing, wanted, dx)
    LayerNorm.gradient(
      scratch, x: tape.x, weight: weights.ln1Weight, statistics: tape.statistics1, rows: t,
      width: d, dx, accumulate: true)
  }

  /// The gradient of ln_1's result from those of queries, keys and values.
  private func backThroughProjections(
    _ g: Attention.Operands, rows t: Int, wanted r: Int, _ packing: Packing, _ wanted: WantedRows,
    _ out: Floats, _ arena: Arena
  ) {
    let d = shape.width
    guard !wanted.isAll else {
      return backLinear(g.q, rows: t, from: d, weights.inWeight, to: 3 * d, out)
    }
    backLinear(g.k, rows: t, from: d, weights.inWeight + d * d, to: 2 * d, out)
    let chosen = arena.take(r * d)
    backLinear(g.q, rows: r, from: d, weights.inWeight, to: d, chosen)
    scatterAdd(chosen, packing, wanted, out)
  }

  private func gather(_ x: Floats, _ packing: Packing, _ wanted: WantedRows, _ out: Floats) {
    let d = shape.width
    if wanted.isAll { return out.update(from: x, count: packing.rows * d) }
    for i in 0..<wanted.count(packing) {
      (out + i * d).update(from: x + wanted.row(i, packing) * d, count: d)
    }
  }

  private func scatterAdd(_ x: Floats, _ packing: Packing, _ wanted: WantedRows, _ out: Floats) {
    let d = shape.width
    if wanted.isAll { return Rows.add(x, to: out, count: packing.rows * d) }
    for i in 0..<wanted.count(packing) {
      Rows.add(x + i * d, to: out + wanted.row(i, packing) * d, count: d)
    }
  }
}

extension WantedRows {
  var isAll: Bool { if case .all = self { true } else { false } }
}
