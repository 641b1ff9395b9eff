import UptTensor

extension CLIPConfiguration {
  /// Reads a configuration in OpenCLIP's or in Hugging Face's form.
  /// - Parameters:
  ///   - source: the file it came from, for messages.
  ///   - remarks: receives what had to be assumed, and what says the activation.
  /// - Throws: `.format` when it is neither, lacks something or asks for what is not supported.
  public init(json: JSONValue, source: String, remarks: inout CheckpointRemarks) throws {
    let root = try JSONFields(json, source)
    if let model = try root.fields("model_cfg") {
      try self.init(openCLIP: model, preprocess: root.fields("preprocess_cfg"), &remarks)
    } else if root.object["embed_dim"] != nil {
      try self.init(openCLIP: root, preprocess: nil, &remarks)
    } else if !["text_config", "vision_config"].allSatisfy({ root.object[$0] == nil })
      || root.object["model_type"] == .string("clip")
    {
      try self.init(huggingFace: root, &remarks)
    } else {
      throw EngineError(
        .format, "\(source) is no configuration of a CLIP model: it has neither \"model_cfg\" "
          + "(OpenCLIP) nor \"text_config\" or \"vision_config\" (Hugging Face)")
    }
    try validate(source)
  }

  /// Which models there are, for messages about others.
  static let readable = "models of CLIP's own architecture are read: a vision transformer or a "
    + "ResNet, and a causal text tower"

  /// OpenCLIP's defaults are those of its `CLIPVisionCfg` and `CLIPTextCfg`.
  private init(
    openCLIP model: JSONFields, preprocess: JSONFields?, _ remarks: inout CheckpointRemarks
  ) throws {
    guard let vision = try model.fields("vision_cfg"), let text = try model.fields("text_cfg")
    else {
      throw EngineError(.format, "\(model.place) lacks vision_cfg or text_cfg")
    }
    try model.refuseUnknown([
      "embed_dim", "quick_gelu", "vision_cfg", "text_cfg", "custom_text", "init_logit_scale",
    ])
    try vision.refuseUnknown([
      "image_size", "patch_size", "width", "layers", "head_width", "mlp_ratio", "patch_dropout",
      "norm_kwargs",
    ], usual: ["pool_type": .string("tok")])
    try text.refuseUnknown(
      ["context_length", "vocab_size", "width", "heads", "layers", "mlp_ratio", "norm_kwargs"],
      usual: ["pool_type": .string("argmax"), "pad_id": .integer(0)])
    let visionWidth = try vision.integer("width", default: 768)
    let textWidth = try text.integer("width", default: 512)
    let headWidth = try vision.integer("head_width", default: 64)
    let stages = try CLIPConfiguration.stages(vision)
    let (attended, overflow) = visionWidth.multipliedReportingOverflow(by: stages.isEmpty ? 1 : 32)
    guard headWidth > 0, !overflow, attended % headWidth == 0 else {
      throw EngineError(
        .format, "\(vision.place): the width \(attended) is no multiple of the heads' width "
          + "\(headWidth)")
    }
    self.init(
      imageSize: try CLIPConfiguration.side(vision, "image_size", default: 224),
      patchSize: stages.isEmpty
        ? try CLIPConfiguration.side(vision, "patch_size", default: 16)
        : CLIPConfiguration.residualPatchSize,
      visionWidth: visionWidth,
      visionLayers: stages.isEmpty
        ? try vision.integer("layers", default: 12) : stages.reduce(0, +),
      visionHeads: attended / headWidth, textWidth: textWidth,
      textLayers: try text.integer("layers", default: 12),
      textHeads: try text.integer("heads", default: 8),
      contextLength: try text.integer("context_length", default: 77),
      vocabularySize: try text.integer("vocab_size", default: 49408),
      embeddingWidth: try model.integer("embed_dim"))
    residualStages = stages
    visionMLPWidth = try CLIPConfiguration.scaled(visionWidth, vision, "mlp_ratio")
    textMLPWidth = try CLIPConfiguration.scaled(textWidth, text, "mlp_ratio")
    let file = model.place.fileName
    if let quick = try model.bool("quick_gelu") {
      activation = quick ? .quickGELU : .gelu
      remarks.activation = "\(file) says \"quick_gelu\": \(quick)"
    } else {
      activation = .gelu
      remarks.activation = "\(file) does not say \"quick_gelu\", which OpenCLIP reads as GELU"
      remarks.notes.append(
        "\(model.place) does not say \"quick_gelu\": GELU is used, as OpenCLIP reads it")
    }
    let epsilons = try [vision, text].map {
      try $0.fields("norm_kwargs")?.number("eps", default: 1e-5) ?? 1e-5
    }
    guard epsilons[0] == epsilons[1] else {
      throw EngineError(.format, "\(model.place): towers with different layer norms")
    }
    layerNormEpsilon = Float(epsilons[0])
    imageMean = try preprocess?.floats("mean") ?? imageMean
    imageStd = try preprocess?.floats("std") ?? imageStd
  }

  /// The blocks of a ResNet's stages, which OpenCLIP lists where a transformer has a number.
  private static func stages(_ vision: JSONFields) throws -> [Int] {
    guard let stages = vision.object["layers"]?.array else { return [] }
    let blocks = stages.compactMap(\.integer).filter { 1...1024 ~= $0 }
    guard blocks.count == stages.count, blocks.count == 4 else {
      throw EngineError(.format, "\(vision.path("layers")) is not four numbers of blocks")
    }
    return blocks
  }

