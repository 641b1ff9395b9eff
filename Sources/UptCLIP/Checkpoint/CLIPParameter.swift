import UptTensor

/// One tensor of a CLIP model: its name, its shape and where it is kept.
public struct CLIPParameter: Sendable {
  /// OpenAI's name for it.
  public let name: String
  /// Its shape in ``CLIPWeights``.
  public let shape: [Int]
  /// Its shape in files with OpenAI's names; it differs for the patch embedding only.
  public let storedShape: [Int]
  /// Its place in ``CLIPWeights``. Safe to share: it captures at most the number of a layer.
  nonisolated(unsafe) public let keyPath: WritableKeyPath<CLIPWeights, Tensor>

  init(
    _ name: String, _ shape: [Int], stored: [Int]? = nil,
    _ keyPath: WritableKeyPath<CLIPWeights, Tensor>
  ) {
    self.name = name
    self.shape = shape
    storedShape = stored ?? shape
    self.keyPath = keyPath
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }
}

extension CLIPConfiguration {
  /// Every tensor of a model of these sizes, in a fixed order: vision, text, scale.
  public var parameters: [CLIPParameter] {
    visionParameters + textParameters + [logitScaleParameter]
  }

  /// The image tower's, in the order in which ``VisionPointers`` and ``ResidualTower`` expect them.
  var visionParameters: [CLIPParameter] { isResNet ? residualParameters : transformerParameters }

  var logitScaleParameter: CLIPParameter { CLIPParameter("logit_scale", [], \.logitScaleTensor) }

  private var transformerParameters: [CLIPParameter] {
    var list: [CLIPParameter] = [
      CLIPParameter(
        "visual.conv1.weight", [visionWidth, patchElements],
        stored: [visionWidth, 3, patchSize, patchSize], \.vision.patchWeight),
      CLIPParameter("visual.class_embedding", [visionWidth], \.vision.classEmbedding),
      CLIPParameter(
        "visual.positional_embedding", [patchCount + 1, visionWidth], \.vision.positional),
      CLIPParameter("visual.ln_pre.weight", [visionWidth], \.vision.lnPreWeight),
      CLIPParameter("visual.ln_pre.bias", [visionWidth], \.vision.lnPreBias),
    ]
    for layer in 0..<visionLayers {
      list += CLIPConfiguration.block(
        "visual.transformer.resblocks.\(layer).", visionWidth, visionMLPWidth,
        \.vision.blocks[layer])
    }
    return list + [
      CLIPParameter("visual.ln_post.weight", [visionWidth], \.vision.lnPostWeight),
      CLIPParameter("visual.ln_post.bias", [visionWidth], \.vision.lnPostBias),
      CLIPParameter("visual.proj", [visionWidth, embeddingWidth], \.vision.projection),
    ]
  }

  /// The text tower's, in the order in which ``TextPointers`` expects them.
  var textParameters: [CLIPParameter] {
    var list: [CLIPParameter] = [
      CLIPParameter("token_embedding.weight", [vocabularySize, textWidth], \.text.tokenEmbedding),
      CLIPParameter("positional_embedding", [contextLength, textWidth], \.text.positional),
    ]
    for layer in 0..<textLayers {
      list += CLIPConfiguration.block(
        "transformer.resblocks.\(layer).", textWidth, textMLPWidth, \.text.blocks[layer])
    }
    return list + [
      CLIPParameter("ln_final.weight", [textWidth], \.text.lnFinalWeight),
      CLIPParameter("ln_final.bias", [textWidth], \.text.lnFinalBias),
      CLIPParameter("text_projection", [textWidth, embeddingWidth], \.text.projection),
    ]
  }

  private static func block(
    _ prefix: String, _ width: Int, _ mlpWidth: Int,
    _ block: WritableKeyPath<CLIPWeights, BlockWeights>
  ) -> [CLIPParameter] {
    func parameter(
      _ name: String, _ shape: [Int], _ keyPath: WritableKeyPath<BlockWeights, Tensor>
    ) -> CLIPParameter {
      CLIPParameter(prefix + name, shape, block.appending(path: keyPath))
    }
    return [
      parameter("ln_1.weight", [width], \.ln1Weight),
      parameter("ln_1.bias", [width], \.ln1Bias),
      parameter("attn.in_proj_weight", [3 * width, width], \.inWeight),
      parameter("attn.in_proj_bias", [3 * width], \.inBias),
      parameter("attn.out_proj.weight", [width, width], \.outWeight),
      parameter("attn.out_proj.bias", [width], \.outBias),
      parameter("ln_2.weight", [width], \.ln2Weight),
      parameter("ln_2.bias", [width], \.ln2Bias),
      parameter("mlp.c_fc.weight", [mlpWidth, width], \.fcWeight),
      parameter("mlp.c_fc.bias", [mlpWidth], \.fcBias),
      parameter("mlp.c_proj.weight", [width, mlpWidth], \.projWeight),
      parameter("mlp.c_proj.bias", [width], \.projBias),
    ]
  }
}

extension CLIPWeights {
  /// Calls `body` with every parameter and its tensor, in the order of
  /// ``CLIPConfiguration/parameters``.
  public func forEachParameter(_ body: (CLIPParameter, Tensor) throws -> Void) rethrows {
    for parameter in configuration.parameters {
      try body(parameter, self[keyPath: parameter.keyPath])
    }
  }

  /// Lets `body` change every tensor in place, in the same order.
  public mutating func updateParameters(
    _ body: (CLIPParameter, inout Tensor) throws -> Void
  ) rethrows {
    for parameter in configuration.parameters {
      try body(parameter, &self[keyPath: parameter.keyPath])
    }
  }

  /// The number of trainable numbers.
  public var parameterCount: Int { configuration.parameters.reduce(0) { $0 + $1.count } }
}
