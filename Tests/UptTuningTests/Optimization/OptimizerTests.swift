import Foundation
import Testing
import UptTuning

/// The optimisers against their papers' formulas in double precision, and against rates by hand.
@Suite struct OptimizerTests {
  /// Four parameters, five steps, gradients that depend on the parameters.
  @Test(arguments: Optimizer.Rule.allCases, [Float(0), 0.1])
  func trajectory(_ rule: Optimizer.Rule, _ decay: Float) {
    let optimizer = Optimizer(rule, weightDecay: decay, beta2: 0.99)
    var p: [Float] = [1, -2, 0.5, 0]
    var m = [Float](repeating: 0, count: 4)
    var v = m
    var exact = p.map { Double($0) }
    var (first, second) = (exact.map { _ in 0.0 }, exact.map { _ in 0.0 })
    for step in 1...5 {
      let rate = 0.1 / Double(step)
      let g = p.indices.map { sin(3 * p[$0] + Float($0)) }
      let exactG = exact.indices.map { sin(3 * exact[$0] + Double($0)) }
      optimizer.step(step, learningRate: Float(rate), count: 4, &p, g, first: &m, second: &v)
      for i in exact.indices {
        let l2 = rule == .adamW ? 0 : Double(decay) * exact[i]
        let g = exactG[i] + l2
        switch rule {
        case .sgd:
          first[i] = step == 1 ? g : 0.9 * first[i] + g
          exact[i] -= rate * first[i]
        case .adam, .adamW:
          if rule == .adamW { exact[i] *= 1 - rate * Double(decay) }
          first[i] = 0.9 * first[i] + 0.1 * g
          second[i] = 0.99 * second[i] + 0.01 * g * g
          let unbiased1 = first[i] / (1 - pow(0.9, Double(step)))
          let unbiased2 = second[i] / (1 - pow(0.99, Double(step)))
          exact[i] -= rate * unbiased1 / (unbiased2.squareRoot() + 1e-8)
        }
      }
    }
    for i in exact.indices { #expect(abs(Double(p[i]) - exact[i]) < 2e-5, "\(p) \(exact)") }
    if rule == .sgd { #expect(v == [0, 0, 0, 0]) }
  }

  /// Adam's first step has the size of the learning rate, whatever the gradient's.
  @Test func adamsFirstStep() {
    for gradient: Float in [1e-3, 1, 1e4] {
      var (p, m, v): (Float, Float, Float) = (0, 0, 0)
      var g = gradient
      Optimizer(.adam, weightDecay: 0).step(
        1, learningRate: 0.01, count: 1, &p, &g, first: &m, second: &v)
      #expect(abs(p + 0.01) < 1e-6)
    }
  }
}

@Suite struct ScheduleTests {
  struct Row: Sendable {
    let schedule: Schedule
    let total: Int
    let rates: [Double]
  }

  static let rows: [Row] = {
    func cosine(_ i: Double, _ n: Double) -> Double { 0.5 * (1 + cos(Double.pi * i / n)) }
    return [
      Row(schedule: Schedule(base: 3, shape: .constant), total: 3, rates: [3, 3, 3]),
      Row(
        schedule: Schedule(base: 2), total: 4,
        rates: [2, 1 + 0.5.squareRoot(), 1, 1 - 0.5.squareRoot()]),
      Row(schedule: Schedule(base: 2), total: 1, rates: [2]),
      // Dassl's: one epoch at 1e-5, then the cosine from its start.
      Row(
        schedule: Schedule(base: 2e-3, warmup: .constant(periods: 1, rate: 1e-5)), total: 4,
        rates: [1e-5, 2e-3, 2e-3 * cosine(1, 4), 1e-3]),
      Row(
        schedule: Schedule(base: 2, warmup: .linear(periods: 4, start: 0.1)), total: 6,
        rates: [0.1, 0.5, 1, 1.5, 2, 2 * cosine(1, 6)]),
      // Without counting again the chain of cosines goes on from the base rate.
      Row(
        schedule: Schedule(base: 2, warmup: .constant(periods: 1, rate: 1e-5), recounts: false),
        total: 4,
        rates: [1e-5, 2, 2 * cosine(2, 4) / cosine(1, 4), 2 * cosine(3, 4) / cosine(1, 4)]),
      Row(
        schedule: Schedule(base: 8, shape: .steps(periods: 2, factor: 0.5)), total: 6,
        rates: [8, 8, 4, 4, 2, 2]),
      Row(
        schedule: Schedule(base: 8, shape: .milestones([1, 4], factor: 0.25)), total: 6,
        rates: [8, 2, 2, 2, 0.5, 0.5]),
      Row(
        schedule: Schedule(base: 1, warmup: .constant(periods: 9, rate: 0.5)), total: 3,
        rates: [0.5, 0.5, 0.5]),
    ]
  }()

  @Test(arguments: rows)
  func rates(_ row: Row) {
    for (i, rate) in row.rates.enumerated() {
      let found = row.schedule.rate(i, of: row.total)
      #expect(abs(found - rate) <= 1e-12, "period \(i): \(found) instead of \(rate)")
    }
  }
}
