import UptTensor

extension World {
  /// What the pictures of a class have in common, and what may change between them.
  ///
  /// Every list is a choice: with variation 0 all pictures take its first value, with variation 1
  /// each picture draws one. A class is what its task's other classes do not share.
  struct Look: Sendable {
    var shapes: [Shape] = Shape.known
    var colours: [Colour] = Colour.allCases
    var textures: [Texture] = [.plain]
    var sizes: [Size] = [.large, .medium]
    var backdrops: [Backdrop] = Backdrop.allCases
    var styles: [Style] = [.filled]
    /// How much wider than usual a texture's tile is.
    var coarseness: Float = 1
    /// The texture's direction in radians; nil leaves it to chance.
    var grainDirection: Float?
    /// How far objects turn to either side at variation 1, in radians.
    var turn = Scene.largestTurn

    /// One picture of the class.
    func scene(variation: Double, random: inout Random) -> Scene {
      let attributes = Attributes(
        shape: pick(shapes, variation, &random) ?? .circle,
        colour: pick(colours, variation, &random) ?? .red,
        texture: pick(textures, variation, &random) ?? .plain,
        size: pick(sizes, variation, &random) ?? .large,
        backdrop: pick(backdrops, variation, &random) ?? .white)
      let style = pick(styles, variation, &random) ?? .filled
      var scene = Scene(attributes, style: style, variation: variation, random: &random)
      scene.rotation *= Float(turn / Scene.largestTurn)
      scene.textureScale *= coarseness
      if let grainDirection { scene.textureRotation = grainDirection - scene.rotation }
      return scene
    }

    private func pick<T>(_ choices: [T], _ variation: Double, _ random: inout Random) -> T? {
      let (free, index) = (random.uniform() < variation, random.below(choices.count))
      return free && choices.indices.contains(index) ? choices[index] : choices.first
    }
  }
}
