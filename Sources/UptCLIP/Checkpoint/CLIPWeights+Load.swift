import UptTensor

extension CLIPWeights {
  /// Loads a model from a safetensors file or one of PyTorch's, from the index of several, or from
  /// a directory that holds one of these, with OpenAI's (OpenCLIP's) or Hugging Face's names.
  ///
  /// The configuration comes from the file's own metadata, or from `open_clip_config.json`,
  /// `config.json` or `hf_config.json` beside it; OpenAI's names can do without, see ``notes``.
  /// ``CLIPModel/init(path:name:activation:)`` reads the same without holding the numbers twice.
  /// - Parameter activation: goes before what the checkpoint says or what had to be assumed.
  /// - Throws: `.file` when something is missing, `.format` when it breaks its format or a
  ///   tensor's name is missing or unknown, `.shape` when a tensor does not fit the configuration.
  public init(path: String, activation: Activation? = nil) throws {
    let checkpoint = try Checkpoint(path, activation: activation)
    let reader = try CheckpointReader(checkpoint)
    self.init(unfilled: checkpoint.configuration)
    notes = checkpoint.remarks.notes
    for parameter in configuration.parameters {
      self[keyPath: parameter.keyPath] = try reader.tensor(parameter)
    }
  }

  /// Parameters one after the other.
  func buffer(_ parameters: [CLIPParameter]) -> ParameterBuffer {
    let buffer = ParameterBuffer(parameters)
    for (parameter, place) in zip(parameters, buffer.places(of: parameters)) {
      place.copy(self[keyPath: parameter.keyPath])
    }
    return buffer
  }
}

extension ParameterBuffer {
  /// Puts what lies here, parameters one after the other, into tensors.
  func store(_ parameters: [CLIPParameter], into weights: inout CLIPWeights) {
    for (parameter, place) in zip(parameters, places(of: parameters)) {
      weights[keyPath: parameter.keyPath] = Tensor(
        unchecked: parameter.shape,
        Array(UnsafeBufferPointer(start: place, count: parameter.count)))
    }
  }
}
