import UptCLIP
import UptData
import UptTensor

/// Measures of an encoder on pictures of the world that its pretraining never drew from.
public enum WorldQuality {
  public struct Measure: Sendable {
    public let name: String
    /// From 0 to 1.
    public let value: Double
    /// What guessing gives.
    public let chance: Double
  }

  /// Zero-shot accuracy on combinations of attributes that were held out, by attribute and for
  /// whole combinations, and retrieval among `pairs` unseen pictures and captions.
  public static func measure(_ model: CLIPModel, pairs: Int, seed: Int) throws -> [Measure] {
    let scenes = World.heldOutScenes(pairs, seed: seed)
    let images = try features(scenes, model)
    var measures: [Measure] = []
    func classify(_ name: String, _ prompts: [String], _ truth: [Int?]) throws {
      let texts = try model.textFeatures(prompts.map(model.rows))
      let predictions = try Metrics.predictions(model.logits(images, texts))
      let judged = zip(predictions, truth).filter { $0.1 != nil }
      let hits = judged.count { $0.0 == $0.1 }
      measures.append(
        Measure(
          name: name, value: Double(hits) / Double(max(judged.count, 1)),
          chance: 1 / Double(max(prompts.count, 1))))
    }
    let combinations = World.Combination.all
    try classify(
      "colour", World.colourPrompts,
      scenes.map { World.Colour.allCases.firstIndex(of: $0.attributes.colour) })
    try classify(
      "texture", World.texturePrompts,
      scenes.map { World.Texture.known.firstIndex(of: $0.attributes.texture) })
    try classify(
      "shape", World.shapePrompts,
      scenes.map { World.Shape.known.firstIndex(of: $0.attributes.shape) })
    try classify(
      "all three, \(combinations.count) classes", combinations.map(\.prompt),
      scenes.map { combinations.firstIndex(of: $0.attributes.combination) })

    let retrieval = World.retrievalPairs(pairs, seed: seed)
    let pictures = try features(retrieval.map(\.scene), model)
    let captions = try model.textFeatures(retrieval.map { try model.rows($0.caption) })
    let truth = Array(0..<retrieval.count)
    let byImage = try model.logits(pictures, captions)
    let byText = try byImage.transposed()
    for (direction, logits) in [("picture to caption", byImage), ("caption to picture", byText)] {
      for k in [1, 5] {
        measures.append(
          Measure(
            name: "\(direction), recall@\(k) of \(retrieval.count)",
            value: try Metrics.topK(logits, truth, k) / 100,
            chance: Double(k) / Double(retrieval.count)))
      }
    }
    return measures
  }

  private static func features(_ scenes: [World.Scene], _ model: CLIPModel) throws -> Tensor {
    let c = model.configuration
    return try model.imageFeatures(
      World.images(scenes, imageSize: c.imageSize, mean: c.pixelMean, std: c.pixelStd))
  }
}
