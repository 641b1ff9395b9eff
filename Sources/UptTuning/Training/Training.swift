import UptCLIP
import UptData
import UptTensor

/// A training on its way: one step at a time, so that it can be watched, stopped and resumed.
public final class Training {
  public let method: PromptMethod
  public let split: Split
  public let options: TrainingOptions
  public private(set) var state: TrainingState
  private let data: TrainingData
  private let prompts: [[TextRow]]
  private let fixedTexts: Tensor?

  /// - Parameter state: where to go on; nil starts from the method's initial parameters.
  /// - Throws: whatever does not fit: options, classes, images, context length, and a state that a
  ///   training with these options and data cannot have.
  public init(
    _ method: PromptMethod, _ split: Split, _ options: TrainingOptions,
    from state: TrainingState? = nil
  ) throws {
    let start = try Self.start(method, split, options, from: state)
    self.method = method
    self.split = split
    self.options = options
    self.state = start.state
    prompts = start.prompts
    fixedTexts =
      method.textLayout == nil
      ? try method.model.textFeatures(split.prompts.map(method.model.rows)) : nil
    data = try TrainingData(split, method, options)
  }

  /// Where a training starts, and the classes' prompts with learned vectors, if there are any.
  /// Nothing is loaded or encoded for it.
  static func start(
    _ method: PromptMethod, _ split: Split, _ options: TrainingOptions, from state: TrainingState?
  ) throws -> (state: TrainingState, prompts: [[TextRow]]) {
    try options.validate()
    guard split.count > 0 else { throw EngineError(.value, "\(split.name) has no images") }
    let initial = try method.initialize(split.classes.count, options.seed)
    try state?.check(initial, split, options)
    var start = state ?? TrainingState(initial)
    start.images = split.fingerprint
    return (start, try method.textLayout?.prompts(split.classes, method.model) ?? [])
  }

  public var isComplete: Bool { state.epoch >= options.epochs }

  /// Steps of an epoch; see ``TrainingOptions/batches(of:)``.
  public var batchesPerEpoch: Int { options.batches(of: split.count) }

  /// Steps of the whole training.
  public var totalSteps: Int { batchesPerEpoch * options.epochs }

  /// The learning rate of the current epoch.
  public var learningRate: Double { options.schedule.rate(state.epoch, of: options.epochs) }

  /// Seconds that the steps so far have waited for their pictures.
  public var secondsWaited: Double { data.waited }

  /// Runs until it is complete or `shouldStop` says so, which is asked before every step and while
  /// a step waits for its pictures.
  /// - Throws: `.diverged` when the loss is not finite; ``state`` is then that of before the step.
  public func run(
    shouldStop: () -> Bool = { false }, progress: (Training) -> Void = { _ in }
  ) throws {
    while !isComplete, !shouldStop() {
      do { try step(shouldStop: shouldStop) } catch let error as EngineError
        where error.kind == .interrupted
      { return }
      progress(self)
    }
  }

  /// The next batch, forward, backward and update.
  /// - Throws: `.interrupted` when `shouldStop` says so while its pictures are waited for.
  public func step(shouldStop: () -> Bool = { false }) throws {
    guard !isComplete else { return }
    let chosen = options.positions(step: state.step, of: split.count)?.positions ?? []
    try step(
      images: data.batch(chosen, step: state.step, shouldStop: shouldStop),
      labels: chosen.map { data.labels[$0] })
  }

  /// One step on a batch that the caller chose.
  /// - Throws: `.diverged` when the loss, a gradient or an updated parameter is not finite; nothing
  ///   has changed then.
  @discardableResult
  public func step(images: PromptLoss.Images, labels: [Int]) throws -> PromptLoss {
    let rate = learningRate
    let sample = sample(labels)
    let (loss, gradients) = try differentiate(images, labels: labels, sample)
    guard loss.loss.isFinite else { throw diverged("the loss is \(loss.loss)", rate) }
    guard gradients.allSatisfy(\.isFinite) else {
      throw diverged("a gradient is not finite", rate)
    }
    var next = state
    next.update(gradients, options.optimizer, rate: rate)
    guard next.isFinite else { throw diverged("the updated prompts are not finite", rate) }
    next.lossSum += loss.loss * Double(labels.count)
    next.hits += zip(try Metrics.predictions(loss.logits), sample?.labels ?? labels)
      .count { $0 == $1 }
    next.seen += labels.count
    next.step += 1
    next.batch += 1
    if next.batch == batchesPerEpoch { next.finishEpoch(rate) }
    state = next
    return loss
  }

  private func diverged(_ what: String, _ rate: Double) -> EngineError {
    EngineError(
      .diverged, "\(what) at step \(state.step + 1) (epoch \(state.epoch + 1)) with the learning "
        + "rate \(Float(rate))", hint: "try a smaller learning rate")
  }

  /// The classes that the current step compares with; nil for all.
  private func sample(_ labels: [Int]) -> ClassSample? {
    let total = split.classes.count
    guard let count = options.sampledClasses(of: total),
      labels.allSatisfy((0..<total).contains)
    else { return nil }
    var random = Random(options.seed, "classes", state.step)
    return ClassSample(labels, count: count, of: total, from: &random)
  }

  /// Loss of a batch over all classes and the gradients of all parameters at their current values.
  public func differentiate(
    _ images: PromptLoss.Images, labels: [Int]
  ) throws -> (loss: PromptLoss, gradients: [Tensor]) {
    try differentiate(images, labels: labels, nil)
  }

  private func differentiate(
    _ images: PromptLoss.Images, labels: [Int], _ sample: ClassSample?
  ) throws -> (loss: PromptLoss, gradients: [Tensor]) {
    try method.differentiate(
      state.parameters, .training(seed: options.seed, step: state.step), images: images,
      labels: labels, prompts: prompts, fixedTexts: fixedTexts, sample: sample)
  }

  /// What the training has led to so far.
  public func tuned() throws -> Tuned {
    try Tuned(
      method: method, classes: split.classes, template: split.template, data: split.name,
      options: options, state: state)
  }
}
