import UptCLIP
import UptData
import UptRuntime
import UptSyntax
import UptTensor
import UptTuning

/// A frozen two-tower encoder as a value of the language.
final class EncoderObject: HostObject {
  let model: CLIPModel
  /// What the program around it wants to know; nil for an encoder that a method names.
  let surroundings: Surroundings?

  init(_ model: CLIPModel, _ surroundings: Surroundings? = nil) {
    self.model = model
    self.surroundings = surroundings
  }

  override var valueType: ValueType { Self.valueType }
  override var summary: String { "<encoder \(model.name)>" }

  /// Gives the hash of its weights and sizes, as 16 hexadecimal digits.
  var fingerprint: @Sendable () -> String {
    { [model] in
      let digits = String(model.fingerprint, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  override func count(_ bytes: inout ByteCount) { bytes.add(model) }

  override var describe: String {
    let c = model.configuration
    let tower = c.isResNet
      ? "a ResNet of \(c.residualStages.map(String.init).joined(separator: ", ")) blocks, width "
        + "\(c.visionWidth), \(c.imageSize) px"
      : "\(c.visionLayers) blocks of width \(c.visionWidth), \(c.visionHeads) heads, "
        + "\(c.imageSize) px in patches of \(c.patchSize)"
    let reason = model.activationReason.isEmpty ? "" : " (\(model.activationReason))"
    return """
      encoder \(model.name)
        vision  \(tower)
        text    \(c.textLayers) blocks of width \(c.textWidth), \(c.textHeads) heads, \
      context \(c.contextLength), vocabulary \(c.vocabularySize)
        \(c.activation.title)\(reason), embedding \(c.embeddingWidth), \
      logit scale \(model.logitScale)
      """
  }

  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EncoderStandIn(model.configuration) : nil
  }

  static let valueType = ValueType(
    "encoder", "A frozen encoder with a tower for images and one for texts.",
    properties: [
      Property("name", "What it is called.") { (encoder: EncoderObject) in
        .text(encoder.model.name)
      },
      Property("text", "The sizes of the text tower, a record.") { (encoder: EncoderObject) in
        encoder.model.configuration.textRecord
      },
      Property("vision", "The sizes of the image tower, a record.") { (encoder: EncoderObject) in
        encoder.model.configuration.visionRecord
      },
      Property("embedding", "The length of the features of both towers.") {
        (encoder: EncoderObject) in .int(encoder.model.configuration.embeddingWidth)
      },
      Property("logit_scale", "What cosines are multiplied by.") { (encoder: EncoderObject) in
        .real(Double(encoder.model.logitScale))
      },
      Property("activation", "What its blocks use: \"quick_gelu\" or \"gelu\".") {
        (encoder: EncoderObject) in .text(encoder.model.configuration.activation.rawValue)
      },
      Property("parameter_count", "How many numbers it has learned.") { (encoder: EncoderObject) in
        .int(encoder.model.vision.parameters.count + encoder.model.text.parameters.count + 1)
      },
      Property("notes", "What was remarkable when it was read.") { (encoder: EncoderObject) in
        .list(encoder.model.notes.map { .text($0) })
      },
    ],
    methods: methods)

  private static let methods: [Builtin] = [
    Builtin(
      "encode_text", [.required("texts")],
      help: """
        The features of a string or of a list of strings, one row each; not normalised.

            encoder("demo").encode_text(["a photo of a red star."]).shape      # [1, 128]
        """
    ) { call in
      let model = try call.receiver(as: EncoderObject.self).model
      let texts: [String]
      switch call[0] {
      case .text(let text): texts = [text.string]
      case .list, .object: texts = try call.strings(0)
      default: throw call.mismatch(0, "a string or a list of strings")
      }
      return .object(TensorObject(try model.textFeatures(texts.map(model.rows))))
    },
    Builtin(
      "encode_image", [.required("images")],
      help: """
        The features of an image or of all images of a split, one row each; not normalised.

            let data = dataset("demo/species")
            encoder("demo").encode_image(data.test[..<3]).shape      # [3, 128]
        """
    ) { call in
      let encoder = try call.receiver(as: EncoderObject.self)
      let model = encoder.model
      if case .object(let image as ImageObject) = call[0] {
        let pixels = try Preprocess(model.configuration)(image.image)
        return .object(TensorObject(try model.imageFeatures(pixels.reshaped([1] + pixels.shape))))
      }
      let split = try call.split(0, or: "an image or ")
      if let plan = encoder.surroundings?.planning {
        return .object(TensorObject(try plan.imageFeatures(of: split, model)))
      }
      return .object(TensorObject(try ImageFeatures.of(split, model)))
    },
    Builtin(
      "tokenize", [.required("text")],
      help: """
        The token ids of a text, from the start to the end token.

            encoder("demo").tokenize("a dog")      # [2560, 320, 1929, 2561]
        """
    ) { call in
      let model = try call.receiver(as: EncoderObject.self).model
      return .list(
        try model.rows(call.text(0)).map { row in
          if case .token(let id) = row { .int(id) } else { .nothing }
        })
    },
    AttentionObject.method(
      help: """
        Where the image tower's [CLS] looks in a picture, drawn over it: the shares of its attention
        that the patches get.

            let image = dataset("demo/species").test[0].image
            let map = encoder("demo").attention(image)
            abs(map.weights.sum().item() + map.own - 1) < 1e-5      # true
        """
    ) { (encoder: EncoderObject) in (encoder.model, .none) },
  ]
}

extension CLIPConfiguration {
  /// The sizes of the text tower.
  var textRecord: Value {
    .record([
      ("width", .int(textWidth)), ("layers", .int(textLayers)), ("heads", .int(textHeads)),
      ("context", .int(contextLength)), ("vocabulary", .int(vocabularySize)),
    ])
  }

  /// The sizes of the vision tower.
  var visionRecord: Value {
    .record([
      ("width", .int(visionWidth)), ("layers", .int(visionLayers)), ("heads", .int(visionHeads)),
      ("image_size", .int(imageSize)), ("patch_size", .int(patchSize)),
    ])
  }
}

/// Loading encoders.
enum EncoderLibrary {
  /// The sizes of the encoder that a path means, read from the head of its file.
  static func configuration(_ path: String) throws -> CLIPConfiguration {
    try CLIPConfiguration(path: CLIPModel.location(of: path))
  }

  static func builtins(_ surroundings: Surroundings) -> [Builtin] {
    [
      Builtin(
        "encoder",
        [
          .required("path").choices(["demo"]),
          .omissible(
            "activation", isLabelOnly: true,
            help: "\"quick_gelu\" or \"gelu\", where the checkpoint does not say it right"
          ).choices(["quick_gelu", "gelu"]),
        ],
        help: """
          A frozen encoder: `"demo"`, the embedded one, or the path of a safetensors file, of an
          archive of PyTorch's such as OpenAI's, or of a directory as OpenCLIP and Hugging Face
          publish them.

              encoder("demo").vision.layers      # 6
          """
      ) { call in
        let path = try call.text(0)
        let activation: Activation? =
          call.has("activation") ? try call.choice("activation", of: Activation.self) : nil
        // One that was read with another activation is another encoder.
        let key = activation.map { "\(path) \($0.rawValue)" } ?? path
        let object = try surroundings.encoders[key] ?? opened(key, surroundings) {
          try path == CLIPModel.demoName
            ? .named(path, activation: activation) : load(call, path, activation)
        }
        call.interpreter.host.uses(.init(.encoder, path, fingerprint: object.fingerprint))
        return .object(object)
      }
    ]
  }

  /// The encoder that a path means, for what was kept of an earlier run.
  static func encoder(_ path: String, _ surroundings: Surroundings) throws -> EncoderObject {
    try surroundings.encoders[path]
      ?? opened(path, surroundings) { try .named(path) }
  }

  private static func opened(
    _ key: String, _ surroundings: Surroundings, _ load: () throws -> CLIPModel
  ) throws -> EncoderObject {
    let model = try load()
    for note in model.notes { surroundings.remark(note) }
    let object = EncoderObject(model, surroundings)
    surroundings.encoders[key] = object
    return object
  }

  private static func load(
    _ call: Call, _ path: String, _ activation: Activation?
  ) throws -> CLIPModel {
    let isSlip = Suggestion.nearest(to: path, among: ["demo"]) != nil
    return try call.reading(
      "path", hint: isSlip ? "did you mean \"demo\"?" : nil,
      broken: "is it all of the file, and one that OpenCLIP or Hugging Face would load as CLIP?"
    ) { try CLIPModel(path: $0, activation: activation) }
  }
}
