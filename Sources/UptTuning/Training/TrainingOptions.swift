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
  /// How many classes a step compares its images with: its own and others drawn at random. nil
  /// compares with all.
  public var classesPerStep: Int?

  /// One epoch at 1e-5, then a cosine from 0.002; SGD with momentum 0.9 and weight decay 5e-4.
  public init(
    epochs: Int = 50, batchSize: Int = 32, optimizer: Optimizer = Optimizer(),
    schedule: Schedule = Schedule(base: 0.002, warmup: .constant(periods: 1, rate: 1e-5)),
    augment: Bool = false, seed: Int = 1, classesPerStep: Int? = nil
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.optimizer = optimizer
    self.schedule = schedule
    self.augment = augment
    self.seed = seed
    self.classesPerStep = classesPerStep
  }

  /// More epochs than anyone waits for.
  static let epochLimit = 1_000_000

  /// Steps of an epoch. As in Dassl, an incomplete last batch is left out unless it is the only
  /// one.
  public func batches(of images: Int) -> Int { max(1, images / max(batchSize, 1)) }

  /// How many of so many classes a step compares with, unless its own images have more; nil where
  /// that is all.
  func sampledClasses(of classes: Int) -> Int? {
    classesPerStep.flatMap { $0 < classes ? $0 : nil }
  }

  /// - Throws: `.value` for settings that cannot be trained with.
  public func validate() throws {
    guard (1...Self.epochLimit).contains(epochs) else {
      throw EngineError(.value, "\(epochs) epochs: there must be 1 to \(Self.epochLimit)")
    }
    guard batchSize >= 1 else {
      throw EngineError(.value, "a batch of \(batchSize): there must be at least 1 image in it")
    }
    if let classesPerStep, classesPerStep < 2 {
      throw EngineError(
        .value, "a step that compares with \(classesPerStep) classes: there must be at least 2")
    }
    try schedule.validate()
    try optimizer.validate()
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
