import Foundation
import Testing

@testable import UptTensor

/// The kernels against the same formulas in double precision.
@Suite struct KernelTests {
  /// What lies in memory that is overwritten must not count, not even where it is no number.
  @Test(arguments: [0, 1, 3, 40], [Float(0), 1, 0.5])
  func productsOverwriteWhatWasThere(k: Int, beta: Float) {
    let (m, n) = (5, 6)
    let a = [Float](repeating: 2, count: m * max(k, 1))
    let b = [Float](repeating: 3, count: n * max(k, 1))
    var c = [Float](repeating: beta == 0 ? .nan : 8, count: m * (n + 1))
    BLAS.gemm(m: m, n: n, k: k, a, lda: max(k, 1), b, ldb: n, beta: beta, &c, ldc: n + 1)
    for row in 0..<m {
      for column in 0..<n { #expect(c[row * (n + 1) + column] == Float(6 * k) + 8 * beta) }
      #expect(c[row * (n + 1) + n].bitPattern == (beta == 0 ? Float.nan : 8).bitPattern)
    }
  }

  @Test func fastExpIsWithinThreeUlps() {
    var worst = 0.0
    for step in -870_000...880_000 {
      let x = Float(step) / 10_000
      let exact = Foundation.exp(Double(x))
      worst = max(worst, abs(Double(fastExp(x)) - exact) / Double(Float(exact).ulp))
    }
    #expect(worst < 3, "\(worst) ulps")
  }

  @Test func fastExpSaturatesAndKeepsNaN() {
    #expect(fastExp(-.infinity) < 1.3e-38 && fastExp(-.infinity) >= 0)
    #expect(fastExp(.infinity) > 1e38)
    #expect(fastExp(.nan).isNaN)
    #expect(fastExp(0) == 1)
  }

  @Test func errorFunctionIsAccurate() {
    var worst = 0.0
    for step in -60_000...60_000 {
      let x = Float(step) / 10_000
      worst = max(worst, abs(Double(fastErf(x)) - erf(Double(x))))
    }
    #expect(worst < 5e-7, "\(worst)")
  }

  @Test(arguments: Activation.allCases) func activationsMatchFormulas(_ activation: Activation) {
    func exact(_ x: Double) -> Double {
      switch activation {
      case .quickGELU: x / (1 + exp(-1.702 * x))
      case .gelu: 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
      case .relu: max(x, 0)
      }
    }
    let x = (-1000...1000).map { Float($0) / 100 }
    var y = [Float](repeating: 0, count: x.count)
    activation.apply(x, &y, count: x.count)
    for (x, y) in zip(x, y) { #expect(abs(Double(y) - exact(Double(x))) < 3e-6) }
  }

  @Test(arguments: [1, 2, 7, 8, 9, 77, 1000]) func softmaxMatchesDoubles(_ width: Int) throws {
    let x = try Tensor.normal([5, width], std: 10, seed: width)
    let p = try x.softmax()
    let logP = try x.logSoftmax()
    for row in 0..<5 {
      let line = x.data[row * width..<(row + 1) * width].map { Double($0) }
      let largest = line.max() ?? 0
      let total = line.reduce(0) { $0 + exp($1 - largest) }
      for i in 0..<width {
        let exact = exp(line[i] - largest) / total
        // x − max is rounded to single precision before the exponential.
        let bound = exact * (1e-6 + 6e-8 * (largest - line[i])) + 1e-37
        #expect(abs(Double(p.data[row * width + i]) - exact) < bound)
        #expect(abs(Double(logP.data[row * width + i]) - log(exact)) < 1e-5)
      }
    }
  }

  @Test func softmaxOfExtremesIsFinite() throws {
    let x = try Tensor([2, 3], [1e30, 0, -1e30, -1e38, -1e38, -1e38])
    let p = try x.softmax()
    #expect(p.data[0] == 1 && p.data[1] < 1e-37 && abs(p.data[4] - 1 / 3) < 1e-6)
    #expect(try x.crossEntropy([0, 0]).data[0].isFinite)
  }

  @Test func aCausalMaskHidesWhatFollows() {
    var x: [Float] = [1, 2, 3, 1, 2, 3]
    Rows.softmax(&x, rows: 2, width: 3, stride: 3, causalOffset: 0)
    #expect(x[0] == 1 && x[1] == 0 && x[2] == 0 && x[5] == 0)
    #expect(abs(x[3] + x[4] - 1) < 1e-6)
  }

  @Test(arguments: [1, 3, 8, 65, 768]) func layerNormMatchesDoubles(_ width: Int) throws {
    let x = try Tensor.normal([4, width], mean: 3, std: 2, seed: width)
    let weight = try Tensor.normal([width], mean: 1, std: 0.2, seed: 1)
    let bias = try Tensor.normal([width], std: 0.2, seed: 2)
    var expected: [Double] = []
    for row in 0..<4 {
      let line = x.data[row * width..<(row + 1) * width].map { Double($0) }
      let mean = line.reduce(0, +) / Double(width)
      let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for i in 0..<width {
        let scaled = (line[i] - mean) / (variance + 1e-5).squareRoot()
        expected.append(scaled * Double(weight.data[i]) + Double(bias.data[i]))
      }
    }
    let y = try x.layerNorm(weight: weight, bias: bias)
    #expect(relativeDifference(y.data, expected) < 2e-6)
  }
}
