import Foundation
import UptTensor

/// A frozen CLIP: both encoders, the scale of their cosines, and the tokenizer of its vocabulary.
///
/// Nothing here changes after loading, so a model may be used from several threads.
public final class CLIPModel: Sendable {
  /// What the user called it: `demo`, or the path it was loaded from.
  public let name: String
  public let configuration: CLIPConfiguration
  public let vision: VisionTower
  public let text: TextTower
  /// What cosines are multiplied with: the exponential of the stored parameter.
  public let logitScale: Float
  /// nil for a vocabulary that is not a prefix of CLIP's.
  public let tokenizer: Tokenizer?
  /// What had to be assumed while loading, one sentence each.
  public let notes: [String]
  /// Why the activation is what it is; empty for a model that was not read from a file.
  public let activationReason: String
  let fingerprintCache = FingerprintCache()

  public init(name: String, weights: CLIPWeights, tokenizer: Tokenizer?) {
    self.name = name
    configuration = weights.configuration
    vision = VisionTower(weights)
    text = TextTower(weights)
    logitScale = exp(weights.logitScale)
    self.tokenizer = tokenizer
    notes = weights.notes
    activationReason = ""
  }

  private init(
    _ name: String, _ checkpoint: Checkpoint, _ tokenizer: (CLIPConfiguration) throws -> Tokenizer?
  ) throws {
    let reader = try CheckpointReader(checkpoint)
    self.name = name
    configuration = checkpoint.configuration
    self.tokenizer = try tokenizer(configuration)
    vision = try VisionTower(reader)
    text = try TextTower(reader)
    logitScale = exp(try reader.tensor(configuration.logitScaleParameter).data.first ?? 0)
    notes = checkpoint.remarks.notes
    activationReason = checkpoint.remarks.activation
  }

  /// Loads a file or directory; see ``CLIPWeights/init(path:activation:)`` for what it may be and
  /// what is thrown.
  public convenience init(path: String, tokenizer: Tokenizer?) throws {
    try self.init(path, Checkpoint(path)) { _ in tokenizer }
  }

  /// Loads a file or directory with CLIP's own tokenizer, cut to the model's vocabulary.
  /// - Parameter activation: goes before what the checkpoint says.
  public convenience init(
    path: String, name: String? = nil, activation: Activation? = nil
  ) throws {
    try self.init(name ?? path, Checkpoint(path, activation: activation)) {
      try Tokenizer.clip(vocabularySize: $0.vocabularySize)
    }
  }

  /// A text as rows for the text tower, from the start to the end token.
  /// - Throws: `.value` when it is longer than the context, or the model has no tokenizer.
  public func rows(_ text: String) throws -> [TextRow] {
    guard let tokenizer else {
      throw EngineError(
        .value, "\(name) has a vocabulary of \(configuration.vocabularySize), for which there is "
          + "no tokenizer")
    }
    return try tokenizer.rows(text, configuration.contextLength)
  }

  // MARK: - Features

  /// [images, embedding], not normalised, from [images, 3, size, size].
  public func imageFeatures(_ images: Tensor, prompt: VisualPrompt = .none) throws -> Tensor {
    let size = configuration.imageSize
    guard images.rank == 4, images.shape[1...] == [3, size, size] else {
      throw EngineError(
        .shape, "the encoder takes images of [count, 3, \(size), \(size)], not \(images.shape)")
    }
    let pixels = 3 * size * size
    let count = images.shape[0]
    let chunk = vision.imagesPerChunk
    let parts = try Parallel.map((count + chunk - 1) / chunk) { i in
      let range = i * chunk..<min((i + 1) * chunk, count)
      return try vision.forward(
        images.data[range.lowerBound * pixels..<range.upperBound * pixels], count: range.count,
        prompt: prompt
      ).features.data
    }
    return Tensor(unchecked: [count, configuration.embeddingWidth], parts.flatMap { $0 })
  }

  /// [prompts, embedding], not normalised.
  public func textFeatures(_ prompts: [[TextRow]], context: Tensor? = nil) throws -> Tensor {
    try text.forward(prompts, context: context).features
  }

  /// Scaled cosines [images, texts] of features that need not be normalised.
  public func logits(_ images: Tensor, _ texts: Tensor) throws -> Tensor {
    let e = configuration.embeddingWidth
    guard images.rank == 2, texts.rank == 2, images.shape[1] == e, texts.shape[1] == e else {
      throw EngineError(
        .shape, "features of \(images.shape) and \(texts.shape), but the encoder's have width \(e)")
    }
    let i = images.rowsNormalised()
    let t = texts.rowsNormalised()
    var out = try Tensor.zeros([images.shape[0], texts.shape[0]])
    let (m, n) = (out.shape[0], out.shape[1])
    BLAS.gemm(
      transposeB: true, m: m, n: n, k: e, alpha: logitScale, i.data, lda: e, t.data, ldb: e,
      &out.data, ldc: n)
    return out
  }
}

extension Tensor {
  /// A matrix whose rows have length 1; see ``Normalised``.
  public func rowsNormalised() -> Tensor {
    Tensor(unchecked: shape, Normalised(self).values)
  }
}

extension Tokenizer {
  /// A text as rows for the text tower, from the start to the end token.
  /// - Throws: `.value` when it is longer than the context.
  public func rows(_ text: String, _ contextLength: Int) throws -> [TextRow] {
    let ids = try tokenize(text, contextLength: contextLength)
    let end = ids.firstIndex(of: endOfText) ?? ids.count - 1
    return ids.prefix(end + 1).map { .token($0) }
  }
}
