import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// One training step, timed: batch 32, 100 classes, prompt length 4.
struct StepBench {
  let model: CLIPModel
  private let classes: [String]
  private let batch = 32
  private let length = 4

  /// Names of one to four tokens, made of words that are one token each.
  private static let words = [
    "cat", "dog", "house", "tree", "car", "bird", "fish", "flower", "horse", "boat",
  ]

  init(model name: String) throws {
    model = CLIPModel(
      name: name, weights: try .random(Self.configuration(name), seed: 1), tokenizer: try .clip())
    classes = (0..<100).map { i in
      (0...(i % 4)).map { Self.words[(i / 4 + 3 * $0) % Self.words.count] }.joined(separator: " ")
    }
  }

  /// ViT-B/16's sizes, or those of a model that is quick to try.
  static func configuration(_ name: String) -> CLIPConfiguration {
    name == "tiny"
      ? CLIPConfiguration(
        imageSize: 32, patchSize: 8, visionWidth: 64, visionLayers: 3, visionHeads: 2,
        textWidth: 64, textLayers: 3, textHeads: 2, contextLength: 77, vocabularySize: 49408,
        embeddingWidth: 64)
      : CLIPConfiguration(
        imageSize: 224, patchSize: 16, visionWidth: 768, visionLayers: 12, visionHeads: 12,
        textWidth: 512, textLayers: 12, textHeads: 8, contextLength: 77, vocabularySize: 49408,
        embeddingWidth: 512)
  }

  func run(_ name: String, augment: Bool, steps: Int) throws -> JSONValue {
    let method = try method(name)
    let training = try Training(
      method, split(), TrainingOptions(epochs: 1_000_000, batchSize: batch, seed: 1))
    let size = model.configuration.imageSize
    let pixels = try Tensor.normal([batch, 3, size, size], seed: 2)
    let labels = (0..<batch).map { $0 * 3 }
    let images: PromptLoss.Images =
      method.visualDepth == nil && !augment
      ? .features(try model.imageFeatures(pixels)) : .pixels(pixels)
    var seconds: [Double] = []
    for step in 0...steps {
      let start = Date()
      try training.step(images: images, labels: labels)
      if step > 0 { seconds.append(Date().timeIntervalSince(start)) }
    }
    seconds.sort()
    return .object([
      "method": .string(name), "variant": .string("upt-script"),
      "seconds_per_step": .number(seconds[seconds.count / 2]),
      "peak_rss_mib": .number(Peak.memory), "threads": .integer(Parallel.threads),
    ])
  }

  private func method(_ name: String) throws -> PromptMethod {
    let depth = VisualDepth.deep(blocks: model.configuration.visionLayers)
    switch name {
    case "text": return try .text(model, length: length)
    case "visual": return try .visual(model, length: length, depth: depth)
    case "unified": return try .unified(model, length: length, depth: depth)
    default: throw EngineError(.value, "there is no method \(name) to time")
    }
  }

  /// The images come from the benchmark itself; the split only names the classes.
  private func split() throws -> Split {
    let blank = try Image(width: 4, height: 4, red: 0, green: 0, blue: 0)
    return try Split(
      name: "bench", classes: classes, template: Dataset.defaultTemplate,
      items: [Item(label: 0, source: ImageInMemory(blank))])
  }

  /// The classes' prompts for the peer: place holders stand where the learned vectors go.
  func writeTokens(to path: String) throws {
    guard let tokenizer = model.tokenizer else { return }
    let holders = Array(repeating: "X", count: length).joined(separator: " ")
    let rows = try classes.map {
      try tokenizer.tokenize("\(holders) \($0).", contextLength: model.configuration.contextLength)
    }
    let ends = rows.map { $0.firstIndex(of: tokenizer.endOfText) ?? 0 }
    let json = JSONValue.object([
      "token_ids": .array(rows.map { .array($0.map { .integer($0) }) }),
      "eot": .array(ends.map { .integer($0) }),
    ])
    try AtomicFile.write(path, Array(json.text().utf8))
  }
}
