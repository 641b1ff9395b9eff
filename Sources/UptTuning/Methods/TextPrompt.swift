import UptCLIP
import UptTensor

extension PromptMethod {
  /// Learned word vectors before, around or after the class name (CoOp, Zhou et al. 2022).
  ///
  /// - Parameters:
  ///   - length: vectors in a prompt; with initial words, their number of tokens.
  ///   - words: initial words such as "a photo of a"; nil starts from N(0, 0.02²).
  /// - Throws: `.value` for a length below 1.
  public static func text(
    _ model: CLIPModel, length: Int = 4, position: TextLayout.Position = .end,
    classSpecific: Bool = false, words: String? = nil, name: String = "text"
  ) throws -> PromptMethod {
    let initial = try words.map { try wordVectors($0, model) }
    let length = initial?.shape[0] ?? length
    try check(length: length)
    let layout = TextLayout(length: length, position: position, classSpecific: classSpecific)
    let width = model.configuration.textWidth
    return PromptMethod(
      name: name, model: model,
      recipe: .object([
        "method": .string("text"), "length": .integer(length),
        "position": .string(position.rawValue), "class_specific": .bool(classSpecific),
        "words": words.map { .string($0) } ?? .null, "name": .string(name),
      ]),
      textLayout: layout, visualDepth: nil,
      initialize: { classes, seed in
        guard let initial else {
          let rows = layout.rows(classes: classes)
          return [Parameter("ctx", try .normal([rows, width], std: 0.02, seed: seed, "ctx"))]
        }
        let copies = classSpecific ? classes : 1
        return [
          Parameter(
            "ctx",
            Tensor(
              unchecked: [copies * length, width],
              (0..<copies).flatMap { _ in initial.data }))
        ]
      },
      prompts: { parameters, _ in Prompts(text: try parameters["ctx"]) })
  }

  private static func wordVectors(_ words: String, _ model: CLIPModel) throws -> Tensor {
    let spoken = String(words.map { $0 == "_" ? " " : $0 })
    let ids = try model.rows(spoken).dropFirst().dropLast().compactMap { row in
      if case .token(let id) = row { id } else { nil }
    }
    guard !ids.isEmpty else {
      throw EngineError(.value, "the initial words \"\(words)\" have no tokens")
    }
    return try model.text.embeddings(of: ids)
  }
}

extension Tensor {
  /// Normal numbers from the stream that seed and purpose name.
  static func normal(
    _ shape: [Int], std: Double, seed: Int, _ purpose: String
  ) throws -> Tensor {
    var random = Random(seed, purpose)
    return try normal(shape, std: std, using: &random)
  }

  /// Uniform numbers in ±bound from the stream that seed and purpose name.
  static func uniform(
    _ shape: [Int], bound: Double, seed: Int, _ purpose: String
  ) throws -> Tensor {
    var random = Random(seed, purpose)
    return try uniform(shape, -bound, bound, using: &random)
  }
}
