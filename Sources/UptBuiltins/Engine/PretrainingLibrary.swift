import Foundation
import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTensor
import UptTuning

/// Making the embedded encoder and measuring it.
enum PretrainingLibrary {
  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [pretrain(surroundings), quality(surroundings)]
  }

  private static func pretrain(_ surroundings: Surroundings) -> Builtin {
    let usual = Pretrainer.Options()
    return Builtin(
      "pretrain",
      [
        .required("path", help: "the safetensors file to write"),
        .optional("steps", .int(usual.steps)),
        .optional("batch", .int(usual.batch), help: "how many pairs a step sees"),
        .optional("lr", .real(usual.learningRate), help: "the learning rate after the warm-up"),
        .optional("warmup", .int(usual.warmup), help: "over how many steps it rises"),
        Parameter("seed", .computed("the run's seed")),
        .optional("width", .int(128), help: "of both towers"),
        .optional("vision_layers", .int(6)), .optional("text_layers", .int(3)),
        .optional("save_every", .int(250), help: "after how many steps the state is written"),
      ],
      help: """
        Trains a small two-tower encoder contrastively on the built-in picture world and writes it
        to `path` in half precision. Its state is kept beside it in `path`.state: called again
        after an interruption it goes on from there, to the same bytes. Gives a table of the
        progress.
        """
    ) { call in
      let width = try call.count("width", atLeast: 32)
      var configuration = CLIPConfiguration(
        imageSize: World.imageSize, patchSize: 8, visionWidth: width,
        visionLayers: try call.count("vision_layers"), visionHeads: max(1, width / 32),
        textWidth: width, textLayers: try call.count("text_layers"), textHeads: max(1, width / 32),
        contextLength: 32, vocabularySize: 2562, embeddingWidth: width)
      configuration.imageMean = [World.pixelMean.x, World.pixelMean.y, World.pixelMean.z]
      configuration.imageStd = [World.pixelStd.x, World.pixelStd.y, World.pixelStd.z]
      try configuration.validate("pretrain")
      var options = Pretrainer.Options()
      options.steps = try call.count("steps")
      options.batch = try call.count("batch", atLeast: 8)
      options.learningRate = try call.real("lr")
      options.warmup = try call.count("warmup", atLeast: 0)
      options.seed = call.has("seed") ? try call.int("seed") : surroundings.seed
      return try run(
        Pretrainer(configuration, options: options), path: call.path("path"),
        saveEvery: call.count("save_every"), call, surroundings)
    }
  }

  private static func run(
    _ pretrainer: Pretrainer, path: String, saveEvery: Int, _ call: Call,
    _ surroundings: Surroundings
  ) throws -> Value {
    let state = path + ".state"
    if FileManager.default.fileExists(atPath: state) { try pretrainer.resume(from: state) }
    let columns = ["step", "loss", "accuracy"]
    if let plan = surroundings.planning {
      plan.note(try PretrainingPlan(pretrainer), path: path)
      return .object(TableObject(try Table(columns: columns, rows: []), surroundings))
    }
    let start = Date()
    let resumedAt = pretrainer.step
    var rows: [[Table.Cell]] = []
    defer { surroundings.progress(nil) }
    let total = pretrainer.options.steps
    while pretrainer.step < total {
      let (loss, accuracy) = try pretrainer.advance()
      let step = pretrainer.step
      surroundings.progress(
        Progress(
          "pretrain", done: step, of: total, unit: "steps",
          elapsed: Date().timeIntervalSince(start), resumedAt: resumedAt,
          detail: "loss \((loss * 1000).rounded() / 1000)"))
      if step % max(total / 20, 1) == 0 {
        rows.append([.int(step), .real(loss), .real(accuracy)])
      }
      if step % saveEvery == 0 || step == total || call.interpreter.interrupt.isInterrupted {
        try pretrainer.saveState(to: state)
      }
      if call.interpreter.interrupt.isInterrupted {
        surroundings.remark("pretrain: stopped at step \(step) of \(total); run it again to go on")
        break
      }
    }
    if pretrainer.step == total { try pretrainer.weights().save(to: path, as: .f16) }
    return .object(
      TableObject(
        try Table(
          columns: columns, rows: rows, formats: ["loss": .fixed(3)]),
        surroundings))
  }

  private static func quality(_ surroundings: Surroundings) -> Builtin {
    Builtin(
      "world_quality",
      [.required("encoder"), .optional("pairs", .int(1000)), .optional("seed", .int(7))],
      help: """
        How well an encoder knows the picture world, on what its training never showed: zero-shot
        accuracy on combinations of shape, colour and texture that were held out, and retrieval
        among pairs of pictures and captions. A table with each measure beside chance.
        """
    ) { call in
      let model = try call.encoder(0).model
      let measures = try WorldQuality.measure(
        model, pairs: call.count("pairs", atLeast: 2), seed: call.int("seed"))
      return .object(
        TableObject(
          try Table([
            .init("measure", measures.map { .text($0.name) }),
            .init("result", measures.map { .real($0.value) }, format: .percent(1)),
            .init("chance", measures.map { .real($0.chance) }, format: .percent(1)),
          ])))
    }
  }
}
