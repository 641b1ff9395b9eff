import UptCLIP
import UptData
import UptTensor

/// Where [CLS] looks in one picture: the share of its attention that each patch and each prompt
/// vector gets in a layer of the vision tower. Everything, [CLS] itself included, sums to 1.
public struct AttentionMap: Sendable {
  /// The picture as the tower sees it, resized and cropped.
  public let picture: Image
  /// [rows, columns]: the patches' shares.
  public let weights: Tensor
  /// [vectors]: those of the prompt's vectors; empty without visual prompts.
  public let prompts: Tensor
  /// What [CLS] gives to itself.
  public let own: Double
  /// The layer, counted from 0.
  public let layer: Int
  /// The head, counted from 0; nil for the mean of all heads.
  public let head: Int?

  /// The attention for one picture.
  ///
  /// - Parameters:
  ///   - prompt: takes part as it does in training.
  ///   - layer: counted from 0, or from the end if it is negative.
  ///   - head: likewise; nil takes the mean over the heads.
  /// - Throws: `.index` for a layer or a head that the tower does not have, `.shape` for a prompt
  ///   that does not fit it.
  public init(
    _ model: CLIPModel, _ image: Image, prompt: VisualPrompt = .none, layer: Int = -1,
    head: Int? = nil
  ) throws {
    let c = model.configuration
    guard !c.isResNet else {
      throw EngineError(
        .value, "the image tower of \(model.name) is a ResNet, without a [CLS] that attends")
    }
    let layer = try Self.position(layer, of: c.visionLayers, "layer", model)
    let head = try head.map { try Self.position($0, of: c.visionHeads, "head", model) }
    let preprocess = try Preprocess(c)
    let picture = preprocess.cropped(image)
    let pass = try model.vision.forward(
      preprocess.normalised(picture).data[...], count: 1, prompt: prompt, record: true)
    guard let all = pass.classAttention(block: layer) else {
      throw EngineError(.index, "the vision tower of \(model.name) has no layer \(layer)")
    }
    let heads = try all.reshaped([c.visionHeads, -1])
    let shares = try (head.map { heads.rows([$0]) } ?? heads).mean(axes: [0]).data
    let first = 1 + prompt.length
    let side = c.imageSize / c.patchSize
    self.picture = picture
    self.layer = layer
    self.head = head
    own = Double(shares.first ?? 0)
    prompts = Tensor(unchecked: [prompt.length], Array(shares[1..<first]))
    weights = try Tensor([side, side], Array(shares[first...]))
  }

  private static func position(
    _ index: Int, of count: Int, _ what: String, _ model: CLIPModel
  ) throws -> Int {
    guard (-count..<count).contains(index) else {
      throw EngineError(
        .index,
        "the vision tower of \(model.name) has the \(what)s 0 to \(count - 1), not \(index)",
        hint: "-1 is the last")
    }
    return index < 0 ? index + count : index
  }
}
