import UptTensor

/// What the pictures of one batch show and which attributes their captions name.
///
/// A batch is made of groups of eight. Pictures of a hard group share all but one attribute, so
/// that only this one tells their captions apart; without such groups colour alone tells most of
/// a batch apart, and an encoder is slow to look at shape.
struct BatchPlan {
  typealias Attributes = World.Attributes

  private(set) var items: [(attributes: Attributes, naming: World.Naming)] = []

  /// What a group's pictures differ in.
  private enum Contrast { case everything, shape, texture, colour }

  private static let groupSize = 8

  init(seed: Int, step: Int, size: Int, difficulty: Double) {
    items.reserveCapacity(size)
    var group = 0
    while items.count < size {
      var random = Random(seed, "world.group", step, group)
      addGroup(
        BatchPlan.contrast(&random), count: min(BatchPlan.groupSize, size - items.count),
        difficulty: difficulty, random: &random)
      group += 1
    }
  }

  private static func contrast(_ random: inout Random) -> Contrast {
    switch random.uniform() {
    case ..<0.42: .shape
    case ..<0.57: .texture
    case ..<0.67: .colour
    default: .everything
    }
  }

  private mutating func addGroup(
    _ contrast: Contrast, count: Int, difficulty: Double, random: inout Random
  ) {
    let common = BatchPlan.attributes(difficulty: difficulty, random: &random)
    let shapes = BatchPlan.shuffled(World.Shape.known, &random)
    let textures = BatchPlan.shuffled(World.Texture.known, &random)
    let colours = BatchPlan.shuffled(World.Colour.allCases, &random)
    var next = 0
    var added = 0
    while added < count {
      var attributes = common
      switch contrast {
      case .everything:
        attributes = BatchPlan.attributes(difficulty: difficulty, random: &random)
      case .shape: attributes.shape = shapes[next % shapes.count]
      case .texture: attributes.texture = textures[next % textures.count]
      case .colour: attributes.colour = colours[next % colours.count]
      }
      next += 1
      if attributes.combination.isUnseen { continue }
      items.append((attributes, BatchPlan.naming(contrast, random: &random)))
      added += 1
    }
  }

  private static func shuffled<T>(_ values: [T], _ random: inout Random) -> [T] {
    random.permutation(values.count).map { values[$0] }
  }

  /// Chance attributes of a combination that pretraining may show.
  /// Easy pictures show objects that are not small.
  static func attributes(difficulty: Double, random: inout Random) -> Attributes {
    while true {
      let drawn = Attributes(
        shape: World.Shape.known[random.below(World.Shape.known.count)],
        colour: World.Colour.allCases[random.below(World.Colour.allCases.count)],
        texture: World.Texture.known[random.below(World.Texture.known.count)],
        size: size(difficulty, &random),
        backdrop: World.Backdrop.allCases[random.below(World.Backdrop.allCases.count)])
      if !drawn.combination.isUnseen { return drawn }
    }
  }

  private static func size(_ difficulty: Double, _ random: inout Random) -> World.Size {
    let draw = random.uniform()
    if draw < difficulty / 3 { return .small }
    return draw < difficulty / 3 + 1.0 / 3 ? .medium : .large
  }

  /// What a caption names: always what its group differs in, shape in most of the others.
  private static func naming(_ contrast: Contrast, random: inout Random) -> World.Naming {
    var naming: World.Naming = []
    let chances: [(World.Naming, Double)] = [
      (.shape, 0.75), (.colour, 0.45), (.texture, 0.45), (.size, 0.2), (.backdrop, 0.25),
    ]
    // One in five captions names a single attribute.
    let single = random.uniform() < 0.2
    for (field, chance) in chances where random.uniform() < chance && !single {
      naming.insert(field)
    }
    switch contrast {
    case .shape: naming.insert(.shape)
    case .texture: naming.insert(.texture)
    case .colour: naming.insert(.colour)
    case .everything: if naming.isEmpty { naming.insert(.shape) }
    }
    return naming
  }
}
