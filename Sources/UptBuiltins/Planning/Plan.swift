import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// What a piece of a script would take, gathered while it runs without computing: its trainings and
/// what it encodes, with operations, memory and expected time.
public final class Plan {
  /// Some work that would be done.
  struct Item {
    /// What it is: `fit unified`.
    var work: String
    /// The name of what it is done with.
    var data: String
    var times = 1.0
    /// Steps of one time; nil for what is no training.
    var steps: Int?
    var parameters: Int?
    /// What goes through the towers at once; nil for a tower that has no part in it.
    var texts, images: PassCost?
    /// Multiply-adds and seconds of one time.
    var multiplyAdds: Double
    var seconds: Double
    var memory: MemoryPlan
    /// Whether later work relies on it, too, so that repeating that does not repeat this.
    var isShared = false
  }

  private(set) var items: [Item] = []
  /// Bytes that the program held when planning began.
  let held = ResidentMemory.bytes
  private let calibration = Calibration()
  /// Which of the items gives the features that would be remembered by then.
  private var features: [FeatureKey: Int] = [:]

  private struct FeatureKey: Hashable {
    let model: ObjectIdentifier
    let pictures: String
  }

  /// Seconds that going through the points of one sweep may take, beyond the first
  /// ``leastPoints``; what is left out counts like the mean of the points gone through.
  static let patience = 0.25
  /// Points that are gone through in any case.
  static let leastPoints = 24

  // MARK: - Sums

  /// Multiply-adds of all work.
  public var multiplyAdds: Double { items.reduce(0) { $0 + $1.times * $1.multiplyAdds } }
  /// The expected time of all work, in seconds.
  public var seconds: Double { items.reduce(0) { $0 + $1.times * $1.seconds } }
  /// Bytes that the program would hold at its peak.
  public var peakMemory: Double {
    Double(held) + (items.map(\.memory.beyondEncoder).max() ?? 0)
  }

  // MARK: - Noting

  /// Notes a training, with the image features that it would compute first.
  func note(_ plan: TrainingPlan) throws {
    if !plan.vision.run.isEveryStep { try noteFeatures(of: plan.split, plan.method.model) }
    items.append(
      Item(
        work: "fit \(plan.method.name)", data: plan.split.name, steps: plan.steps,
        parameters: plan.parameterCount, texts: plan.text.cost,
        images: plan.vision.run.isEveryStep ? plan.vision.cost : nil,
        multiplyAdds: plan.multiplyAdds - plan.vision.before,
        seconds: try calibration.seconds(of: plan), memory: plan.memory))
  }

  /// Notes the encoding of a split without prompts, unless it would be remembered from before.
  func noteFeatures(of split: Split, _ model: CLIPModel) throws {
    let key = FeatureKey(
      model: ObjectIdentifier(model), pictures: ImageFeatures.pictures(of: split))
    if let known = features[key] {
      items[known].isShared = true
    } else if !ImageFeatures.areKnown(of: split, model) {
      features[key] = items.count
      try note("image features", split.count, of: split, model, .none)
    }
  }

  /// Notes the encoding of a split that a script asks for, and gives what stands for its features.
  func imageFeatures(of split: Split, _ model: CLIPModel) throws -> Tensor {
    try note("image features", split.count, of: split, model, .none)
    return try Tensor([split.count, model.configuration.embeddingWidth], repeating: 1)
  }

  /// Notes the encoding of so many images of a split.
  func note(
    _ work: String, _ count: Int, of split: Split, _ model: CLIPModel, _ prompt: VisualPrompt
  ) throws {
    let length = prompt.length
    let cost = model.vision.cost(images: count, promptLength: length, threads: Parallel.threads)
    items.append(
      Item(
        work: work, data: split.name, images: cost, multiplyAdds: cost.forward,
        seconds: try calibration.seconds(
          encoding: split, images: count, model, promptLength: length),
        memory: MemoryPlan(encoding: count, model, promptLength: length)))
  }

  /// Notes the encoding of the classes' texts.
  func noteTexts(_ texts: [String], of data: String, _ model: CLIPModel) throws {
    try note(texts.map(model.rows), of: data, model)
  }

  /// Notes that prompts would be encoded.
  func note(_ rows: [[TextRow]], of data: String, _ model: CLIPModel) throws {
    let cost = model.text.cost(rows)
    items.append(
      Item(
        work: "class texts", data: data, texts: cost, multiplyAdds: cost.forward,
        seconds: try calibration.seconds(encoding: rows, model),
        memory: MemoryPlan(encoding: cost, model)))
  }

  /// Notes the pretraining of an encoder.
  func note(_ plan: PretrainingPlan, path: String) {
    // Its weights are new, while all other work is done with an encoder that is held already.
    var memory = plan.memory
    memory.parameters += memory.encoder
    items.append(
      Item(
        work: "pretrain", data: path, steps: plan.steps, parameters: plan.parameterCount,
        texts: plan.text, images: plan.vision,
        multiplyAdds: Double(plan.steps) * plan.multiplyAddsPerStep,
        seconds: Double(plan.steps) * plan.secondsPerStep, memory: memory))
  }

  // MARK: - Repetition

  /// Goes through the points of a sweep, in an order that soon has met all of its parts, while
  /// ``patience`` lasts, and counts what they noted for all points.
  func sample(_ total: Int, _ body: (Int) throws -> Void) rethrows {
    let first = items.count
    let start = Date()
    let step = Self.step(of: total)
    var done = 0
    var point = 0
    while done < total, done < Self.leastPoints || Date().timeIntervalSince(start) < Self.patience {
      try body(point)
      done += 1
      point = (point + step) % total
    }
    guard done > 0, done < total else { return }
    for i in items.indices.dropFirst(first) where !items[i].isShared {
      items[i].times *= Double(total) / Double(done)
    }
  }

  /// A step that passes every one of `total` points once and spreads the first of them evenly: near
  /// the golden section, without a common divisor.
  private static func step(of total: Int) -> Int {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var step = max(1, Int(Double(total) * 0.618))
    while divisor(total, step) > 1 { step += 1 }
    return step
  }
}

extension TrainingPlan.Run {
  /// Whether a step includes it.
  var isEveryStep: Bool { if case .everyStep = self { true } else { false } }
}
