/// Layer normalisation over the last axis: with the encoders' kernel, or in double precision.
extension Tensor {
  /// (x − mean) / sqrt(variance + epsilon) · weight + bias over the last axis.
  /// - Throws: `.shape` when `weight` or `bias` is not as wide as the last axis.
  public func layerNorm(
    weight: Tensor, bias: Tensor, epsilon: Float = 1e-5
  ) throws -> Tensor {
    try layerNormalized(weight: weight, bias: bias, epsilon: epsilon).value
  }

  /// The result, and what the kernel's gradient needs: each row's mean and reciprocal deviation;
  /// nothing where the result was computed in double precision.
  /// - Throws: `.shape` when the widths differ.
  func layerNormalized(
    weight: Tensor, bias: Tensor, epsilon: Float
  ) throws -> (value: Tensor, statistics: [Float]) {
    let width = shape.last ?? 0
    for (name, parameter) in [("weight", weight), ("bias", bias)]
    where rank == 0 || parameter.shape != [width] {
      throw EngineError(
        .shape, "layer norm of \(shape): the \(name) must be [\(width)], not \(parameter.shape)")
    }
    if isExact(with: weight) || bias.exact != nil {
      guard count > 0 else { return (inDoublePrecision, []) }
      return (try standardised(epsilon).rows * weight + bias, [])
    }
    var result = Tensor.zeros(like: self)
    guard count > 0 else { return (result, []) }
    let rows = count / width
    var statistics = [Float](repeating: 0, count: 2 * rows)
    result.data.withUnsafeMutableBufferPointer { out in
      guard let y = out.baseAddress else { return }
      LayerNorm.apply(
        data, weight: weight.data, bias: bias.data, eps: epsilon, rows: rows, width: width, y,
        statistics: &statistics)
    }
    return (result, statistics)
  }

  /// Gradients of layer normalisation with respect to x (self), weight and bias.
  func layerNormGradients(
    weight: Tensor, epsilon: Float, statistics: [Float], dy: Tensor
  ) throws -> [Tensor?] {
    var dx = Tensor.zeros(like: self)
    var dWeight = Tensor.zeros(like: weight)
    var dBias = Tensor.zeros(like: weight)
    guard count > 0 else { return [dx, dWeight, dBias] }
    guard !statistics.isEmpty else {
      return try exactLayerNormGradients(weight: weight, epsilon: epsilon, dy: dy)
    }
    let rows = count / weight.count
    LayerNorm.gradient(
      dy.data, x: data, weight: weight.data, statistics: statistics, rows: rows,
      width: weight.count, &dx.data, accumulate: false)
    LayerNorm.parameterGradient(
      dy.data, x: data, statistics: statistics, rows: rows, width: weight.count,
      weight: &dWeight.data, bias: &dBias.data)
    return [dx, dWeight, dBias]
  }

  private func exactLayerNormGradients(
    weight: Tensor, epsilon: Float, dy: Tensor
  ) throws -> [Tensor?] {
    let (rows, deviation) = try standardised(epsilon)
    let g = try dy * weight
    let shift = try g.mean(axes: [-1], keepDims: true)
    let tilt = try (g * rows).mean(axes: [-1], keepDims: true)
    return [
      try (g - shift - rows * tilt) / deviation, try (dy * rows).summed(to: weight.shape),
      try dy.summed(to: weight.shape),
    ]
  }

  /// In double precision: the rows with mean 0 and variance 1, and what each was divided by.
  private func standardised(_ epsilon: Float) throws -> (rows: Tensor, deviation: Tensor) {
    let x = inDoublePrecision
    let variance = try x.variance(axes: [-1], keepDims: true)
    let deviation = try (variance + Tensor(scalar: epsilon)).apply(.sqrt)
    return (try (x - x.mean(axes: [-1], keepDims: true)) / deviation, deviation)
  }
}
