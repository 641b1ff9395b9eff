import UptTensor

/// The recipe of a training, with Dassl's defaults and the paper's settings.
public struct TrainingOptions: Sendable, Equatable {
  public var epochs: Int
  public var batchSize: Int
  public var optimizer: Optimizer
  public var schedule: Schedule
  /// Random resized crops and flips.
  public var augment: Bool
  public var seed: Int

  /// One epoch at 1e-5, then a cosine from 0.002; SGD with momentum 0.9 and weight decay 5e-4.
  public init(
    epochs: Int = 50, batchSize: Int = 32, optimizer: Optimizer = Optimizer(),
    schedule: Schedule = Schedule(base: 0.002, warmup: .constant(periods: 1, rate: 1e-5)),
    augment: Bool = false, seed: Int = 1
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.schedule = schedule
    self.augment = augment
    self.seed = seed
  }

  /// - Throws: `.value` for settings that cannot be trained with.
  public func validate() throws {
    guard epochs >= 1 else {
      throw EngineError(.value, "\(epochs) epochs: there must be at least 1")
    }
    guard batchSize >= 1 else {
      throw EngineError(.value, "a batch of \(batchSize): there must be at least 1 image in it")
    }
    guard schedule.base > 0, schedule.base.isFinite else {
      throw EngineError(.value, "a learning rate of \(schedule.base): it must be positive")
    }
    guard optimizer.weightDecay >= 0, optimizer.weightDecay.isFinite else {
      throw EngineError(.value, "a weight decay of \(optimizer.weightDecay): it must not be negative")
    }
  }
}

/// One line of a training's history.
public struct EpochRecord: Sendable, Equatable {
  /// Counted from 1.
  public var epoch: Int
  /// Mean over the epoch's images, each before its step's update.
  public var loss: Double
  /// Share of the epoch's images that were classified correctly.
  public var accuracy: Double
  public var learningRate: Double
}

/// Where a training stands. Together with method, data and options it determines all that follows.
public struct TrainingState: Sendable, Equatable {
  public var parameters: Parameters
  /// The optimiser's moments, in the order of the parameters.
  public var first: [Tensor]
  public var second: [Tensor]
  /// Epochs done, and batches of the next one done.
  public var epoch = 0
  public var batch = 0
  /// Steps done.
  public var step = 0
  public var history: [EpochRecord] = []
  /// Sums over the batches done of an unfinished epoch.
  public var lossSum = 0.0
  public var hits = 0
  public var seen = 0

  public init(_ parameters: Parameters) {
    self.parameters = parameters
    first = parameters.map { .zeros(like: $0.value) }
    second = first
  }
}

extension TrainingState {
  /// Moves every parameter by one step of the optimiser.
  mutating func update(_ gradients: [Tensor], _ optimizer: Optimizer, rate: Double) {
    for i in parameters.indices {
      let count = parameters[i].value.count
      parameters[i].value.data.withUnsafeMutableBufferPointer { p in
        gradients[i].data.withUnsafeBufferPointer { g in
          first[i].data.withUnsafeMutableBufferPointer { m in
            second[i].data.withUnsafeMutableBufferPointer { v in
              guard let p0 = p.baseAddress, let g0 = g.baseAddress, let m0 = m.baseAddress,
                let v0 = v.baseAddress
              else { return }
              optimizer.step(
                step + 1, learningRate: Float(rate), count: count, p0, g0, first: m0, second: v0)
            }
          }
        }
      }
    }
  }
}
