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
