import UptCLIP
import UptData
import UptNotebook
import UptRuntime
import UptTuning

/// Where [CLS] looks in a picture, as a value of the language.
final class AttentionObject: HostObject, Exhibited {
  let map: AttentionMap
  private let name: String

  init(_ map: AttentionMap, of name: String) {
    self.map = map
    self.name = name
  }

  override var valueType: ValueType { Self.valueType }
  override func standIn(joining other: HostObject) -> HostObject? {
    other === self ? EngineStandIns.attention : nil
  }
  override var summary: String { "<attention in \(name), \(place)>" }
  override func count(_ bytes: inout ByteCount) {
    bytes.add(map.weights)
    bytes.add(map.prompts)
  }

  private var place: String {
    "layer \(map.layer), " + (map.head.map { "head \($0)" } ?? "mean of heads")
  }

  static let valueType = ValueType(
    "attention", "Where the image tower's [CLS] looks in a picture.",
    phrase: "an attention map",
    properties: [
      Property("weights", "The share that each patch gets, a tensor of rows and columns.") {
        (attention: AttentionObject) in .object(TensorObject(attention.map.weights))
      },
      Property("prompts", "The share that each visual prompt vector gets, a tensor.") {
        (attention: AttentionObject) in .object(TensorObject(attention.map.prompts))
      },
      Property("own", "What [CLS] gives to itself; all shares together are 1.") {
        (attention: AttentionObject) in .real(attention.map.own)
      },
      Property("layer", "The layer of the image tower, counted from 0.") {
        (attention: AttentionObject) in .int(attention.map.layer)
      },
      Property("head", "The head, counted from 0, or nil for the mean of all.") {
        (attention: AttentionObject) in attention.map.head.map { .int($0) } ?? .nothing
      },
    ],
    methods: methods)

  var exhibit: Exhibit {
    guard let overlay = try? map.overlay(), let before = Raster(map.picture),
      let after = Raster(overlay)
    else { return .text(summary) }
    return .images(
      ImageGrid([.init(before, label: name), .init(after, label: place)], cellWidth: 32))
  }

  private static let methods: [Builtin] = [
    Builtin(
      "save", [.required("path", help: "where to; it ends in .png or .ppm")],
      help: """
        Writes the picture with the map laid over it as PNG or PPM.

            let picture = dataset("demo/species").test[0].image
            encoder("demo").attention(picture).save("map.png")
            image("map.png").width      # 192
        """
    ) { call in
      let attention = try call.receiver(as: AttentionObject.self)
      try call.writing { try attention.map.overlay().write(to: $0) }
      return .nothing
    }
  ]

  /// The method `attention` of objects of a type, of which `source` gives the encoder and the
  /// visual prompt.
  static func method<Object: HostObject>(
    help: String, of source: @escaping (Object) -> (CLIPModel, VisualPrompt)
  ) -> Builtin {
    Builtin(
      "attention",
      [
        .required("image"),
        .optional("layer", .int(-1), help: "of the image tower: from 0, or from the end below 0"),
        .omissible("head", help: "one head in place of the mean of all; counted like layers"),
      ], help: help
    ) { call in
      let (model, prompt) = source(try call.receiver(as: Object.self))
      let image = try call.object(0, as: ImageObject.self, named: "an image")
      let head = call.has("head") ? try call.int("head") : nil
      let map = try AttentionMap(
        model, image.image, prompt: prompt, layer: call.int("layer"), head: head)
      return .object(AttentionObject(map, of: image.name))
    }
  }
}

extension Raster {
  /// A picture of the engine; nil is not expected, as its sizes have been checked.
  init?(_ image: Image) {
    self.init(width: image.width, height: image.height, rgb: image.pixels)
  }
}
