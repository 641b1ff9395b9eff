import Foundation
import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// Training, zero-shot classification and files of tuned prompts.
enum TrainingLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [
      fit(surroundings), resume(surroundings), lastGood(surroundings), zeroShot(surroundings),
      loadPrompts(surroundings), gradients, SweepLibrary.sweep(surroundings),
    ]
  }

  private static func fit(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "fit",
      [
        .required("method", help: "a prompt method"),
        .required("data", help: "the split to train on, such as `data.fewshot(4)`"),
        .optional("epochs", .int(50), help: "how often every image is seen"),
        .optional("batch", .int(32), help: "how many images a step sees"),
        .optional("lr", .real(0.002), help: "the learning rate after the warm-up"),
        .optional("optimizer", .text("sgd"), help: "\"sgd\", \"adam\" or \"adamw\"")
          .choices(of: Optimizer.Rule.self),
        .optional("momentum", .real(0.9), help: "that of SGD"),
        .optional("weight_decay", .real(5e-4), help: "how much weights shrink"),
        .optional("schedule", .text("cosine"), help: "of the learning rate: or \"constant\"")
          .choices(["cosine", "constant"]),
        .optional("warmup", .int(1), help: "how many epochs at the start are run at 1e-5"),
        .optional("augment", .bool(false), help: "whether to crop and mirror images at random"),
        .omissible(
          "classes_per_step", help: "with how many classes, drawn at random, a step compares"),
        Parameter(
          "seed", .computed("the run's seed"), help: "of the initial parameters and the order"),
      ],
      help: """
        Tunes a method's prompts on a split and gives the tuned prompts. The defaults are the
        paper's: SGD, the first epoch at 1e-5, then a cosine from `lr`. Interrupted with Ctrl-C, it
        gives what it has, and `resume` goes on from there.

        With very many classes most of a step is spent on class names that its images are hardly
        ever taken for. `classes_per_step: 100` compares with the classes of the step's images and
        others drawn at random, whose part in the loss is raised to stand for all. The history's
        accuracy is then that among the classes compared with.

            let clip = encoder("demo")
            let train = dataset("demo/species").fewshot(1)
            fit(text_prompt(clip), train, epochs: 2).is_complete      # true
        """
    ) { call in
      try checkOrder(call)
      let method = try call.method(0)
      let split = try call.split(1)
      let options = try options(call, surroundings)
      if let plan = surroundings.planning {
        return try planned(TrainingPlan(method, split, options), plan, surroundings)
      }
      return try run(try Training(method, split, options), call, surroundings)
    }
  }

  /// Method and data in the wrong order are a slip with a hint of its own.
  static func checkOrder(_ call: Call) throws {
    guard call[0].typeName == "split", call[1].typeName == "method" else { return }
    throw call.error(
      0, "`fit` takes the method first, then the data", kind: .type,
      hint: "swap the two: fit(method, data)")
  }

  /// The options that a call of `fit` gives.
  static func options(_ call: Call, _ surroundings: Surroundings) throws -> TrainingOptions {
    let rate = try call.real("lr")
    guard rate > 0, Float(rate).isFinite else {
      throw call.error(
        call.position(of: "lr"), "the learning rate is \(NumberText.shortest(rate)), but must be "
          + "positive and finite", hint: "the paper's is 0.002")
    }
    let warmup = try call.count("warmup", atLeast: 0)
    var schedule = Schedule(
      base: rate,
      warmup: warmup == 0 ? .none : .constant(periods: warmup, rate: 1e-5))
    switch try call.text("schedule") {
    case "cosine": schedule.shape = .cosine
    case "constant": schedule.shape = .constant
    case let other:
      throw call.error(
        call.position(of: "schedule"), "there is no schedule \"\(other)\"",
        hint: "it is \"cosine\" or \"constant\"")
    }
    return TrainingOptions(
      epochs: try call.count("epochs"), batchSize: try call.count("batch"),
      optimizer: Optimizer(
        try call.choice("optimizer", of: Optimizer.Rule.self),
        weightDecay: Float(try call.real("weight_decay")),
        momentum: Float(try call.real("momentum"))),
      schedule: schedule, augment: try call.bool("augment"),
      seed: call.has("seed") ? try call.int("seed") : surroundings.seed,
      classesPerStep: call.has("classes_per_step")
        ? try call.count("classes_per_step", atLeast: 2) : nil)
  }

  private static func resume(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "resume", [.required("tuned"), .omissible("data")],
      help: """
        Goes on with an interrupted training, to the same result as if it had never stopped.
        `data` is needed when the prompts come from a file.

            let train = dataset("demo/species").fewshot(1)
            let tuned = fit(text_prompt(encoder("demo")), train, epochs: 1)
            resume(tuned).is_complete      # true
        """
    ) { call in
      let object = try call.object(0, as: TunedObject.self, named: "tuned prompts")
      if object.tuned.isComplete, !call.has("data") { return .object(object) }
      guard let split = call.has("data") ? try call.split(1) : object.split else {
        throw call.error(
          0, "these prompts were loaded from a file, which does not hold their data",
          hint: "say which: resume(tuned, data)")
      }
      if let plan = surroundings.planning {
        return try planned(TrainingPlan(resuming: object.tuned, split), plan, surroundings)
      }
      return try run(try Training(resuming: object.tuned, split), call, surroundings)
    }
  }

  /// Notes a training in place of running it.
  private static func planned(
    _ training: TrainingPlan, _ plan: Plan, _ surroundings: Surroundings
  ) throws -> Value {
    try plan.note(training)
    return .object(
      TunedObject(try training.untrained(), split: training.split, surroundings))
  }

  /// Runs a training to its end, or to the user's interruption.
  private static func run(
    _ training: Training, _ call: Call, _ surroundings: Surroundings
  ) throws -> Value {
    let token = call.interpreter.interrupt
    let start = Date()
    let resumed = training.state.step
    let shows = surroundings.sweeps == 0
    defer { if shows { surroundings.progress(nil) } }
    do {
      try training.run(shouldStop: { token.isInterrupted }) { training in
        guard shows else { return }
        let loss = training.state.seen > 0
          ? training.state.lossSum / Double(training.state.seen) : training.state.history.last?.loss
        let elapsed = Date().timeIntervalSince(start)
        // Said only where faster disks or smaller files would help.
        let waits = elapsed > 2 && training.secondsWaited > 0.2 * elapsed
        let share = Int(100 * training.secondsWaited / max(elapsed, 1))
        surroundings.progress(
          Progress(
            training.method.name, done: training.state.step, of: training.totalSteps, unit: "steps",
            elapsed: elapsed, resumedAt: resumed,
            detail: (loss.map { "loss \(($0 * 1000).rounded() / 1000)" } ?? "")
              + (waits ? ", \(share)% of it waiting for images" : "")))
      }
    } catch let error as EngineError where error.kind == .diverged {
      surroundings.lastGood = try? training.tuned()
      throw RuntimeError(
        .diverged, error.message,
        hint: [error.hint, "last_good() has the prompts from before that step"]
          .compactMap { $0 }.joined(separator: "; "),
        argument: call.builtin.parameters.firstIndex { $0.name == "lr" })
    }
    if !training.isComplete {
      surroundings.remark(
        "\(training.method.name): stopped after \(training.state.step) of \(training.totalSteps) "
          + "steps; resume(…) goes on from there")
    }
    return .object(TunedObject(try training.tuned(), split: training.split, surroundings))
  }

  private static func lastGood(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "last_good", [],
      help: "The prompts of the last training that failed, from before the step that failed."
    ) { _ in
      guard let tuned = surroundings.lastGood else {
        throw RuntimeError(.value, "no training has failed yet, so there is nothing to give")
      }
      return .object(TunedObject(tuned, split: nil, surroundings))
    }
  }

  private static func zeroShot(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "zero_shot",
      [
        .required("encoder"), .required("classes", help: "their names, such as `data.classes`"),
        .omissible("template", help: "a sentence with {} where the name goes, or a list of them"),
      ],
      help: """
        A classifier without any tuning: each class is its name in a sentence. The sentence is
        `template`, else that of the data set the names come from, else "a photo of a {}.". Of
        several sentences each class gets the mean; `data.ensemble` are those of CoOp's code.

            let data = dataset("demo/textures")
            zero_shot(encoder("demo"), data.classes).classes == data.classes      # true
            let several = zero_shot(encoder("demo"), data.classes, template: data.ensemble)
            several.classes.count      # 10
        """
    ) { call in
      let model = try call.encoder(0).model
      let (names, templates) = try call.classesAndTemplates()
      let isComplete = !templates.isEmpty && templates.allSatisfy { $0.contains("{}") }
      if let plan = surroundings.planning, isComplete, !names.isEmpty {
        let texts = templates.flatMap { Dataset.prompts(names, template: $0) }
        try plan.noteTexts(texts, of: "zero-shot", model)
        return .object(ClassifierObject(try .placeholder(model, names), surroundings))
      }
      return try call.blaming(call.has("template") && !isComplete ? "template" : "classes") {
        .object(
          ClassifierObject(try .zeroShot(model, names, ensemble: templates), surroundings))
      }
    }
  }

  private static func loadPrompts(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "load_prompts", [.required("path"), .required("encoder"), .omissible("method")],
      help: """
        Tuned prompts from a file that `save` wrote, for the encoder that they were tuned for.
        Prompts of a script's own method need that `method` to go on training, not to classify.

            let clip = encoder("demo")
            let data = dataset("demo/species")
            fit(visual_prompt(clip), data.fewshot(1), epochs: 1).save("visual.safetensors")
            let again = load_prompts("visual.safetensors", clip)
            again.prompts.visual.shape                      # [4, 128]
            resume(again, data.fewshot(1)).is_complete      # true
        """
    ) { call in
      let model = try call.encoder(1).model
      let method = call.has("method") ? try call.method(2) : nil
      return try call.reading("path", broken: "was the file copied completely?") { path in
        .object(TunedObject(
            try Tuned.load(path, model: model, method: method), split: nil, surroundings))
      }
    }
  }

  private static let gradients = Builtin(
    "loss_and_gradients", [.required("method"), .required("data"), .optional("seed", .int(1))],
    help: """
      The loss of a method's initial prompts on all images of a split and the gradient of every
      parameter: `(loss: …, gradients: (…))`. For comparing methods and checking one's own.

          let clip = encoder("demo")
          let train = dataset("demo/species").fewshot(1)
          loss_and_gradients(text_prompt(clip), train).gradients.ctx.shape      # [4, 128]
      """
  ) { call in
    let split = try call.split(1)
    let method = try call.method(0)
    let training = try Training(
      method, split, TrainingOptions(batchSize: max(split.count, 1), seed: call.int("seed")))
    let images = try split.batch(Array(0..<split.count), Preprocess(method.model.configuration))
    let result = try training.differentiate(.pixels(images), labels: split.labels)
    let gradients = zip(training.state.parameters, result.gradients).map {
      (MethodObject.label($0.name), Value.object(TensorObject($1)))
    }
    return .record([("loss", .real(result.loss.loss)), ("gradients", .record(gradients))])
  }
}
