import UptTensor

/// How the tensors of a checkpoint are called.
enum CheckpointNaming: String {
  /// `visual.transformer.resblocks.0.…`: OpenAI's and OpenCLIP's.
  case openAI = "OpenAI's"
  /// `vision_model.encoder.layers.0.…`: transformers'.
  case huggingFace = "Hugging Face's"

  /// Recognises the naming by a few names that every model has.
  static func of(_ names: [String]) -> CheckpointNaming? {
    let roots = Set(names.map { alias($0).prefix { $0 != "." } })
    if roots.contains("visual") || roots.contains("token_embedding") { return .openAI }
    if roots.contains("vision_model") || roots.contains("text_model") { return .huggingFace }
    return nil
  }

  /// Names that other writers gave the same tensors, brought into the usual form: the prefix of
  /// data-parallel training, OpenCLIP's separate text tower, the corrected spelling of a layer.
  static func alias(_ name: String) -> String {
    var name = name
    if name.hasPrefix("module.") { name.removeFirst("module.".count) }
    if name.hasPrefix("text.") { name.removeFirst("text.".count) }
    if name.hasPrefix("vision_model.pre_layernorm.") {
      name = "vision_model.pre_layrnorm." + name.dropFirst("vision_model.pre_layernorm.".count)
    }
    return name
  }

  /// Tensors that files carry besides the weights.
  static func isIgnorable(_ name: String) -> Bool {
    (openAIScalars + ["attn_mask"]).contains(name)
      || [".position_ids", ".attn_mask", ".num_batches_tracked"].contains(where: name.hasSuffix)
  }

  /// Sizes that OpenAI's own archives, and no others, carry among their tensors.
  static let openAIScalars = ["input_resolution", "context_length", "vocab_size"]

  /// Where a parameter's numbers lie in a file of this naming.
  struct Sources {
    /// Stacked along the first axis when there are several.
    var names: [String]
    /// The shape of each.
    var shape: [Int]
    var isTransposed = false
  }

  func sources(of parameter: CLIPParameter) -> Sources {
    let name = parameter.name
    let shape = parameter.storedShape
    guard self == .huggingFace else { return Sources(names: [name], shape: shape) }
    if let fixed = Self.fixedNames[name] {
      let isTransposed = fixed.hasSuffix("_projection.weight")
      return Sources(
        names: [fixed], shape: isTransposed ? shape.reversed() : shape, isTransposed: isTransposed)
    }
    let isVision = name.hasPrefix("visual.")
    let parts = name.split(separator: ".").map(String.init)
    guard let marker = parts.firstIndex(of: "resblocks"), marker + 2 < parts.count else {
      return Sources(names: [name], shape: shape)
    }
    let tower = isVision ? "vision_model" : "text_model"
    let prefix = "\(tower).encoder.layers.\(parts[marker + 1])."
    let rest = parts[(marker + 2)...].joined(separator: ".")
    if rest.hasPrefix("attn.in_proj_") {
      let kind = rest.dropFirst("attn.in_proj_".count)
      return Sources(
        names: ["q", "k", "v"].map { prefix + "self_attn.\($0)_proj.\(kind)" },
        shape: [shape[0] / 3] + shape.dropFirst())
    }
    var renamed = rest
    for (ours, theirs) in Self.partNames where rest.hasPrefix(ours) {
      renamed = theirs + rest.dropFirst(ours.count)
    }
    return Sources(names: [prefix + renamed], shape: shape)
  }

  private static let partNames = [
    ("attn.out_proj", "self_attn.out_proj"), ("ln_1", "layer_norm1"), ("ln_2", "layer_norm2"),
    ("mlp.c_fc", "mlp.fc1"), ("mlp.c_proj", "mlp.fc2"),
  ]

  private static let fixedNames = [
    "visual.conv1.weight": "vision_model.embeddings.patch_embedding.weight",
    "visual.class_embedding": "vision_model.embeddings.class_embedding",
    "visual.positional_embedding": "vision_model.embeddings.position_embedding.weight",
    // Their spelling.
    "visual.ln_pre.weight": "vision_model.pre_layrnorm.weight",
    "visual.ln_pre.bias": "vision_model.pre_layrnorm.bias",
    "visual.ln_post.weight": "vision_model.post_layernorm.weight",
    "visual.ln_post.bias": "vision_model.post_layernorm.bias",
    "visual.proj": "visual_projection.weight",
    "token_embedding.weight": "text_model.embeddings.token_embedding.weight",
    "positional_embedding": "text_model.embeddings.position_embedding.weight",
    "ln_final.weight": "text_model.final_layer_norm.weight",
    "ln_final.bias": "text_model.final_layer_norm.bias",
    "text_projection": "text_projection.weight",
    "logit_scale": "logit_scale",
  ]
}
