import Foundation
import UptTensor

/// The learning rate of every epoch (or, for pretraining, of every step), as Dassl computes it.
public struct Schedule: Sendable, Equatable {
  public enum Shape: String, Sendable, CaseIterable {
    /// Half a cosine from the base rate towards 0; the last period stops just short of it.
    case cosine
    /// The base rate throughout.
    case constant
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

  public init(base: Double, shape: Shape = .cosine, warmup: Warmup = .none) {
    self.base = base
    self.shape = shape
    self.warmup = warmup
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
    switch shape {
    case .constant: return base
    case .cosine:
      return 0.5 * base * (1 + cos(.pi * Double(index - warm) / Double(max(total, 1))))
    }
  }
}
