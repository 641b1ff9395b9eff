/// The non-linearity inside a transformer's feed-forward layer.
public enum Activation: String, Sendable, CaseIterable {
  /// x · sigmoid(1.702 x), as in OpenAI's models.
  case quickGELU = "quick_gelu"
  /// x · Φ(x) with the exact normal distribution, as in most OpenCLIP models.
  case gelu
  /// max(x, 0).
  case relu

  /// y = f(x); `y` may be `x`.
  public func apply(
    _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch self {
    case .quickGELU:
      for i in 0..<count { y[i] = x[i] / (1 + fastExp(-1.702 * x[i])) }
    case .gelu:
      for i in 0..<count { y[i] = 0.5 * x[i] * (1 + fastErf(x[i] * 0.707_106_77)) }
    case .relu:
      for i in 0..<count { y[i] = max(x[i], 0) }
    }
  }

  /// d *= f'(x): turns the gradient of the result into that of the input `x`, in place. (With two
  /// pointers the compiler can prove that a vector loop is safe; with three it could not.)
  public func differentiate(
    _ x: UnsafePointer<Float>, _ d: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch self {
    case .quickGELU:
      for i in 0..<count {
        let s = 1 / (1 + fastExp(-1.702 * x[i]))
        d[i] *= s + 1.702 * x[i] * s * (1 - s)
      }
    case .gelu:
      for i in 0..<count {
        let cdf = 0.5 * (1 + fastErf(x[i] * 0.707_106_77))
        d[i] *= cdf + x[i] * 0.398_942_28 * fastExp(-0.5 * x[i] * x[i])
      }
    case .relu:
      for i in 0..<count { d[i] = x[i] > 0 ? d[i] : 0 }
    }
  }
}
