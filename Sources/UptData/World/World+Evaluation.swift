import UptTensor

extension World {
  /// Pictures of combinations that pretraining never shows, at full variation.
  /// - Parameter count: how many; combinations take turns in a chance order.
  public static func heldOutScenes(_ count: Int, seed: Int) -> [Scene] {
    var random = Random(seed, "world.heldOutScenes")
    let order = random.permutation(Combination.heldOut.count)
    return (0..<max(count, 0)).map { index in
      let combination = Combination.heldOut[order[index % order.count]]
      let attributes = Attributes(
        shape: combination.shape, colour: combination.colour, texture: combination.texture,
        size: Size.allCases[random.below(Size.allCases.count)],
        backdrop: Backdrop.allCases[random.below(Backdrop.allCases.count)])
      return Scene(attributes, variation: 1, random: &random)
    }
  }

  /// Pictures of held-out combinations, each with a caption that names all five attributes and
  /// that no other pair of the set has.
  /// - Parameter count: how many; at most one for each held-out combination, size and backdrop,
  ///   which makes 1344.
  public static func retrievalPairs(_ count: Int, seed: Int) -> [(scene: Scene, caption: String)] {
    let everything = Combination.heldOut.flatMap { combination in
      Size.allCases.flatMap { size in
        Backdrop.allCases.map { backdrop in
          Attributes(
            shape: combination.shape, colour: combination.colour, texture: combination.texture,
            size: size, backdrop: backdrop)
        }
      }
    }
    var random = Random(seed, "world.retrievalPairs")
    return random.permutation(everything.count).prefix(max(count, 0)).map { index in
      let scene = Scene(everything[index], variation: 1, random: &random)
      return (scene, Caption(plainly: everything[index], naming: .everything).text)
    }
  }

  /// What a zero-shot classifier of single attributes is asked, a sentence a class.
  public static var shapePrompts: [String] {
    Shape.known.map { "a photo of \(Grammar.withArticle($0.words.plain))." }
  }

  /// The colours' prompts, in the order of `Colour.allCases`.
  public static var colourPrompts: [String] {
    Colour.allCases.map { "a photo of \(Grammar.withArticle($0.words.plain)) shape." }
  }

  /// The textures' prompts, in the order of `Texture.known`.
  public static var texturePrompts: [String] {
    Texture.known.map { "a photo of \(Grammar.withArticle($0.words.plain)) shape." }
  }
}
