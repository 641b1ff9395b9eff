import UptCLIP
import UptTensor

/// The mean cross-entropy of a batch under prompts, and its gradients.
///
/// The vision tower runs forward and backward chunk by chunk, so that only the activations of the
/// chunks at work are alive; the text tower is differentiated once. Sums over chunks are taken in
/// order, whatever thread finished first.
public struct PromptLoss {
  public let loss: Double
  /// [images, classes]
  public let logits: Tensor
  /// The gradient of the text context; nil without one.
  public let textGradient: Tensor?
  /// The gradient of the visual prompt; nil without one.
  public let visualGradient: Tensor?

  /// What stands for the images of a batch.
  public enum Images: Sendable {
    /// [count, 3, size, size], normalised.
    case pixels(Tensor)
    /// [count, embedding]: computed once where nothing changes them.
    case features(Tensor)

    var count: Int {
      switch self {
      case .pixels(let t), .features(let t): return t.shape.first ?? 0
      }
    }
  }

  /// What stands for the classes.
  public enum Classes: Sendable {
    /// Prompts with learned context.
    case prompts([[TextRow]], context: Tensor)
    /// [classes, embedding]: computed once where nothing changes them.
    case features(Tensor)
  }

  /// - Parameters:
  ///   - corrections: what is added to each class's logit in the loss; ``logits`` are without it.
  ///   - differentiate: false computes loss and logits alone.
  /// - Throws: `.shape` when images, labels or prompts do not fit each other or the encoder,
  ///   `.value` for an empty batch, a label without a class, or visual prompts for features.
  public init(
    _ model: CLIPModel, images: Images, labels: [Int], classes: Classes,
    visual: VisualPrompt = .none, corrections: [Float]? = nil, differentiate: Bool = true
  ) throws {
    let textPass: TextPass?
    let texts: Normalised
    switch classes {
    case .prompts(let prompts, let context):
      let pass = try model.text.forward(prompts, context: context, record: differentiate)
      textPass = pass
      texts = Normalised(pass.features)
    case .features(let features):
      textPass = nil
      texts = Normalised(features)
    }
    let count = images.count
    try Self.check(model, images, labels, classes: texts.rows, visual)
    let corrections = corrections ?? [Float](repeating: 0, count: texts.rows)
    guard corrections.count == texts.rows else {
      throw EngineError(.shape, "\(corrections.count) corrections for \(texts.rows) classes")
    }
    let chunk = model.vision.imagesPerChunk
    let ranges = stride(from: 0, to: count, by: chunk).map { $0..<min($0 + chunk, count) }
    let total = count
    let parts = try Parallel.map(ranges.count) { i in
      try Chunk(
        model, images, ranges[i], labels, total, texts, visual, corrections,
        differentiate: differentiate, textGradient: textPass != nil)
    }

    loss = parts.reduce(0) { $0 + $1.loss } / Double(max(count, 1))
    logits = Tensor(
      unchecked: [count, texts.rows], parts.flatMap(\.logits))
    guard differentiate else {
      textGradient = nil
      visualGradient = nil
      return
    }
    var visualSum: Tensor?
    for part in parts {
      guard let gradient = part.visualGradient else { continue }
      if visualSum == nil { visualSum = gradient } else { visualSum?.accumulate(gradient) }
    }
    visualGradient = visualSum
    if let textPass {
      var sum = [Float](repeating: 0, count: texts.values.count)
      for part in parts {
        for (i, value) in part.textGradient.enumerated() { sum[i] += value }
      }
      textGradient = try textPass.backward(
        Tensor(textPass.features.shape, texts.gradient(sum)))
    } else {
      textGradient = nil
    }
  }

  private static func check(
    _ model: CLIPModel, _ images: Images, _ labels: [Int], classes: Int, _ visual: VisualPrompt
  ) throws {
    let count = images.count
    guard count > 0 else { throw EngineError(.value, "a batch without images has no loss") }
    guard labels.count == count else {
      throw EngineError(.shape, "\(labels.count) labels for \(count) images")
    }
    if let label = labels.first(where: { !(0..<classes).contains($0) }) {
      throw EngineError(.value, "the label \(label) is not one of \(classes) classes")
    }
    let shape: [Int]
    let wanted: [Int]
    switch images {
    case .pixels(let t):
      let size = model.configuration.imageSize
      (shape, wanted) = (t.shape, [count, 3, size, size])
    case .features(let t):
      guard visual.tensor == nil else {
        throw EngineError(.value, "visual prompts need the images' pixels, not their features")
      }
      (shape, wanted) = (t.shape, [count, model.configuration.embeddingWidth])
    }
    guard shape == wanted else {
      throw EngineError(
        .shape, "a batch of shape \(shape), but \(model.name) takes \(wanted)")
    }
  }

  /// A few images, forward and backward.
  private struct Chunk {
    var loss = 0.0
    var logits: [Float]
    var visualGradient: Tensor?
    var textGradient: [Float] = []

    init(
      _ model: CLIPModel, _ images: Images, _ range: Range<Int>, _ labels: [Int], _ total: Int,
      _ texts: Normalised, _ visual: VisualPrompt, _ corrections: [Float], differentiate: Bool,
      textGradient: Bool
    ) throws {
      let e = model.configuration.embeddingWidth
      let n = range.count
      let classes = texts.rows
      var pass: VisionPass?
      let features: Tensor
      switch images {
      case .features(let all):
        features = Tensor(
          unchecked: [n, e], Array(all.data[range.lowerBound * e..<range.upperBound * e]))
      case .pixels(let all):
        let size = all.count / max(total, 1)
        let record = differentiate && visual.tensor != nil
        let forward = try model.vision.forward(
          all.data[range.lowerBound * size..<range.upperBound * size], count: n, prompt: visual,
          record: record)
        features = forward.features
        if record { pass = forward }
      }
      let vectors = Normalised(features)
      var scores = [Float](repeating: 0, count: n * classes)
      BLAS.gemm(
        transposeB: true, m: n, n: classes, k: e, alpha: model.logitScale, vectors.values, lda: e,
        texts.values, ldb: e, &scores, ldc: classes)
      logits = scores
      loss = 0
      for row in 0..<n {
        let label = labels[range.lowerBound + row]
        for (column, correction) in corrections.enumerated() {
          scores[row * classes + column] += correction
        }
        loss += CrossEntropy.apply(&scores, row: row, classes: classes, label: label, share: total)
      }
      guard differentiate else { return }
      // `scores` now holds the gradient of the mean loss with respect to the logits.
      if let pass {
        var d = [Float](repeating: 0, count: n * e)
        BLAS.gemm(
          m: n, n: e, k: classes, alpha: model.logitScale, scores, lda: classes, texts.values,
          ldb: e, &d, ldc: e)
        visualGradient = vectors.gradient(d).withUnsafeBufferPointer { d in
          d.baseAddress.flatMap { pass.backward($0) }
        }
      }
      if textGradient {
        var d = [Float](repeating: 0, count: classes * e)
        BLAS.gemm(
          transposeA: true, m: classes, n: e, k: n, alpha: model.logitScale, scores, lda: classes,
          vectors.values, ldb: e, &d, ldc: e)
        self.textGradient = d
      }
    }
  }
}
