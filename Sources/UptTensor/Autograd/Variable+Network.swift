/// Operations of networks: products, normalisations, losses, and layers made of them.
extension Variable {
  /// The matrix product `a @ b`; see ``Tensor/matmul(_:)``.
  public func matmul(_ other: Variable) throws -> Variable {
    let plan = try ProductPlan(shape, other.shape)
    let (a, b) = (value, other.value)
    return .record("@", try a.matmul(b), [
      (self, { dy in
        try Tensor.product(dy.reshaped(plan.matrices), b.reshaped(plan.b), transposeB: true)
          .summed(to: plan.a).reshaped(a.shape)
      }),
      (other, { dy in
        try Tensor.product(a.reshaped(plan.a), transposeA: true, dy.reshaped(plan.matrices))
          .summed(to: plan.b).reshaped(b.shape)
      }),
    ])
  }

  /// Exponentials that sum to 1 along `axis`.
  public func softmax(axis: Int = -1) throws -> Variable {
    let y = try value.softmax(axis: axis)
    return .record("softmax", y, [
      (self, { dy in try y * (dy - (y * dy).sum(axes: [axis], keepDims: true)) })
    ])
  }

  /// The logarithm of ``softmax(axis:)``.
  public func logSoftmax(axis: Int = -1) throws -> Variable {
    let y = try value.logSoftmax(axis: axis)
    return .record("log_softmax", y, [
      (self, { dy in try dy - y.apply(.exp) * dy.sum(axes: [axis], keepDims: true) })
    ])
  }

  /// Scaled to Euclidean length 1 along `axis`; lengths below `epsilon` count as `epsilon`.
  public func normalized(axis: Int = -1, epsilon: Float = 1e-12) throws -> Variable {
    let x = value
    let y = try x.normalized(axis: axis, epsilon: epsilon)
    return .record("normalize", y, [
      (self, { dy in
        let length = try x.norm(axes: [axis], keepDims: true)
        let limit = Tensor(scalar: epsilon)
        let turns = try length.combined(.greater, limit)
        let radial = try turns * (y * dy).sum(axes: [axis], keepDims: true)
        return try (dy - y * radial) / length.combined(.maximum, limit)
      })
    ])
  }

  /// Layer normalisation over the last axis; `weight` and `bias` are [width].
  /// - Throws: `.shape` when their widths differ from that of the last axis.
  public func layerNorm(
    weight: Variable, bias: Variable, epsilon: Float = 1e-5
  ) throws -> Variable {
    let (x, scale) = (value, weight.value)
    let (y, statistics) = try x.layerNormalized(
      weight: scale, bias: bias.value, epsilon: epsilon)
    return .custom("layer_norm", inputs: [self, weight, bias], value: y) { dy in
      try x.layerNormGradients(
        weight: scale, epsilon: epsilon, statistics: statistics, dy: dy)
    }
  }

  /// The mean cross-entropy of logits [rows…, classes] for one label per row: a scalar.
  /// - Throws: as ``Tensor/crossEntropy(_:)``.
  public func crossEntropy(_ labels: [Int]) throws -> Variable {
    let logits = value
    return .record("cross_entropy", try logits.crossEntropy(labels), [
      (self, { try logits.crossEntropyGradient(labels, dy: $0) })
    ])
  }

  /// x Wᵀ + b for `weight` [out, in], as PyTorch stores it, and `bias` [out]; self is […, in].
  /// - Throws: `.shape` when the widths differ.
  public func linear(_ weight: Variable, _ bias: Variable? = nil) throws -> Variable {
    guard weight.value.rank == 2, shape.last == weight.shape[1] else {
      throw EngineError(
        .shape, "a linear layer of weight \(weight.shape) cannot take an input of shape \(shape)",
        hint: "the weight is [out, in], and the input's last size must be in")
    }
    let product = try matmul(weight.transposed())
    return try bias.map { try product + $0 } ?? product
  }

  /// softmax(scale · q kᵀ) v with one head; queries […, n, d], keys […, m, d], values […, m, e].
  /// - Parameter scale: 1/√d where not given.
  /// - Throws: `.shape` when they do not fit each other.
  public static func attention(
    _ queries: Variable, _ keys: Variable, _ values: Variable, scale: Float? = nil
  ) throws -> Variable {
    let width = Float(Swift.max(queries.shape.last ?? 1, 1))
    let factor = Variable(Tensor(scalar: scale ?? 1 / width.squareRoot()))
    let scores = try (queries * factor).matmul(keys.matrixTransposed())
    return try scores.softmax().matmul(values)
  }
}