  /// Hugging Face's defaults are those of its `CLIPTextConfig` and `CLIPVisionConfig`; files
  /// written by its newer versions leave out whatever equals them, and a `text_config_dict` of its
  /// older ones goes before `text_config`.
  private init(huggingFace root: JSONFields, _ remarks: inout CheckpointRemarks) throws {
    if let type = try root.string("model_type"), type != "clip" {
      throw EngineError(
        .format, "\(root.place) describes a \"\(type)\" model instead of \"clip\"",
        hint: CLIPConfiguration.readable)
    }
    func tower(_ name: String) throws -> JSONFields {
      try root.fields("\(name)_dict") ?? root.fields(name)
        ?? JSONFields(.object([:]), root.path(name))
    }
    let (text, vision) = try (tower("text_config"), tower("vision_config"))
    guard try vision.integer("num_channels", default: 3) == 3 else {
      throw EngineError(.format, "\(vision.path("num_channels")) is not 3")
    }
    self.init(
      imageSize: try CLIPConfiguration.side(vision, "image_size", default: 224),
      patchSize: try CLIPConfiguration.side(vision, "patch_size", default: 32),
      visionWidth: try vision.integer("hidden_size", default: 768),
      visionLayers: try vision.integer("num_hidden_layers", default: 12),
      visionHeads: try vision.integer("num_attention_heads", default: 12),
      textWidth: try text.integer("hidden_size", default: 512),
      textLayers: try text.integer("num_hidden_layers", default: 12),
      textHeads: try text.integer("num_attention_heads", default: 8),
      contextLength: try text.integer("max_position_embeddings", default: 77),
      vocabularySize: try text.integer("vocab_size", default: 49408),
      embeddingWidth: try root.integer("projection_dim", default: 512))
    visionMLPWidth = try vision.integer("intermediate_size", default: 3072)
    textMLPWidth = try text.integer("intermediate_size", default: 2048)
    let said = try [vision, text].map { try $0.string("hidden_act") }
    let names = said.map { $0 ?? "quick_gelu" }
    guard names[0] == names[1], let activation = Activation(rawValue: names[0]) else {
      throw EngineError(
        .format, "\(root.place): the activations are \"\(names[0])\" and \"\(names[1])\"; both "
          + "must be \"quick_gelu\" or both \"gelu\"")
    }
    self.activation = activation
    remarks.activation = root.place.fileName
      + (said == [nil, nil]
        ? " does not say \"hidden_act\", which transformers reads as QuickGELU"
        : " says \"hidden_act\": \"\(names[0])\"")
    let epsilons = try [vision, text].map { try $0.number("layer_norm_eps", default: 1e-5) }
    guard epsilons[0] == epsilons[1] else {
      throw EngineError(.format, "\(root.place): towers with different layer norms")
    }
    layerNormEpsilon = Float(epsilons[0])
  }

  /// A side of a square, which may be written as [side, side].
  private static func side(_ fields: JSONFields, _ key: String, default: Int) throws -> Int {
    guard let pair = fields.object[key]?.array else {
      return try fields.integer(key, default: `default`)
    }
    guard pair.count == 2, pair[0] == pair[1], let side = pair[0].integer else {
      throw EngineError(.format, "\(fields.path(key)) is not square")
    }
    return side
  }

  private static func scaled(_ width: Int, _ fields: JSONFields, _ key: String) throws -> Int {
    // OpenCLIP cuts the fraction off; a ratio that was rounded when written must not lose a unit.
    let product = (Double(width) * (try fields.number(key, default: 4)) + 1e-3).rounded(.down)
    guard let scaled = Int(exactly: product) else {
      throw EngineError(.format, "\(fields.path(key)) is too large")
    }
    return scaled
  }

  /// The configuration in OpenCLIP's form (`open_clip_config.json`).
  public var json: JSONValue {
    func tower(_ width: Int, _ mlpWidth: Int, _ fields: JSONObject) -> JSONValue {
      var fields = fields
      if mlpWidth != 4 * width { fields["mlp_ratio"] = .number(Double(mlpWidth) / Double(width)) }
      if layerNormEpsilon != 1e-5 {
        fields["norm_kwargs"] = .object(["eps": .number(shortest(layerNormEpsilon))])
      }
      return .object(fields)
    }
    func shortest(_ value: Float) -> Double { Double("\(value)") ?? Double(value) }
    var fields: JSONObject = [
      "image_size": .integer(imageSize),
      "layers": isResNet
        ? .array(residualStages.map { .integer($0) }) : .integer(visionLayers),
      "width": .integer(visionWidth),
    ]
    if !isResNet { fields["patch_size"] = .integer(patchSize) }
    fields["head_width"] = .integer(attendedWidth / visionHeads)
    let vision = tower(visionWidth, visionMLPWidth, fields)
    let text = tower(textWidth, textMLPWidth, [
      "context_length": .integer(contextLength), "vocab_size": .integer(vocabularySize),
      "width": .integer(textWidth), "heads": .integer(textHeads), "layers": .integer(textLayers),
    ])
    return .object([
      "model_cfg": .object([
        "embed_dim": .integer(embeddingWidth), "quick_gelu": .bool(activation == .quickGELU),
        "vision_cfg": vision, "text_cfg": text,
      ]),
      "preprocess_cfg": .object([
        "mean": .array(imageMean.map { .number(shortest($0)) }),
        "std": .array(imageStd.map { .number(shortest($0)) }),
      ]),
    ])
  }
}

extension String {
  /// The last part of the path in front of a place such as `models/config.json: text_config`.
  fileprivate var fileName: Substring {
    let path = prefix { $0 != ":" }
    return path.split(separator: "/").last ?? path
  }
}
