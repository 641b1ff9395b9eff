extension World.TaskRecipe {
  /// Every task; shifted test sets are these names with a shift behind: `textures-night`.
  static let all = [textures, sketches, species, variants, signs, negatives]

  /// Patterns, half of them never seen or named in pretraining, on any object in any colour:
  /// pictures of a class share nothing else.
  private static let textures = World.TaskRecipe(
    name: "textures",
    about: "ten patterns, five of them new, on objects of any shape and colour",
    template: "a photo of a {} shape.",
    frame: "finely printed {} cloth",
    variation: 1, closeness: 0,
    classes: [
      .init("striped", "banded", look: patterned(.striped)),
      .init("dotted", "speckled", look: patterned(.dotted)),
      .init("checkered", "chessboard", look: patterned(.checkered)),
      .init("zigzag", "jagged", look: patterned(.zigzag)),
      .init("gridded", "meshed", look: patterned(.grid)),
      .init("brick", "walled", look: patterned(.bricks)),
      .init("honeycomb", "waxed", look: patterned(.honeycomb)),
      .init("confetti", "littered", look: patterned(.confetti)),
      .init("spiral", "coiled", look: patterned(.spiral)),
      .init("radiant", "beamed", look: patterned(.rays)),
    ])

  private static func patterned(_ texture: World.Texture) -> World.Look {
    World.Look(textures: [texture], turn: 1.2)
  }

  /// Known shapes under their known names in drawing styles that pretraining never showed.
  private static let sketches = World.TaskRecipe(
    name: "sketches",
    about: "the twelve known shapes as line drawings, by pen, pencil and dashes",
    template: "a drawing of a {}.",
    frame: "drawn outline of one {}",
    variation: 0.7, closeness: 0,
    classes: World.Shape.known.map { shape in
      .init(
        shape.words.plain, shape.words.unseen.first ?? shape.words.plain,
        look: World.Look(shapes: [shape], styles: [.outline, .sketchy, .dashed], turn: 0.4))
    })

  /// Invented names, each for one combination of shape, colour and texture: nothing in a name
  /// tells the picture, and pictures of a class hardly differ.
  private static let species = World.TaskRecipe(
    name: "species",
    about: "ten invented creatures, each one shape, colour and pattern",
    template: "a photo of a {}.",
    frame: "rare island kind of {}",
    variation: 0.3, closeness: 0,
    classes: [
      .init("blicket", "lesser wug", look: creature(.drop, .red, .dotted)),
      .init("dax", "greater wug", look: creature(.drop, .red, .striped)),
      .init("fendle", "northern wug", look: creature(.drop, .blue, .dotted)),
      .init("gazzer", "southern wug", look: creature(.drop, .blue, .striped)),
      .init("koba", "eastern wug", look: creature(.crescent, .red, .dotted)),
      .init("modi", "western wug", look: creature(.crescent, .blue, .striped)),
      .init("pimwit", "upland wug", look: creature(.star, .green, .zigzag)),
      .init("toma", "lowland wug", look: creature(.star, .green, .grid)),
      .init("vorp", "mountain wug", look: creature(.heart, .green, .zigzag)),
      .init("zib", "river wug", look: creature(.heart, .purple, .grid)),
    ])

  private static func creature(
    _ shape: World.Shape, _ colour: World.Colour, _ texture: World.Texture
  ) -> World.Look {
    World.Look(
      shapes: [shape], colours: [colour], textures: [texture], backdrops: [.mint, .sky, .sand])
  }

  /// One object in twelve finely differing patterns, under long names that differ in a word or
  /// two: width and direction are words that pretraining never read.
  private static let variants = World.TaskRecipe(
    name: "variants",
    about: "one pattern or another, fine or broad, upright, slanting or level",
    template: "a photo of a {}.",
    frame: "paper scrap or {}",
    variation: 0.5, closeness: 0.5,
    classes: [
      variant("fine upright stripes", .striped, 0.8, 0),
      variant("fine slanting stripes", .striped, 0.8, 0.785),
      variant("fine level stripes", .striped, 0.8, 1.571),
      variant("broad upright stripes", .striped, 1.6, 0),
      variant("broad slanting stripes", .striped, 1.6, 0.785),
      variant("broad level stripes", .striped, 1.6, 1.571),
      variant("fine upright zigzags", .zigzag, 0.8, 1.571),
      variant("fine slanting zigzags", .zigzag, 0.8, 0.785),
      variant("fine level zigzags", .zigzag, 0.8, 0),
      variant("broad upright zigzags", .zigzag, 1.6, 1.571),
      variant("broad slanting zigzags", .zigzag, 1.6, 0.785),
      variant("broad level zigzags", .zigzag, 1.6, 0),
    ])

  private static func variant(
    _ pattern: String, _ texture: World.Texture, _ coarseness: Float, _ direction: Float
  ) -> Class {
    Class(
      pattern, "shape with \(pattern) on it",
      look: World.Look(
        shapes: [.square, .circle], colours: [.blue, .red, .green], textures: [texture],
        sizes: [.large], backdrops: [.white, .sand, .grey], coarseness: coarseness,
        grainDirection: direction, turn: 0.15))
  }

  /// Plates with signs on them: five of the shapes are known, seven are new and so are their names.
  private static let signs = World.TaskRecipe(
    name: "signs",
    about: "twelve signs cut out of coloured plates, seven of them new shapes",
    template: "a picture of a {}.",
    frame: "road sign for a {}",
    variation: 0.6, closeness: 0,
    classes: [
      .init("arrow", "way on", look: sign(.arrow)),
      .init("cross", "way in", look: sign(.cross)),
      .init("heart", "way out", look: sign(.heart)),
      .init("drop", "way down", look: sign(.drop)),
      .init("star", "way up", look: sign(.star)),
      .init("house", "way back", look: sign(.house)),
      .init("bolt", "way off", look: sign(.bolt)),
      .init("leaf", "way over", look: sign(.leaf)),
      .init("hourglass", "way under", look: sign(.hourglass)),
      .init("fish", "way across", look: sign(.fish)),
      .init("cup", "way around", look: sign(.cup)),
      .init("tree", "way through", look: sign(.tree)),
    ])

  private static func sign(_ shape: World.Shape) -> World.Look {
    World.Look(
      shapes: [shape], colours: [.blue, .red, .green, .brown, .purple],
      backdrops: [.white, .black, .sand], styles: [.cutout], turn: 0.3)
  }

  /// Photographic negatives: every colour is shown by its opposite, so that the zero-shot answer
  /// is not just unsure but wrong.
  private static let negatives = World.TaskRecipe(
    name: "negatives",
    about: "the nine colours on photographic negatives, where red looks cyan",
    template: "a photo of a {} shape.",
    frame: "formerly {} coloured",
    variation: 0.8, closeness: 0,
    classes: World.Colour.allCases.map { colour in
      .init(
        colour.words.plain, colour.words.unseen.first ?? colour.words.plain,
        look: World.Look(
          colours: [colour], textures: World.Texture.known, styles: [.inverted]))
    })
}
