import Foundation
import UptTensor

/// The learning rate of every epoch (or, for pretraining, of every step), as Dassl computes it.
public struct Schedule: Sendable, Equatable {
  public enum Shape: Sendable, Equatable {
    /// Half a cosine from the base rate towards 0; the last period stops just short of it.
    case cosine
    /// The base rate throughout.
    case constant
    /// Multiplied by `factor` after every `periods`.
    case steps(periods: Int, factor: Double)
    /// Multiplied by `factor` at each of these periods.
    case milestones([Int], factor: Double)
  }

  /// What the first periods do.
  public enum Warmup: Sendable, Equatable {
    case none
    /// `periods` at this fixed rate (Dassl: one epoch at 1e-5).
    case constant(periods: Int, rate: Double)
    /// `periods` rising in equal steps, from `start` to the base rate (Dassl's "linear").
    case linear(periods: Int, start: Double)

    var periods: Int {
      switch self {
      case .none: return 0
      case .constant(let periods, _), .linear(let periods, _): return periods
      }
    }
  }

  public var base: Double
  public var shape: Shape
  public var warmup: Warmup
  /// Whether the shape starts after the warm-up, as Dassl does unless told otherwise; if not, it
  /// goes on at the period's own number, from the base rate.
  public var recounts: Bool

  public init(base: Double, shape: Shape = .cosine, warmup: Warmup = .none, recounts: Bool = true) {
    self.base = base
    self.shape = shape
    self.warmup = warmup
    self.recounts = recounts
  }

  /// - Throws: `.value` for rates or periods that no training can use.
  public func validate() throws {
    guard base > 0, Float(base).isFinite else {
      throw EngineError(.value, "a learning rate of \(base): it must be positive and finite")
    }
    guard warmup.periods >= 0 else {
      throw EngineError(.value, "\(warmup.periods) periods of warm-up: they cannot be negative")
    }
    switch warmup {
    case .constant(_, let rate), .linear(_, let rate):
      guard rate >= 0, Float(rate).isFinite else {
        throw EngineError(
          .value, "a learning rate of \(rate) in the warm-up: it must not be negative")
      }
    case .none: break
    }
    switch shape {
    case .steps(let periods, let factor):
      guard periods >= 1 else {
        throw EngineError(.value, "steps of \(periods) periods: there must be at least 1")
      }
      try Self.check(factor: factor)
    case .milestones(_, let factor): try Self.check(factor: factor)
    case .cosine, .constant: break
    }
  }

  private static func check(factor: Double) throws {
    guard factor > 0, factor.isFinite else {
      throw EngineError(.value, "a factor of \(factor) on the learning rate: it must be positive")
    }
  }

  /// The rate of period `index`, counted from 0, of `total`.
  public func rate(_ index: Int, of total: Int) -> Double {
    let warm = warmup.periods
    if index < warm {
      switch warmup {
      case .none: break
      case .constant(_, let rate): return rate
      case .linear(_, let start): return index == 0 ? start : base * Double(index) / Double(warm)
      }
    }
    guard recounts else { return base * factor(index, total) / factor(warm, total) }
    return base * factor(index - warm, total)
  }

  /// What the shape makes of the base rate.
  private func factor(_ index: Int, _ total: Int) -> Double {
    switch shape {
    case .constant: return 1
    case .cosine: return 0.5 * (1 + cos(.pi * Double(index) / Double(max(total, 1))))
    case .steps(let periods, let factor): return pow(factor, Double(index / max(periods, 1)))
    case .milestones(let milestones, let factor):
      return pow(factor, Double(milestones.count { $0 <= index }))
    }
  }
}
