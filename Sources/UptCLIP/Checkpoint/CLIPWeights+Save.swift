import UptTensor

extension CLIPWeights {
  /// The key under which a file's metadata carries its configuration.
  static let configurationKey = "configuration"

  /// Writes a safetensors file with OpenAI's names. Its metadata carries the configuration, so
  /// that this one file is enough to load the model again.
  /// - Parameter type: how the tensors are stored; the logit scale is always F32.
  /// - Throws: `.file` when it cannot be written, `.value` when a number is beyond `type`.
  public func save(to path: String, as type: Safetensors.StorageType = .f32) throws {
    var items: [Safetensors.Item] = []
    try forEachParameter { parameter, tensor in
      let stored = try tensor.reshaped(parameter.storedShape)
      items.append(.init(parameter.name, stored, parameter.shape.isEmpty ? .f32 : type))
    }
    try Safetensors.write(
      path, items,
      metadata: ["format": "pt", CLIPWeights.configurationKey: configuration.json.text()])
  }
}
