import UptTensor

extension World {
  /// A shape in a colour with a texture: what pretraining learns to name, and the unit in which it
  /// holds something back.
  public struct Combination: Hashable, Sendable {
    public var shape: Shape
    public var colour: Colour
    public var texture: Texture

    public init(shape: Shape, colour: Colour, texture: Texture) {
      self.shape = shape
      self.colour = colour
      self.texture = texture
    }

    /// Every combination of known shapes, colours and textures, in a fixed order.
    public static let all: [Combination] = Shape.known.flatMap { shape in
      Colour.allCases.flatMap { colour in
        Texture.known.map { Combination(shape: shape, colour: colour, texture: $0) }
      }
    }

    /// The tenth of `all` that pretraining never shows, in the order of `all`.
    public static let heldOut: [Combination] = {
      var random = Random(20_221_013, "world.heldOut")
      let chosen = random.permutation(all.count).prefix(all.count / 10)
      return chosen.sorted().map { all[$0] }
    }()

    private static let heldOutSet = Set(heldOut)

    /// Whether pretraining never shows this combination, held out or outside of what it knows.
    public var isUnseen: Bool {
      Combination.heldOutSet.contains(self)
        || !Shape.known.contains(shape) || !Texture.known.contains(texture)
    }

    /// "a photo of a red striped star.": the prompt that measures combinations zero-shot.
    public var prompt: String {
      let phrase = "\(colour.words.plain) \(texture.words.plain) \(shape.words.plain)"
      return "a photo of \(Grammar.withArticle(phrase))."
    }
  }
}
