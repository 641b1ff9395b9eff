/// Layer normalisation over rows (Ba, Kiros and Hinton 2016), biased variance.
public enum LayerNorm {
  /// y = (x − mean) / sqrt(variance + eps) · weight + bias.
  ///
  /// `statistics` receives mean and reciprocal deviation of each row, for ``gradient``.
  public static func apply(
    _ x: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    eps: Float, rows: Int, width: Int, _ y: UnsafeMutablePointer<Float>,
    statistics: UnsafeMutablePointer<Float>?
  ) {
    guard width > 0 else { return }
    let inverse = 1 / Float(width)
    for row in 0..<rows {
      let line = x + row * width
      let out = y + row * width
      let mean = sumOfRow(line, width) { value, _ in value } * inverse
      let variance = sumOfRow(line, width) { value, _ in (value - mean) * (value - mean) } * inverse
      let scale = 1 / (variance + eps).squareRoot()
      for i in 0..<width { out[i] = (line[i] - mean) * scale * weight[i] + bias[i] }
      if let statistics {
        statistics[2 * row] = mean
        statistics[2 * row + 1] = scale
      }
    }
  }

  /// dx (+)= the gradient with respect to `x`, from the gradient `dy` of the result.
  ///
  /// - Parameter accumulate: adds to `dx` instead of overwriting it, as a residual branch wants.
  public static func gradient(
    _ dy: UnsafePointer<Float>, x: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    statistics: UnsafePointer<Float>, rows: Int, width: Int, _ dx: UnsafeMutablePointer<Float>,
    accumulate: Bool
  ) {
    guard width > 0 else { return }
    let inverse = 1 / Float(width)
    for row in 0..<rows {
      let line = x + row * width
      let g = dy + row * width
      let out = dx + row * width
      let mean = statistics[2 * row]
      let scale = statistics[2 * row + 1]
      let a = sumOfRow(g, width) { value, i in value * weight[i] } * inverse
      let b =
        sumOfRow(g, width) { value, i in value * weight[i] * (line[i] - mean) } * inverse * scale
      if accumulate {
        for i in 0..<width {
          out[i] += scale * (g[i] * weight[i] - a - (line[i] - mean) * scale * b)
        }
      } else {
        for i in 0..<width {
          out[i] = scale * (g[i] * weight[i] - a - (line[i] - mean) * scale * b)
        }
      }
    }
  }

  /// Adds the gradients with respect to weight and bias.
  public static func parameterGradient(
    _ dy: UnsafePointer<Float>, x: UnsafePointer<Float>, statistics: UnsafePointer<Float>,
    rows: Int, width: Int, weight: UnsafeMutablePointer<Float>, bias: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      let line = x + row * width
      let g = dy + row * width
      let mean = statistics[2 * row]
      let scale = statistics[2 * row + 1]
      for i in 0..<width {
        weight[i] += g[i] * (line[i] - mean) * scale
        bias[i] += g[i]
      }
    }
  }
}
