import Foundation
import Testing

@testable import UptTensor

/// The number of threads is shared by the whole process, so these run one after another.
@Suite(.serialized) struct ReproducibilityTests {
  private func onThreads<T>(_ threads: Int, _ body: () throws -> T) rethrows -> T {
    let before = Parallel.threads
    Parallel.threads = threads
    defer { Parallel.threads = before }
    return try body()
  }

  @Test(arguments: [[700, 130, 90], [1, 500, 500], [257, 64, 300], [1024, 33, 65]])
  func productsDoNotDependOnThreads(_ sizes: [Int]) throws {
    let a = try Tensor.normal([sizes[0], sizes[1]], seed: 1)
    let b = try Tensor.normal([sizes[1], sizes[2]], seed: 2)
    let one = try onThreads(1) { try a.matmul(b) }
    for threads in [2, 3, 8] {
      let several = try onThreads(threads) { try a.matmul(b) }
      #expect(several.data.map(\.bitPattern) == one.data.map(\.bitPattern))
    }
  }

  @Test func batchedProductsAndGradientsDoNotDependOnThreads() throws {
    let x = Variable(try .normal([12, 70, 40], seed: 1), requiresGradient: true)
    let w = Variable(try .normal([12, 40, 70], seed: 2), requiresGradient: true)
    func gradients() throws -> [Tensor] {
      let loss = try x.matmul(w).softmax().apply(.square).sum()
      return try Variable.gradient(of: loss, withRespectTo: [x, w])
    }
    let one = try onThreads(1, gradients)
    #expect(try onThreads(2, gradients) == one)
  }

  @Test func parallelRunsEachIndexOnceAndReportsTheLowestFailure() throws {
    let squares = try onThreads(4) { try Parallel.map(1000) { $0 * $0 } }
    #expect(squares == (0..<1000).map { $0 * $0 })
    let error = engineError {
      try onThreads(4) {
        try Parallel.forEach(100) { index in
          if index % 10 == 3 { throw EngineError(.value, "\(index)") }
        }
      }
    }
    #expect(error?.message == "3")
    try Parallel.forEach(-1) { _ in Issue.record("there is nothing to do") }
  }

  @Test func normalNumbersHaveTheirMoments() throws {
    let x = try Tensor.normal([400_000], mean: 2, std: 3, seed: 11)
    let z = try ((x - 2) / 3).data.map { Double($0) }
    let count = Double(z.count)
    // Bounds of about four standard errors.
    for (power, expected, bound) in [(1, 0, 0.007), (2, 1, 0.01), (3, 0, 0.025), (4, 3, 0.07)] {
      let moment = z.reduce(0) { $0 + pow($1, Double(power)) } / count
      #expect(abs(moment - Double(expected)) < bound, "moment \(power): \(moment)")
    }
    #expect(abs(Double(z.filter { abs($0) < 1 }.count) / count - 0.682_69) < 0.004)
  }

  @Test func uniformNumbersFillTheirRange() throws {
    let x = try Tensor.uniform([200_000], -1, 3, seed: 4)
    #expect(x.data.allSatisfy { $0 >= -1 && $0 <= 3 })
    #expect(try abs(x.mean().data[0] - 1) < 0.012)
    #expect(try abs(x.variance().data[0] - 16.0 / 12) < 0.012)
  }

  @Test func streamsAreReproducibleAndIndependent() throws {
    #expect(try Tensor.normal([50], seed: 7) == Tensor.normal([50], seed: 7))
    let seeds = try (0..<8).map { try Tensor.uniform([20_000], -1, 1, seed: $0) }
    let streams = seeds + [try Tensor.normal([20_000], seed: 0)]
    for (i, a) in streams.enumerated() {
      for b in streams[(i + 1)...] {
        let correlation =
          try (a * b).mean().data[0]
          / (a.standardDeviation().data[0] * b.standardDeviation().data[0])
        #expect(abs(correlation) < 0.035)
      }
    }
    var a = Random(1, "crop", 0, 1)
    var b = Random(1, "crop", 1, 0)
    #expect(a.next() != b.next())
  }

  @Test func permutationsAreUniform() {
    var random = Random(3)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[random.permutation(4), default: 0] += 1 }
    #expect(counts.count == 24)
    let chiSquared = counts.values.reduce(0.0) { $0 + pow(Double($1) - 1000, 2) / 1000 }
    #expect(chiSquared < 50)  // 23 degrees of freedom: 1 in 1000 lies above 49.7
  }
}
