import UptCLIP
import UptData
import UptTensor

/// What a training would compute and hold, known from method, data and options before anything is
/// loaded or encoded.
public struct TrainingPlan: Sendable {
  public let method: PromptMethod
  public let split: Split
  public let options: TrainingOptions
  /// Images of a step.
  public let batch: Int
  /// Steps that are yet to be done, and those of an epoch.
  public let steps, stepsPerEpoch: Int
  /// Trainable numbers.
  public let parameterCount: Int
  public let text: Tower
  /// Encoding all classes, once the training is done.
  public let classVectors: PassCost
  public let vision: Tower
  /// Where it starts.
  let state: TrainingState
  /// The classes' texts: with learned vectors, or the template's sentences without.
  let texts: [[TextRow]]
  /// The visual prompt that it starts with.
  let visual: VisualPrompt

  /// When a tower runs.
  public enum Run: Sendable, Equatable {
    /// In every step, with or without the way back.
    case everyStep(backward: Bool)
    /// Before the first step.
    case once
    /// Not at all: what it gives is remembered from earlier.
    case never
  }

  /// One tower's part.
  public struct Tower: Sendable, Equatable {
    public let run: Run
    /// Of one run: a step's, or that before the first step.
    public let cost: PassCost

    /// Multiply-adds of a step.
    public var perStep: Double {
      guard case .everyStep(let backward) = run else { return 0 }
      return cost.forward + (backward ? cost.backward : 0)
    }
    /// Multiply-adds before the first step.
    public var before: Double { run == .once ? cost.forward : 0 }
    /// Bytes of activations in a step, and before the first one.
    var bytesPerStep: Double {
      guard case .everyStep(let backward) = run else { return 0 }
      return backward ? cost.bytesWithBackward : cost.bytes
    }
    var bytesBefore: Double { run == .once ? cost.bytes : 0 }
  }

  /// - Parameter state: where the training would go on; nil starts it.
  /// - Throws: what `Training` would, as far as it shows before images are loaded.
  public init(
    _ method: PromptMethod, _ split: Split, _ options: TrainingOptions,
    from state: TrainingState? = nil
  ) throws {
    let start = try Training.start(method, split, options, from: state)
    let model = method.model
    let made = try method.checkedPrompts(
      VariableSet(start.state.parameters, requiresGradient: false), .inference,
      classes: split.classes.count)
    visual = made.visual.flatMap { v in method.visualDepth?.prompt(v.value) } ?? .none
    batch = min(options.batchSize, split.count)
    stepsPerEpoch = options.batches(of: split.count)
    steps = max(stepsPerEpoch * options.epochs - start.state.step, 0)
    parameterCount = start.state.parameters.reduce(0) { $0 + $1.value.count }
    let tunesText = method.textLayout != nil
    texts = tunesText ? start.prompts : try split.prompts.map(model.rows)
    let compared = tunesText ? Array(texts.prefix(options.classesPerStep ?? texts.count)) : texts
    text = Tower(
      run: tunesText ? .everyStep(backward: true) : .once, cost: model.text.cost(compared))
    classVectors = tunesText ? model.text.cost(texts) : text.cost
    let run: Run
    if method.visualDepth != nil || options.augment {
      run = .everyStep(backward: method.visualDepth != nil)
    } else {
      run = ImageFeatures.areKnown(of: split, model) ? .never : .once
    }
    vision = Tower(
      run: run,
      cost: model.vision.cost(
        images: run == .once ? split.count : batch, promptLength: visual.length,
        threads: Parallel.threads))
    self.method = method
    self.split = split
    self.options = options
    self.state = start.state
  }

  /// The rest of a training that stopped.
  public init(resuming tuned: Tuned, _ split: Split) throws {
    try Training.checkData(of: tuned, split)
    try self.init(tuned.method, split, tuned.options, from: tuned.state)
  }

  // MARK: - Multiply-adds

  /// Multiply-adds of a step, forward and back: those of the towers and of the logits. The products
  /// of a method's own network are not counted.
  public var multiplyAddsPerStep: Double {
    let compared = options.sampledClasses(of: split.classes.count) ?? split.classes.count
    let logits = Double(batch) * Double(compared)
      * Double(method.model.configuration.embeddingWidth)
    let gradients = [method.textLayout != nil, method.visualDepth != nil].count { $0 }
    return text.perStep + vision.perStep + logits * Double(1 + gradients)
  }

  /// Multiply-adds outside the steps: what is encoded once, and the class vectors at the end.
  public var multiplyAddsOnce: Double { text.before + vision.before + classVectors.forward }

  /// Multiply-adds of the whole training.
  public var multiplyAdds: Double { multiplyAddsOnce + Double(steps) * multiplyAddsPerStep }
}
