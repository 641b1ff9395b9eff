import UptTensor

/// CLIP's text encoder: prompts of tokens and learned vectors to one vector a prompt.
public final class TextTower: @unchecked Sendable {
  public let configuration: CLIPConfiguration
  /// All weights; whoever changes them does so between passes.
  public let parameters: ParameterBuffer
  let pointers: TextPointers
  let shape: TransformerShape

  public convenience init(_ weights: CLIPWeights) {
    let c = weights.configuration
    self.init(c, weights.buffer(c.textParameters))
  }

  /// - Throws: `.format` when a tensor is damaged.
  convenience init(_ reader: CheckpointReader) throws {
    let c = reader.configuration
    self.init(c, try reader.buffer(c.textParameters))
  }

  private init(_ configuration: CLIPConfiguration, _ parameters: ParameterBuffer) {
    self.configuration = configuration
    self.parameters = parameters
    shape = configuration.textShape
    pointers = TextPointers(parameters, configuration)
  }

  /// The weights as tensors.
  public func store(into weights: inout CLIPWeights) {
    parameters.store(configuration.textParameters, into: &weights)
  }

  /// A buffer for gradients, laid out like ``parameters``.
  public func makeGradient() -> ParameterBuffer { ParameterBuffer(count: parameters.count) }

  /// The word vectors of token ids: [count, width].
  /// - Throws: `.index` for an id outside the vocabulary.
  public func embeddings(of ids: [Int]) throws -> Tensor {
    let w = configuration.textWidth
    var data: [Float] = []
    data.reserveCapacity(ids.count * w)
    for id in ids {
      try check(id)
      data.append(
        contentsOf: UnsafeBufferPointer(start: pointers.tokenEmbedding + id * w, count: w))
    }
    return Tensor(unchecked: [ids.count, w], data)
  }

  /// One pass over prompts.
  /// - Parameters:
  ///   - prompts: each ends with its [EOT]; nothing after it would matter.
  ///   - context: [rows, width], what ``TextRow/context(_:)`` refers to.
  ///   - record: whether ``TextPass/backward(_:weightGradient:)`` will be asked for.
  /// - Throws: `.shape`, `.index` or `.value` when something does not fit the tower.
  public func forward(
    _ prompts: [[TextRow]], context: Tensor? = nil, record: Bool = false
  ) throws -> TextPass {
    let w = configuration.textWidth
    if let context {
      guard context.rank == 2, context.shape[1] == w else {
        throw EngineError(
          .shape, "text prompts of shape \(context.shape) do not fit a text tower of width \(w)",
          hint: "they need the shape [rows, \(w)]")
      }
    }
    let contextRows = context?.shape[0] ?? 0
    for prompt in prompts {
      guard !prompt.isEmpty, prompt.count <= configuration.contextLength else {
        throw EngineError(
          .value, "a prompt of \(prompt.count) tokens does not fit the encoder's context of "
            + "\(configuration.contextLength)")
      }
      for row in prompt {
        switch row {
        case .token(let id): try check(id)
        case .context(let index):
          guard (0..<contextRows).contains(index) else {
            throw EngineError(
              .index, "a prompt uses context vector \(index), but there are \(contextRows)")
          }
        }
      }
    }
    return try TextPass(self, SharedText(prompts), context, record)
  }

  private func check(_ id: Int) throws {
    guard (0..<configuration.vocabularySize).contains(id) else {
      throw EngineError(
        .index, "token \(id) is outside the vocabulary of \(configuration.vocabularySize)")
    }
  }
}
