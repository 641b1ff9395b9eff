import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// An untrained encoder small enough for finite differences, and pictures that differ by class.
enum Tiny {
  static let classes = ["red_square", "green disc", "blue bar"]

  static func configuration(patchSize: Int = 8) -> CLIPConfiguration {
    CLIPConfiguration(
      imageSize: 16, patchSize: patchSize, visionWidth: 12, visionLayers: 3, visionHeads: 2,
      textWidth: 8, textLayers: 2, textHeads: 2, contextLength: 40, vocabularySize: 514 + 300,
      embeddingWidth: 10)
  }

  static func model(
    _ name: String = "tiny", seed: Int = 3, patchSize: Int = 8,
    configuration: CLIPConfiguration? = nil
  ) throws -> CLIPModel {
    let configuration = configuration ?? self.configuration(patchSize: patchSize)
    let model = CLIPModel(
      name: name, weights: try .random(configuration, seed: seed),
      tokenizer: try Tokenizer.clip(vocabularySize: configuration.vocabularySize))
    // Initial weights are so small that prompts hardly matter.
    for buffer in [model.vision.parameters, model.text.parameters] {
      var random = Random(5, "enlarge")
      buffer.withUnsafeMutableValues { values in
        for i in values.indices { values[i] += Float(0.2 * random.normal()) }
      }
    }
    return model
  }

  /// A noisy picture whose mean colour tells its class.
  static func image(_ label: Int, _ index: Int) throws -> Image {
    var random = Random(7, "picture", label, index)
    let pixels = (0..<20 * 18 * 3).map { i in
      UInt8(max(0, min(255, 90 + 60 * random.normal() + (i % 3 == label ? 90 : 0))))
    }
    return try Image(width: 20, height: 18, pixels: pixels)
  }

  static func split(
    _ name: String = "tiny train", perClass: Int = 4, classes: [String] = classes,
    template: String = Dataset.defaultTemplate
  ) throws -> Split {
    let items = try (0..<perClass).flatMap { i in
      try classes.indices.map { c in
        Item(label: c, source: ImageInMemory(try image(c % 3, i)))
      }
    }
    return try Split(name: name, classes: classes, template: template, items: items)
  }

  static func options(
    epochs: Int = 3, batch: Int = 5, _ rule: Optimizer.Rule = .sgd, rate: Double = 0.02,
    augment: Bool = false, seed: Int = 1
  ) -> TrainingOptions {
    TrainingOptions(
      epochs: epochs, batchSize: batch, optimizer: Optimizer(rule),
      schedule: Schedule(base: rate, warmup: .constant(periods: 1, rate: rate / 3)),
      augment: augment, seed: seed)
  }

  /// Every built-in method in its variants.
  static let methodNames = [
    "text", "words", "front", "middle", "class-specific", "shallow", "deep", "deep 2", "unified",
    "unified deep", "released", "dropout",
  ]

  static func method(_ name: String, _ model: CLIPModel) throws -> PromptMethod {
    switch name {
    case "words": try .text(model, words: "a photo of a")
    case "front": try .text(model, length: 3, position: .front)
    case "middle": try .text(model, length: 3, position: .middle)
    case "class-specific": try .text(model, length: 2, position: .middle, classSpecific: true)
    case "shallow": try .visual(model, length: 2)
    case "deep": try .visual(model, length: 2, depth: .deep(blocks: 3))
    case "deep 2": try .visual(model, length: 2, depth: .deep(blocks: 2))
    case "unified": try .unified(model, length: 2)
    case "unified deep": try .unified(model, length: 2, depth: .deep(blocks: 2))
    case "released": try .unified(model, length: 2, attention: .perPrompt)
    case "dropout": try .unified(model, length: 2, dropout: 0.25)
    default: try .text(model, length: 3)
    }
  }

  /// A method as a script defines one: no recipe.
  static func scripted(_ model: CLIPModel, factor: Float = 2) -> PromptMethod {
    let (text, vision) = (model.configuration.textWidth, model.configuration.visionWidth)
    return PromptMethod(
      name: "scripted", model: model, textLayout: TextLayout(length: 2), visualDepth: .shallow,
      initialize: { _, seed in
        var random = Random(seed, "scripted")
        func noise(_ shape: [Int]) throws -> Tensor {
          try Tensor(shape, (0..<shape[0] * shape[1]).map { _ in Float(0.1 * random.normal()) })
        }
        return [Parameter("u", try noise([4, text])), Parameter("w", try noise([text, vision]))]
      },
      prompts: { p, _ in
        let u = try p["u"] * Variable(Tensor(scalar: factor))
        return Prompts(
          text: try u.sliced([.range(nil, 2)]),
          visual: try u.sliced([.range(2, nil)]).matmul(p["w"]))
      })
  }
}

extension Tensor {
  var bits: [UInt32] { data.map(\.bitPattern) }

  func distance(to other: Tensor) -> Float {
    guard shape == other.shape else { return .infinity }
    return zip(data, other.data).reduce(0) { Swift.max($0, abs($1.0 - $1.1)) }
  }
}

extension TrainingState {
  /// Everything in it, bit by bit.
  var bits: [UInt64] {
    let tensors = parameters.map(\.value) + first + second
    let counters = [epoch, batch, step, hits, seen].map { UInt64($0) }
    return tensors.flatMap { $0.bits.map { UInt64($0) } } + counters + [lossSum.bitPattern]
      + history.flatMap {
        [$0.loss.bitPattern, $0.accuracy.bitPattern, $0.learningRate.bitPattern]
      } + [images ?? 0]
  }
}

/// A file that is gone when the test ends.
func withTemporaryFile<T>(_ body: (String) throws -> T) throws -> T {
  let path = NSTemporaryDirectory() + "/upt-\(UUID().uuidString).safetensors"
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}
