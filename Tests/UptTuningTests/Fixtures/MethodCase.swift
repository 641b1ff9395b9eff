import FixtureSupport
import Testing
import Foundation
import UptCLIP
import UptData
import UptTensor
import UptTuning

/// One case of `methods/methods.json`: how the authors' trainer was configured, as our method.
struct MethodCase: CustomTestStringConvertible, Sendable {
  let name: String
  let json: JSONValue
  var testDescription: String { name }

  static let all: [MethodCase] = {
    guard let cases = try? Fixtures.json("methods/methods.json")["cases"]?.object else { return [] }
    return cases.members.map { MethodCase(name: $0.key, json: $0.value) }
  }()

  /// Everything the cases share.
  struct Common {
    let model: CLIPModel
    let classes: [String]
    let labels: [Int]
    let images: Tensor
    let batch: Int
    let epochs: Int
    let defaults: JSONValue

    init() throws {
      let json = try Fixtures.json("methods/methods.json")
      model = try CLIPModel(path: Fixtures.path("model_a"))
      classes = json["class_names"]?.array?.compactMap(\.string) ?? []
      labels = json["labels"]?.array?.compactMap(\.integer) ?? []
      images = try Fixtures.tensors("methods/batch.safetensors").tensor("images")
      batch = json["batch_size"]?.integer ?? 0
      epochs = json["epochs"]?.integer ?? 0
      defaults = json["optimiser_defaults"] ?? .null
    }
  }

  func tensors() throws -> SafetensorsFile { try Fixtures.tensors("methods/\(name).safetensors") }

  private func setting(_ key: String) -> JSONValue? { json["overrides"]?["TRAINER.COOP.\(key)"] }

  func method(_ common: Common) throws -> PromptMethod {
    let model = common.model
    let blocks = model.configuration.visionLayers
    let isDeep = name.contains("deep")
    switch json["trainer"]?.string {
    case "CoOp":
      let words = setting("CTX_INIT")?.string ?? ""
      let position = setting("CLASS_TOKEN_POSITION")?.string ?? "end"
      return try .text(
        model, length: setting("N_CTX")?.integer ?? 0,
        position: TextLayout.Position(rawValue: position) ?? .end,
        classSpecific: setting("CSC")?.bool ?? false, words: words.isEmpty ? nil : words)
    case "VPT_shallow", "VPT_deep":
      let rows = json["rows"]?.integer ?? 0
      return try .visual(
        model, length: isDeep ? rows / blocks : rows, depth: VisualDepth(blocks: isDeep ? blocks : 0))
    default:
      return try .unified(
        model, length: setting("N_CTX")?.integer ?? 0, depth: VisualDepth(blocks: isDeep ? blocks : 0),
        attention: name.contains("joint") ? .acrossPrompts : .perPrompt)
    }
  }

  /// The authors' initial values under our names; their leading axes of 1 are dropped.
  func initial(_ method: PromptMethod, _ common: Common) throws -> Parameters {
    let own = try tensors()
    let shared = try Fixtures.tensors("methods/upt_init.safetensors")
    return try method.initialize(common.classes.count, 0).map { parameter in
      let key = "init.\(parameter.name)"
      let value = own.contains(key) ? try own.tensor(key) : try shared.tensor(parameter.name)
      return Parameter(parameter.name, try value.reshaped(parameter.value.shape))
    }
  }

  /// A training on the fixture's images, whose batches the test feeds itself.
  func training(
    _ common: Common, optimizer: Optimizer = Optimizer(), learningRate: Double = 0.002
  ) throws -> Training {
    let method = try method(common)
    let blank = try Image(width: 4, height: 4, red: 0, green: 0, blue: 0)
    let split = try Split(
      name: "fixture", classes: common.classes,
      template: json["template"]?.string ?? Dataset.defaultTemplate,
      items: common.labels.map { Item(label: $0, source: ImageInMemory(blank)) })
    var options = TrainingOptions(
      epochs: common.epochs, batchSize: common.batch, optimizer: optimizer, seed: 0)
    options.schedule.base = learningRate
    return try Training(
      method, split, options, from: TrainingState(initial(method, common)))
  }

  /// Batch `i` of an epoch, as features where the method leaves images alone.
  func batch(_ i: Int, _ common: Common, _ method: PromptMethod) throws -> (PromptLoss.Images, [Int]) {
    let size = common.batch
    let pixels = common.images.count / max(common.images.shape[0], 1)
    let images = try Tensor(
      [size] + common.images.shape.dropFirst(),
      Array(common.images.data[i * size * pixels..<(i + 1) * size * pixels]))
    let labels = Array(common.labels[i * size..<(i + 1) * size])
    if method.visualDepth == nil {
      return (.features(try common.model.imageFeatures(images)), labels)
    }
    return (.pixels(images), labels)
  }
}


