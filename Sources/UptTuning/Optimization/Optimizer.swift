import UptTensor

/// How parameters follow their gradients, with the formulas of PyTorch's optimisers.
public struct Optimizer: Sendable, Equatable {
  public enum Rule: String, Sendable, CaseIterable {
    /// m = μ m + g (m = g at the first step); p −= lr · m.
    case sgd
    /// Bias-corrected moments (Kingma and Ba 2015), decay added to the gradient.
    case adam
    /// Adam whose decay acts on the parameter alone (Loshchilov and Hutter 2019).
    case adamW = "adamw"

    /// Numbers of a parameter's size that the rule remembers between steps.
    public var slots: Int { self == .sgd ? 1 : 2 }
  }

  public var rule: Rule
  public var weightDecay: Float
  public var momentum: Float
  public var beta1: Float
  public var beta2: Float
  /// Added to the root of the second moment.
  public var eps: Float

  public init(
    _ rule: Rule = .sgd, weightDecay: Float = 5e-4, momentum: Float = 0.9, beta1: Float = 0.9,
    beta2: Float = 0.999, eps: Float = 1e-8
  ) {
    self.rule = rule
    self.weightDecay = weightDecay
    self.momentum = momentum
    self.beta1 = beta1
    self.beta2 = beta2
    self.eps = eps
  }

  /// - Throws: `.value` for numbers that no training can use.
  public func validate() throws {
    guard weightDecay >= 0, weightDecay.isFinite else {
      throw EngineError(.value, "a weight decay of \(weightDecay): it must not be negative")
    }
    for (name, value) in [("momentum", momentum), ("beta1", beta1), ("beta2", beta2)] {
      guard value >= 0, value < 1 else {
        throw EngineError(.value, "a \(name) of \(value): it must be at least 0 and below 1")
      }
    }
    guard eps > 0, eps.isFinite else {
      throw EngineError(.value, "an eps of \(eps): it must be positive")
    }
  }

  /// One step over a range of parameters.
  /// - Parameters:
  ///   - step: 1 for the first.
  ///   - first, second: the moments, 0 before the first step; SGD does not touch `second`.
  public func step(
    _ step: Int, learningRate lr: Float, count: Int, _ p: UnsafeMutablePointer<Float>,
    _ g: UnsafePointer<Float>, first m: UnsafeMutablePointer<Float>,
    second v: UnsafeMutablePointer<Float>
  ) {
    switch rule {
    case .sgd:
      // With m = 0 before it, the first step gives m = g as PyTorch does.
      for i in 0..<count {
        m[i] = momentum * m[i] + (g[i] + weightDecay * p[i])
        p[i] -= lr * m[i]
      }
    case .adam, .adamW:
      let added = rule == .adam ? weightDecay : 0
      let shrink = rule == .adamW ? 1 - lr * weightDecay : 1
      let correction1 = 1 - power(Double(beta1), step)
      let correction2 = power(Double(beta2), step)
      let rate = Float(Double(lr) / correction1)
      let root = Float((1 - correction2).squareRoot())
      for i in 0..<count {
        let gradient = g[i] + added * p[i]
        m[i] = beta1 * m[i] + (1 - beta1) * gradient
        v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient
        p[i] = shrink * p[i] - rate * m[i] / (v[i].squareRoot() / root + eps)
      }
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var e = exponent
    while e > 0 {
      if e & 1 == 1 { result *= factor }
      factor *= factor
      e >>= 1
    }
    return result
  }
}
