extension World {
  /// What an object's outline is. Pretraining shows the first twelve; the others belong to tasks.
  public enum Shape: Int, CaseIterable, Sendable {
    case circle, square, triangle, star, heart, ring
    case cross, diamond, crescent, hexagon, arrow, drop
    case house, bolt, leaf, hourglass, flower, gear
    case fish, cup, cloud, tree, mushroom, pentagon

    /// The shapes that pretraining shows.
    public static let known = Array(allCases.prefix(12))
  }

  /// The main colour of an object. Pretraining shows all of them.
  public enum Colour: Int, CaseIterable, Sendable {
    case red, orange, yellow, green, teal, blue, purple, pink, brown

    /// The colour before jitter, as red, green and blue in 0...1.
    var paint: SIMD3<Float> {
      switch self {
      case .red: SIMD3(0.86, 0.12, 0.12)
      case .orange: SIMD3(0.97, 0.52, 0.08)
      case .yellow: SIMD3(0.96, 0.86, 0.14)
      case .green: SIMD3(0.15, 0.60, 0.20)
      case .teal: SIMD3(0.08, 0.68, 0.68)
      case .blue: SIMD3(0.13, 0.28, 0.86)
      case .purple: SIMD3(0.50, 0.15, 0.66)
      case .pink: SIMD3(0.98, 0.52, 0.74)
      case .brown: SIMD3(0.45, 0.27, 0.12)
      }
    }
  }

  /// The pattern on an object. Pretraining shows the first six; the others belong to tasks.
  public enum Texture: Int, CaseIterable, Sendable {
    case plain, striped, dotted, checkered, zigzag, grid
    case waves, bricks, scales, honeycomb, crosses, confetti
    case rings, rays, spiral, argyle, triangles, marble

    /// The textures that pretraining shows.
    public static let known = Array(allCases.prefix(6))
  }

  /// How much of the picture the object takes.
  public enum Size: Int, CaseIterable, Sendable {
    case small, medium, large

    /// The object's radius as a fraction of the picture's side: from, to.
    var radii: (Double, Double) {
      switch self {
      case .small: (0.19, 0.23)
      case .medium: (0.27, 0.32)
      case .large: (0.36, 0.42)
      }
    }
  }

  /// What is behind the object.
  public enum Backdrop: Int, CaseIterable, Sendable {
    case white, black, grey, sand, sky, mint, navy

    /// The colour before jitter, as red, green and blue in 0...1.
    var paint: SIMD3<Float> {
      switch self {
      case .white: SIMD3(0.96, 0.96, 0.96)
      case .black: SIMD3(0.06, 0.06, 0.06)
      case .grey: SIMD3(0.56, 0.56, 0.56)
      case .sand: SIMD3(0.87, 0.79, 0.60)
      case .sky: SIMD3(0.66, 0.84, 0.97)
      case .mint: SIMD3(0.72, 0.91, 0.76)
      case .navy: SIMD3(0.08, 0.10, 0.28)
      }
    }
  }

  /// What a picture shows, as far as words can tell: everything but pose, jitter and style.
  public struct Attributes: Hashable, Sendable {
    public var shape: Shape
    public var colour: Colour
    public var texture: Texture
    public var size: Size
    public var backdrop: Backdrop

    public init(
      shape: Shape, colour: Colour, texture: Texture, size: Size = .large,
      backdrop: Backdrop = .white
    ) {
      self.shape = shape
      self.colour = colour
      self.texture = texture
      self.size = size
      self.backdrop = backdrop
    }

    /// The part that pretraining holds out combinations of.
    public var combination: Combination {
      Combination(shape: shape, colour: colour, texture: texture)
    }
  }
}
