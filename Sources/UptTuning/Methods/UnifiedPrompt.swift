import UptCLIP
import UptTensor

extension PromptMethod {
  /// Text and visual prompts made from shared vectors by one small transformer layer (UPT, §3).
  ///
  /// The first `length` vectors become the text prompts, the rest, through a linear map, the visual
  /// ones. Two orders of things are open in the paper and fixed by the authors' code: see
  /// ``UnifiedNetwork``.
  ///
  /// - Parameters:
  ///   - length: text vectors, and visual vectors of each block that has any.
  ///   - attention: across the prompts, as the paper describes it, or the released code's.
  ///   - dropout: the share of values dropped while training; the released code has 0.1.
  public static func unified(
    _ model: CLIPModel, length: Int = 4, depth: VisualDepth = .shallow,
    attention: UnifiedNetwork.Attention = .acrossPrompts, dropout: Double = 0,
    name: String = "unified"
  ) throws -> PromptMethod {
    try check(length: length)
    guard (0..<1).contains(dropout) else {
      throw EngineError(.value, "a dropout of \(dropout): it must be at least 0 and below 1")
    }
    try depth.check(model)
    let network = UnifiedNetwork(
      textRows: length, visualRows: depth.rows(length: length),
      width: model.configuration.textWidth, visionWidth: model.configuration.visionWidth,
      attention: attention, dropout: dropout)
    return PromptMethod(
      name: name, model: model,
      recipe: .object([
        "method": .string("unified"), "length": .integer(length), "depth": .integer(depth.blocks),
        "attention": .string(attention.rawValue), "dropout": .number(dropout),
        "name": .string(name),
      ]),
      textLayout: TextLayout(length: length), visualDepth: depth,
      initialize: { _, seed in try network.initialize(seed: seed) },
      prompts: { parameters, stage in try network.prompts(parameters, stage) })
  }
}

/// The network that makes both prompts, with the parameter names of the authors' code:
///
///     s = norm1(u + attention(u));  s = s + linear2(relu(linear1(norm2(s))))
///     text = s[..<n];  visual = mlp(s[n...])
public struct UnifiedNetwork: Sendable {
  public enum Attention: String, Sendable, CaseIterable {
    /// Every vector attends to all: what the paper describes.
    case acrossPrompts = "paper"
    /// Every vector attends to itself alone, so that attention is a linear map: what the released
    /// code computes, because its tensor's axes are not those that PyTorch's layer expects.
    case perPrompt = "released"
  }

  let textRows: Int
  let visualRows: Int
  let width: Int
  let visionWidth: Int
  let attention: Attention
  let dropout: Double

  /// PyTorch's initial values of these layers, and N(0, 0.02²) for the shared vectors.
  func initialize(seed: Int) throws -> Parameters {
    let d = width
    let bound = 1 / Double(d).squareRoot()
    func linear(_ name: String, _ rows: Int) throws -> Parameters {
      [
        Parameter("\(name).weight", try .uniform([rows, d], bound: bound, seed: seed, name)),
        Parameter("\(name).bias", try .uniform([rows], bound: bound, seed: seed, name + ".bias")),
      ]
    }
    func norm(_ name: String) throws -> Parameters {
      [
        Parameter("\(name).weight", try Tensor([d], repeating: 1)),
        Parameter("\(name).bias", try Tensor.zeros([d])),
      ]
    }
    let xavier = (6 / Double(4 * d)).squareRoot()
    return try [
      Parameter(
        "uni_ctx", .normal([textRows + visualRows, d], std: 0.02, seed: seed, "uni_ctx")),
      Parameter(
        "self_attn.in_proj_weight", .uniform([3 * d, d], bound: xavier, seed: seed, "in_proj")),
      Parameter("self_attn.in_proj_bias", .zeros([3 * d])),
      Parameter(
        "self_attn.out_proj.weight", .uniform([d, d], bound: bound, seed: seed, "out_proj")),
      Parameter("self_attn.out_proj.bias", .zeros([d])),
    ] + norm("norm1") + norm("norm2") + linear("linear1", d) + linear("linear2", d)
      + linear("mlp", visionWidth)
  }

  func prompts(_ p: VariableSet, _ stage: Stage) throws -> Prompts {
    let u = try p["uni_ctx"]
    let attended = try drop(attend(u, p, stage), stage, "attended")
    let s = try norm(u + attended, p, "norm1")
    let hidden = try linear(norm(s, p, "norm2"), p, "linear1").apply(.relu)
    let out = try linear(drop(hidden, stage, "hidden"), p, "linear2")
    let made = try s + drop(out, stage, "out")
    let text = try made.sliced([.range(nil, textRows)])
    let visual = try linear(made.sliced([.range(textRows, nil)]), p, "mlp")
    return Prompts(text: text, visual: visual)
  }

  private func attend(_ u: Variable, _ p: VariableSet, _ stage: Stage) throws -> Variable {
    let d = width
    let qkv = try u.matmul(p["self_attn.in_proj_weight"].transposed())
      + p["self_attn.in_proj_bias"]
    let v = try qkv.sliced([.all, .range(2 * d, nil)])
    let mixed: Variable
    switch attention {
    case .perPrompt: mixed = v
    case .acrossPrompts:
      let q = try qkv.sliced([.all, .range(nil, d)])
      let k = try qkv.sliced([.all, .range(d, 2 * d)])
      let scale = Variable(Tensor(scalar: Float(d).squareRoot()))
      let weights = try (q.matmul(k.transposed()) / scale).softmax()
      mixed = try drop(weights, stage, "weights").matmul(v)
    }
    return try linear(mixed, p, "self_attn.out_proj")
  }

  private func linear(_ x: Variable, _ p: VariableSet, _ name: String) throws -> Variable {
    try x.matmul(p["\(name).weight"].transposed()) + p["\(name).bias"]
  }

  private func norm(_ x: Variable, _ p: VariableSet, _ name: String) throws -> Variable {
    try x.layerNorm(weight: p["\(name).weight"], bias: p["\(name).bias"])
  }

  /// Inverted dropout; the mask is a function of seed, step and place.
  private func drop(_ x: Variable, _ stage: Stage, _ place: String) throws -> Variable {
    guard dropout > 0, case .training(let seed, let step) = stage else { return x }
    var random = Random(seed, "dropout." + place, step)
    let kept = Float(1 / (1 - dropout))
    let mask = (0..<x.value.count).map { _ in random.uniform() < dropout ? 0 : kept }
    return try x * Variable(Tensor(x.shape, mask))
  }
}
