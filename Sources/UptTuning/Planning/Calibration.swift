import Foundation
import UptCLIP
import UptData
import UptTensor

/// What this machine takes for planned work, from short measurements that are kept.
///
/// The speed of a tower is that of one of its blocks on the rows of one chunk for each thread. A
/// step that is short by this measure is itself run twice, on constant images of the real shapes, as
/// long as all such steps together stay within ``budget``. Pictures are timed by loading a few of
/// the split's own.
public final class Calibration {
  /// Seconds that may be spent on running steps.
  static let budget = 0.2

  private var spent = 0.0
  private var speeds: [Key: BlockSpeed] = [:]
  private var stepSeconds: [StepKey: Double] = [:]
  private var loadingSeconds: [PictureKey: Double] = [:]

  private struct Key: Hashable {
    let model: ObjectIdentifier
    /// The prompt's length for the vision tower, the longest text and the number of texts else.
    let rows: [Int]
  }

  private struct StepKey: Hashable {
    let model: ObjectIdentifier
    let method: String
    let counts: [Int]
    let work: Double
  }

  private struct PictureKey: Hashable {
    let split: String
    let isAugmented: Bool
  }

  public init() {}

  // MARK: - Seconds

  /// The time of a whole training, without what the vision tower encodes before its first step.
  public func seconds(of plan: TrainingPlan) throws -> Double {
    let once = plan.multiplyAddsOnce - plan.vision.before
    let text = try speed(plan.method.model, plan.texts)
    return try once / text.forward + Double(plan.steps) * secondsPerStep(plan) + loading(plan)
  }

  /// The time of encoding images of a split, loading included.
  public func seconds(
    encoding split: Split, images: Int, _ model: CLIPModel, promptLength: Int
  ) throws -> Double {
    let cost = model.vision.cost(images: images, promptLength: promptLength, threads: 1)
    return try cost.forward / speed(model, promptLength).forward
      + Double(images) * loading(split, model)
  }

  /// The time of encoding texts.
  public func seconds(encoding texts: [[TextRow]], _ model: CLIPModel) throws -> Double {
    try model.text.cost(texts).forward / speed(model, texts).forward
  }

  /// The time of one step, without loading its pictures.
  public func secondsPerStep(_ plan: TrainingPlan) throws -> Double {
    let key = StepKey(
      model: ObjectIdentifier(plan.method.model), method: plan.method.name,
      counts: [plan.batch, plan.split.classes.count, plan.parameterCount],
      work: plan.multiplyAddsPerStep)
    if let known = stepSeconds[key] { return known }
    let expected = try expectedStep(plan)
    var seconds = expected
    if expected < (Self.budget - spent) / 4 {
      let start = Date()
      let first = try plan.timeStep()
      seconds = min(first, try plan.timeStep())
      spent += Date().timeIntervalSince(start)
    }
    stepSeconds[key] = seconds
    return seconds
  }

  /// A step's time by the towers' speeds and the time that the method takes to make its prompts.
  private func expectedStep(_ plan: TrainingPlan) throws -> Double {
    var seconds = try plan.timePrompts()
    if case .everyStep = plan.text.run {
      let speed = try speed(plan.method.model, plan.texts)
      seconds += plan.text.cost.forward / speed.forward + plan.text.cost.backward / speed.backward
    }
    if case .everyStep(let backward) = plan.vision.run {
      let speed = try speed(plan.method.model, plan.visual.length)
      seconds += plan.vision.cost.forward / speed.forward
      if backward { seconds += plan.vision.cost.backward / speed.backward }
    }
    return seconds
  }

  // MARK: - Measurements

  private func speed(_ model: CLIPModel, _ promptLength: Int) throws -> BlockSpeed {
    try speed(Key(model: ObjectIdentifier(model), rows: [promptLength])) {
      try model.vision.speed(promptLength: promptLength)
    }
  }

  private func speed(_ model: CLIPModel, _ texts: [[TextRow]]) throws -> BlockSpeed {
    let longest = texts.map(\.count).max() ?? 0
    return try speed(Key(model: ObjectIdentifier(model), rows: [longest, texts.count])) {
      try model.text.speed(texts)
    }
  }

  private func speed(_ key: Key, _ measure: () throws -> BlockSpeed) rethrows -> BlockSpeed {
    if let known = speeds[key] { return known }
    let speed = try measure()
    speeds[key] = speed
    return speed
  }

  /// Seconds of loading all pictures that a training asks for, as often as it does.
  private func loading(_ plan: TrainingPlan) throws -> Double {
    let pictures: Int
    switch plan.source {
    case .features: return 0
    case .pixels: pictures = plan.split.count
    case .files: pictures = plan.batch * plan.steps
    }
    let pass = plan.options.augment ? AugmentedPass(seed: plan.options.seed, epoch: 0) : nil
    return Double(pictures) * (try loading(plan.split, plan.method.model, pass))
  }

  /// Seconds of loading and preprocessing one picture of a split, on all threads together.
  private func loading(
    _ split: Split, _ model: CLIPModel, _ pass: AugmentedPass? = nil
  ) throws -> Double {
    let key = PictureKey(split: split.name, isAugmented: pass != nil)
    if let known = loadingSeconds[key] { return known }
    var sample = try split.selecting(Array(0..<min(split.count, 4 * Parallel.threads)))
    if split.unreadable == .skip { sample = try sample.readable().split }
    let start = Date()
    _ = try sample.batch(
      Array(0..<sample.count), Preprocess(model.configuration), pass: pass)
    let seconds = Date().timeIntervalSince(start) / Double(max(sample.count, 1))
    loadingSeconds[key] = seconds
    return seconds
  }
}
