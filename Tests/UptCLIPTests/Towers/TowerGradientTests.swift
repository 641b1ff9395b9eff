import Testing
import UptCLIP
import UptTensor

/// Backward passes against finite differences along random directions, and against each other.
@Suite struct TowerGradientTests {
  static let configuration: CLIPConfiguration = {
    var c = CLIPConfiguration(
      imageSize: 8, patchSize: 4, visionWidth: 12, visionLayers: 3, visionHeads: 2, textWidth: 8,
      textLayers: 3, textHeads: 2, contextLength: 12, vocabularySize: 30, embeddingWidth: 6)
    c.visionMLPWidth = 20
    return c
  }()

  static let prompts: [[TextRow]] = [
    [.token(1), .context(0), .context(1), .token(5), .token(29)],
    [.token(1), .context(0), .context(1), .token(6), .token(7), .token(8), .token(29)],
    [.token(1), .context(0), .context(1), .token(29)],
  ]

  /// Initial weights with the small ones enlarged, so that every term matters.
  static func model() throws -> CLIPModel {
    let model = CLIPModel(
      name: "tiny", weights: try .random(configuration, seed: 3), tokenizer: nil)
    for buffer in [model.vision.parameters, model.text.parameters] {
      var random = Random(5, "enlarge")
      buffer.withUnsafeMutableValues { values in
        for i in values.indices { values[i] += Float(0.2 * random.normal()) }
      }
    }
    return model
  }

  static func noise(_ shape: [Int], _ seed: Int) -> Tensor {
    var random = Random(seed, "noise")
    let count = shape.reduce(1, *)
    return Tensor(unchecked: shape, (0..<count).map { _ in Float(random.normal()) })
  }

  /// (f(x + h d) − f(x − h d)) / 2h against ⟨gradient, d⟩.
  func check(
    _ gradient: [Float], _ what: String, _ f: (_ direction: [Float], _ h: Float) throws -> Double
  ) throws {
    for seed in 1...3 {
      let direction = Self.noise([gradient.count], seed).data
      let h: Float = 5e-4
      let numeric = (try f(direction, h) - f(direction, -h)) / Double(2 * h)
      let analytic = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let scale = gradient.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot()
      #expect(
        abs(numeric - analytic) <= 5e-3 * scale, "\(what): \(numeric) against \(analytic)")
    }
  }

  func inner(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.data, b.data).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
  }

  @Test(arguments: ["shallow", "deep", "deep 2"])
  func visualPrompts(_ kind: String) throws {
    let model = try Self.model()
    let images = Self.noise([3, 3, 8, 8], 9)
    let seed = Self.noise([3, 6], 10)
    let start = Self.noise([6, 12], 11)
    func prompt(_ t: Tensor) -> VisualPrompt {
      switch kind {
      case "shallow": return .shallow(t)
      case "deep": return .deep(t, depth: 3)
      default: return .deep(t, depth: 2)
      }
    }
    let pass = try model.vision.forward(
      images.data[...], count: 3, prompt: prompt(start), record: true)
    let gradient = try #require(seed.data.withUnsafeBufferPointer { d in
      d.baseAddress.flatMap { pass.backward($0) }
    })
    try check(gradient.data, kind) { direction, h in
      let moved = Tensor(unchecked: start.shape, zip(start.data, direction).map { $0 + h * $1 })
      return inner(try model.imageFeatures(images, prompt: prompt(moved)), seed)
    }
  }

  @Test func visionWeights() throws {
    let model = try Self.model()
    let images = Self.noise([2, 3, 8, 8], 9)
    let seed = Self.noise([2, 6], 10)
    let pass = try model.vision.forward(images.data[...], count: 2, record: true)
    let gradient = model.vision.makeGradient()
    seed.data.withUnsafeBufferPointer { d in
      if let base = d.baseAddress { _ = pass.backward(base, weightGradient: gradient) }
    }
    try check(gradient.withUnsafeMutableValues { Array($0) }, "vision") { direction, h in
      move(model.vision.parameters, direction, h)
      defer { move(model.vision.parameters, direction, -h) }
      return inner(try model.imageFeatures(images), seed)
    }
  }

  @Test func textContextAndWeights() throws {
    let model = try Self.model()
    let context = Self.noise([2, 8], 12)
    let seed = Self.noise([3, 6], 13)
    let pass = try model.text.forward(Self.prompts, context: context, record: true)
    let weights = model.text.makeGradient()
    let gradient = try #require(try pass.backward(seed, weightGradient: weights))
    try check(gradient.data, "context") { direction, h in
      let moved = Tensor(
        unchecked: context.shape, zip(context.data, direction).map { $0 + h * $1 })
      return inner(try model.textFeatures(Self.prompts, context: moved), seed)
    }
    try check(weights.withUnsafeMutableValues { Array($0) }, "text") { direction, h in
      move(model.text.parameters, direction, h)
      defer { move(model.text.parameters, direction, -h) }
      return inner(try model.textFeatures(Self.prompts, context: context), seed)
    }
  }

  /// A shared prefix is a saving, not another result: alone, every prompt has the same feature.
  @Test func sharingThePrefixChangesNothing() throws {
    let model = try Self.model()
    let context = Self.noise([2, 8], 12)
    let together = try model.textFeatures(Self.prompts, context: context)
    for (i, prompt) in Self.prompts.enumerated() {
      let alone = try model.textFeatures([prompt], context: context)
      let row = try Tensor([1, 6], Array(together.data[i * 6..<(i + 1) * 6]))
      #expect(alone.largestDifference(row) < 1e-5)
    }
  }

  private func move(_ buffer: ParameterBuffer, _ direction: [Float], _ h: Float) {
    buffer.withUnsafeMutableValues { values in
      for i in values.indices { values[i] += h * direction[i] }
    }
  }
}

extension Tensor {
  fileprivate func largestDifference(_ other: Tensor) -> Float {
    zip(data, other.data).reduce(0) { Swift.max($0, abs($1.0 - $1.1)) }
  }
}
