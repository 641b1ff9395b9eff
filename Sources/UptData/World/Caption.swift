import UptTensor

extension World {
  /// A sentence about a picture, and what it claims.
  public struct Caption: Hashable, Sendable {
    public var text: String
    public var facts: Facts

    /// The named attributes in the plainest words, in one fixed order, without any chance:
    /// "a photo of a small red striped star on a sky background."
    public init(plainly attributes: Attributes, naming: Naming) {
      text = Phrasing(attributes, naming: naming).sentence + "."
      facts = Facts(attributes, naming: naming)
    }

    /// The named attributes in chance words, order and template.
    /// - Parameter variety: from 0, the plainest words only, to 1, all that pretraining reads.
    public init(_ attributes: Attributes, naming: Naming, variety: Double, random: inout Random) {
      var phrasing = Phrasing(attributes, naming: naming)
      phrasing.vary(by: variety, random: &random)
      text = phrasing.sentence + (random.uniform() < 0.5 ? "." : "")
      facts = Facts(attributes, naming: naming)
    }
  }
}

/// The choices behind one sentence.
private struct Phrasing {
  let attributes: World.Attributes
  let naming: World.Naming
  private var frame = "a photo of *"
  private var noun: String
  private var colour: String
  private var texture: String
  private var size: String
  private var backdrop: String
  private var order = Order.colourFirst

  private enum Order { case colourFirst, textureFirst, textureLast, predicate }

  init(_ attributes: World.Attributes, naming: World.Naming) {
    self.attributes = attributes
    self.naming = naming
    noun = naming.contains(.shape) ? attributes.shape.words.plain : "shape"
    colour = attributes.colour.words.plain
    texture = attributes.texture.words.plain
    size = attributes.size.words.plain
    backdrop = "on a \(attributes.backdrop.words.plain) background"
  }

  mutating func vary(by variety: Double, random: inout Random) {
    let synonym = 0.25 * variety
    if naming.contains(.shape) {
      pick(&noun, attributes.shape.words.synonyms, synonym, &random)
    } else {
      pick(&noun, ["object", "thing", "figure"], 0.75, &random)
    }
    pick(&colour, attributes.colour.words.synonyms, synonym, &random)
    pick(&texture, attributes.texture.words.synonyms, synonym, &random)
    pick(&size, attributes.size.words.synonyms, synonym, &random)
    var ground = attributes.backdrop.words.plain
    pick(&ground, attributes.backdrop.words.synonyms, synonym, &random)
    backdrop = "on a \(ground) background"
    pick(&backdrop, ["on \(ground)", "against a \(ground) background"], 0.4 * variety, &random)
    pick(&frame, ["*", "the *", "a picture of *", "an image of *", "this is *", "a drawing of *"],
      0.65, &random)
    let turn = random.uniform()
    if turn < 0.2 * variety {
      order = .textureFirst
    } else if turn < 0.4 * variety {
      order = .textureLast
    } else if turn < 0.5 * variety {
      order = .predicate
    }
  }

  private func pick(
    _ word: inout String, _ others: [String], _ chance: Double, _ random: inout Random
  ) {
    // Both draws happen anyway, so that one word's choice does not shift all later ones.
    let (changes, index) = (random.uniform() < chance, random.below(others.count))
    if changes, others.indices.contains(index) { word = others[index] }
  }

  var sentence: String {
    var before: [String] = naming.contains(.size) ? [size] : []
    var after: [String] = []
    let colours = naming.contains(.colour) ? [colour] : []
    let textures = naming.contains(.texture) ? [texture] : []
    switch order {
    case .colourFirst: before += colours + textures
    case .textureFirst: before += textures + colours
    case .textureLast:
      before += colours
      if !textures.isEmpty { after.append(attributes.texture.phrase ?? texture) }
    case .predicate:
      let said = colours + textures
      if !said.isEmpty { after.append("that is " + said.joined(separator: " and ")) }
    }
    if naming.contains(.backdrop) { after.append(backdrop) }
    let object = (before + [noun]).joined(separator: " ")
    let determined = frame.hasPrefix("the ") ? object : Grammar.withArticle(object)
    let whole = ([determined] + after).joined(separator: " ")
    return frame.replacing("*", with: whole)
  }
}
