import Testing
import UptCLIP
import UptData
import UptTensor

@testable import UptTuning

/// A plan says what the training then does.
@Suite struct TrainingPlanTests {
  @Test(arguments: Tiny.methodNames) func stepsAndParameters(_ name: String) throws {
    let method = try Tiny.method(name, Tiny.model())
    for (perClass, batch) in [(4, 5), (1, 32), (4, 6)] {
      let split = try Tiny.split(perClass: perClass)
      let options = Tiny.options(epochs: 2, batch: batch)
      let plan = try TrainingPlan(method, split, options)
      let training = try Training(method, split, options)
      try training.run()
      #expect(training.state.step == plan.steps)
      #expect(training.batchesPerEpoch == plan.stepsPerEpoch)
      #expect(try training.tuned().parameterCount == plan.parameterCount)
      #expect(plan.batch == min(batch, split.count))
    }
  }

  @Test func theRestOfAStoppedTraining() throws {
    let method = try Tiny.method("text", Tiny.model())
    let training = try Training(method, Tiny.split(), Tiny.options(epochs: 4))
    for _ in 0..<3 { try training.step() }
    let plan = try TrainingPlan(resuming: training.tuned(), training.split)
    #expect(plan.steps == training.totalSteps - 3)
    let other = try Tiny.split("other")
    #expect(throws: EngineError.self) { try TrainingPlan(resuming: training.tuned(), other) }
  }

  @Test(arguments: [
    ("text", false, .everyStep(backward: true), .once),
    ("text", true, .everyStep(backward: true), .everyStep(backward: false)),
    ("shallow", false, .once, .everyStep(backward: true)),
    ("deep", true, .once, .everyStep(backward: true)),
    ("unified", false, .everyStep(backward: true), .everyStep(backward: true)),
  ] as [(String, Bool, TrainingPlan.Run, TrainingPlan.Run)])
  func whichTowerRuns(
    _ name: String, _ augment: Bool, _ text: TrainingPlan.Run, _ vision: TrainingPlan.Run
  ) throws {
    let plan = try TrainingPlan(
      Tiny.method(name, Tiny.model()), Tiny.split(), Tiny.options(augment: augment))
    #expect(plan.text.run == text)
    #expect(plan.vision.run == vision)
  }

  @Test func rememberedFeaturesAreNotComputedAgain() throws {
    let method = try Tiny.method("text", Tiny.model())
    let split = try Tiny.split()
    let before = try TrainingPlan(method, split, Tiny.options())
    _ = try Training(method, split, Tiny.options())
    let after = try TrainingPlan(method, split, Tiny.options())
    #expect(before.vision.run == .once && after.vision.run == .never)
    #expect(before.multiplyAdds - after.multiplyAdds == before.vision.cost.forward)
  }

  /// Twelve images in two steps of five an epoch, three classes, features of width 10.
  @Test func multiplyAdds() throws {
    let model = try Tiny.model()
    let plan = try TrainingPlan(
      Tiny.method("unified", model), Tiny.split(), Tiny.options(epochs: 3, batch: 5))
    let text = plan.text.cost
    let vision = model.vision.cost(images: 5, promptLength: 2, threads: 1)
    #expect(text.sequences == 3 && vision.length == 1 + 2 + 4)
    // Logits, and their gradients for images and for texts.
    let logits = 3.0 * 5 * 3 * 10
    let step = text.forward + text.backward + vision.forward + vision.backward + logits
    #expect(plan.multiplyAddsPerStep == step)
    // The class vectors of the result are encoded once more.
    #expect(plan.multiplyAdds == 6 * step + text.forward)
  }

  @Test func memory() throws {
    let model = try Tiny.model()
    let plan = try TrainingPlan(Tiny.method("shallow", model), Tiny.split(), Tiny.options(batch: 5))
    let memory = plan.memory
    let weights = model.vision.parameters.count + model.text.parameters.count
    #expect(memory.encoder == Double(4 * weights))
    #expect(memory.data == Double((12 + 5) * 3 * 16 * 16 * 4))
    #expect(memory.parameters == Double(4 * 4 * 2 * 12))
    #expect(memory.activations > 0 && memory.total > memory.encoder)
  }

  /// What stands for the result has its form, and no tower has run for it.
  @Test(arguments: Tiny.methodNames) func untrained(_ name: String) throws {
    let method = try Tiny.method(name, Tiny.model())
    let (split, options) = (try Tiny.split(), Tiny.options())
    let tuned = try TrainingPlan(method, split, options).untrained()
    let training = try Training(method, split, options)
    try training.run()
    let real = try training.tuned()
    #expect(tuned.isComplete)
    #expect(tuned.history.map(\.epoch) == real.history.map(\.epoch))
    #expect(tuned.history.map(\.learningRate) == real.history.map(\.learningRate))
    #expect(tuned.prompts.text?.shape == real.prompts.text?.shape)
    #expect(tuned.prompts.visual?.shape == real.prompts.visual?.shape)
    #expect(try TrainingPlan(resuming: tuned, split).steps == 0)
  }

  @Test func timesAreMeasured() throws {
    let calibration = Calibration()
    let model = try Tiny.model()
    for name in ["text", "shallow", "unified"] {
      let (method, split) = (try Tiny.method(name, model), try Tiny.split())
      let plan = try TrainingPlan(method, split, Tiny.options(epochs: 2))
      let longer = try TrainingPlan(method, split, Tiny.options(epochs: 200))
      let seconds = try calibration.seconds(of: plan)
      #expect(seconds > 0 && seconds.isFinite)
      // A hundred times the steps: whatever else the machine is doing, that takes longer.
      #expect(try calibration.seconds(of: longer) > seconds)
    }
  }

  /// What cannot be trained cannot be planned.
  @Test func errors() throws {
    let method = try Tiny.method("text", Tiny.model())
    #expect(throws: EngineError.self) {
      try TrainingPlan(method, Tiny.split(), Tiny.options(epochs: 0))
    }
    #expect(throws: EngineError.self) {
      try TrainingPlan(method, Tiny.split().selecting([]), Tiny.options())
    }
  }
}
