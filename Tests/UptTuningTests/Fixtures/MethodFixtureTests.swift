import FixtureSupport
import Testing
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// Every method against numbers recorded from the authors' trainers: logits, loss and gradients at
/// their initial values, and ten steps of their optimisers.
@Suite struct MethodFixtureTests {
  @Test func thereAreCases() { #expect(!MethodCase.all.isEmpty) }

  @Test(arguments: MethodCase.all)
  func firstStep(_ test: MethodCase) throws {
    let common = try MethodCase.Common()
    let training = try test.training(common)
    let expected = try test.tensors()
    let tolerances = try Tolerances()
    let (images, labels) = try test.batch(0, common, training.method)
    let (loss, gradients) = try training.differentiate(images, labels: labels)

    try judge(
      "\(test.name) logits", loss.logits.largestDifference(from: expected.tensor("logits")),
      tolerances("methods", test.name, "logits"))
    let reference = try #require(test.json["loss_f64"]?.double)
    try judge(
      "\(test.name) loss", abs(loss.loss - reference), tolerances("methods", test.name, "loss"))
    let relative = try tolerances("methods", test.name, "gradient_relative_to_largest")
    let floor = try tolerances("methods", test.name, "gradient_abs_floor")
    var judged = 0
    for (parameter, gradient) in zip(training.state.parameters, gradients) {
      let key = "grad.\(parameter.name)"
      guard expected.contains(key) else { continue }
      let want = try expected.tensor(key).reshaped(gradient.shape)
      try judge(
        "\(test.name) \(key)", gradient.largestDifference(from: want),
        relative * want.largestMagnitude + floor)
      judged += 1
    }
    #expect(judged > 0)
  }

  /// The prompts that the network makes, and the text features of the classes.
  @Test(arguments: MethodCase.all)
  func promptsAndFeatures(_ test: MethodCase) throws {
    let common = try MethodCase.Common()
    let training = try test.training(common)
    let expected = try test.tensors()
    let tuned = try training.tuned()
    let results: [(String, Tensor?)] = [
      ("text_prompt", tuned.prompts.text), ("visual_prompt", tuned.prompts.visual),
      ("text_features", tuned.classifier.textFeatures),
      ("text_features_normalised", tuned.classifier.textFeatures.rowsNormalised()),
    ]
    for (key, result) in results where expected.contains(key) {
      let result = try #require(result)
      let want = try expected.tensor(key).reshaped(result.shape)
      try judge(
        "\(test.name) \(key)", result.largestDifference(from: want),
        Tolerances()("methods", test.name, key))
    }
  }

  @Test(arguments: MethodCase.all)
  func tenSteps(_ test: MethodCase) throws {
    let common = try MethodCase.Common()
    let expected = try test.tensors()
    for (optimiser, trajectory) in test.json["trajectory"]?.object?.members ?? [] {
      let rule = try #require(Optimizer.Rule(rawValue: trajectory["optimiser"]?.string ?? ""))
      let decay = try #require(trajectory["weight_decay"]?.double)
      let momentum = try #require(common.defaults["momentum"]?.double)
      let training = try test.training(
        common,
        optimizer: Optimizer(rule, weightDecay: Float(decay), momentum: Float(momentum)),
        learningRate: try #require(common.defaults["lr"]?.double))
      let losses = (trajectory["losses_f64"]?.array ?? []).compactMap(\.double)
      let rates = (trajectory["lr_per_step"]?.array ?? []).compactMap(\.double)
      #expect(!losses.isEmpty && losses.count == rates.count)
      var worst = 0.0
      for (step, want) in losses.enumerated() {
        #expect(abs(training.learningRate - rates[step]) < 1e-12)
        let (images, labels) = try test.batch(
          step % training.batchesPerEpoch, common, training.method)
        worst = max(worst, abs(try training.step(images: images, labels: labels).loss - want))
      }
      let tolerances = try Tolerances()
      try judge(
        "\(test.name) \(optimiser) losses", worst,
        tolerances("methods", test.name, "trajectory", optimiser, "losses"))
      for parameter in training.state.parameters {
        let key = "final_\(optimiser).\(parameter.name)"
        guard expected.contains(key) else { continue }
        let want = try expected.tensor(key).reshaped(parameter.value.shape)
        try judge(
          "\(test.name) \(key)", parameter.value.largestDifference(from: want),
          tolerances("methods", test.name, "trajectory", optimiser, "final", parameter.name))
      }
    }
  }

  private func judge(_ name: String, _ error: Double, _ tolerance: Double) throws {
    Report.error(name, error, of: tolerance)
    #expect(error <= tolerance, "\(name)")
  }
}

/// The learning rates of Dassl's schedulers.
@Suite struct ScheduleFixtureTests {
  @Test func everySchedule() throws {
    let json = try Fixtures.json("methods/lr_schedules.json")
    let base = try #require(json["base_lr"]?.double)
    let cases = try #require(json["cases"]?.array)
    #expect(!cases.isEmpty)
    for item in cases {
      let config = try #require(item["config"])
      let epochs = try #require(config["MAX_EPOCH"]?.integer)
      let periods = config["WARMUP_EPOCH"]?.integer ?? 0
      let warmup: Schedule.Warmup =
        switch config["WARMUP_TYPE"]?.string {
        case "constant" where periods > 0:
          .constant(periods: periods, rate: config["WARMUP_CONS_LR"]?.double ?? 1e-5)
        case "linear" where periods > 0:
          .linear(periods: periods, start: config["WARMUP_MIN_LR"]?.double ?? 1e-5)
        default: .none
        }
      let sizes = config["STEPSIZE"]?.array?.compactMap(\.integer) ?? []
      let gamma = config["GAMMA"]?.double ?? 0.1
      let shape: Schedule.Shape =
        switch config["LR_SCHEDULER"]?.string {
        // A step of -1 means all epochs.
        case "single_step":
          .steps(periods: sizes.first.map { $0 > 0 ? $0 : epochs } ?? epochs, factor: gamma)
        case "multi_step": .milestones(sizes, factor: gamma)
        default: .cosine
        }
      let schedule = Schedule(
        base: base, shape: shape, warmup: warmup,
        recounts: config["WARMUP_RECOUNT"]?.bool ?? true)
      for (epoch, want) in (item["lr_per_epoch"]?.array ?? []).compactMap(\.double).enumerated() {
        #expect(
          abs(schedule.rate(epoch, of: epochs) - want) <= 1e-12, "epoch \(epoch) of \(config)")
      }
    }
  }
}
