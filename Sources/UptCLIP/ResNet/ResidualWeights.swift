import UptTensor

/// A convolution and the batch norm behind it, as they were trained.
public struct ConvolutionWeights: Equatable, Sendable {
  /// [to, from · kernel · kernel]
  public var weight = Tensor.missing
  /// The norm's, one number for each output channel: factor and addend…
  public var normWeight = Tensor.missing
  public var normBias = Tensor.missing
  /// …after what the training's images were centred and scaled by.
  public var mean = Tensor.missing
  public var variance = Tensor.missing
}

/// The attention that makes one vector of a ResNet's last stage.
public struct AttentionPoolWeights: Equatable, Sendable {
  /// [1 + positions, width]; the mean of all positions comes first.
  public var positional = Tensor.missing
  /// [width, width]
  public var queryWeight = Tensor.missing
  public var queryBias = Tensor.missing
  public var keyWeight = Tensor.missing
  public var keyBias = Tensor.missing
  public var valueWeight = Tensor.missing
  public var valueBias = Tensor.missing
  /// [embedding, width]
  public var outWeight = Tensor.missing
  public var outBias = Tensor.missing
}

/// A ResNet image tower's weights.
public struct ResidualWeights: Equatable, Sendable {
  /// In the order of a pass.
  public var convolutions: [ConvolutionWeights] = []
  public var pool = AttentionPoolWeights()
}

extension CLIPConfiguration {
  /// The tensors of a ResNet image tower, in a fixed order.
  var residualParameters: [CLIPParameter] {
    var list: [CLIPParameter] = []
    for layer in ResidualLayout(self).convolutions {
      let index = layer.index
      list += [
        CLIPParameter(
          layer.name + ".weight", [layer.to, layer.reach],
          stored: [layer.to, layer.from, layer.kernel, layer.kernel],
          \.vision.residual.convolutions[index].weight),
        CLIPParameter(
          layer.norm + ".weight", [layer.to], \.vision.residual.convolutions[index].normWeight),
        CLIPParameter(
          layer.norm + ".bias", [layer.to], \.vision.residual.convolutions[index].normBias),
        CLIPParameter(
          layer.norm + ".running_mean", [layer.to],
          \.vision.residual.convolutions[index].mean),
        CLIPParameter(
          layer.norm + ".running_var", [layer.to],
          \.vision.residual.convolutions[index].variance),
      ]
    }
    let w = attendedWidth
    func pool(
      _ name: String, _ shape: [Int], _ keyPath: WritableKeyPath<AttentionPoolWeights, Tensor>
    ) -> CLIPParameter {
      let place: WritableKeyPath<CLIPWeights, AttentionPoolWeights> = \.vision.residual.pool
      return CLIPParameter("visual.attnpool." + name, shape, place.appending(path: keyPath))
    }
    return list + [
      pool("positional_embedding", [patchCount + 1, w], \.positional),
      pool("q_proj.weight", [w, w], \.queryWeight), pool("q_proj.bias", [w], \.queryBias),
      pool("k_proj.weight", [w, w], \.keyWeight), pool("k_proj.bias", [w], \.keyBias),
      pool("v_proj.weight", [w, w], \.valueWeight), pool("v_proj.bias", [w], \.valueBias),
      pool("c_proj.weight", [embeddingWidth, w], \.outWeight),
      pool("c_proj.bias", [embeddingWidth], \.outBias),
    ]
  }
}
