import Foundation
import UptTensor

extension World {
  /// A picture to be drawn, to the last detail: attributes, pose, paint and style.
  public struct Scene: Sendable {
    public var attributes: Attributes
    public var style: Style
    /// What is done to the finished drawing on top of its style.
    public var shift: Style?
    /// The object's centre, as fractions of the picture's side from the top left.
    public var x: Float = 0.5
    public var y: Float = 0.5
    /// The object's radius as a fraction of the picture's side.
    public var radius: Float
    /// The object's turn in radians, clockwise.
    public var rotation: Float = 0
    /// The texture's turn in radians, in the object's frame.
    public var textureRotation: Float = 0
    /// The width of a texture's tile as a fraction of the picture's side.
    public var textureScale: Float
    /// Where the texture's first tile begins, in tiles.
    public var textureOffset = SIMD2<Float>(0, 0)
    /// The object's paint, the paint of its texture's marks, the backdrop at top and bottom.
    public var paint: SIMD3<Float>
    public var marks: SIMD3<Float>
    public var top: SIMD3<Float>
    public var bottom: SIMD3<Float>
    /// The largest amount of grain on a channel, and which grain.
    public var grain: Float = 0
    public var grainSeed: UInt32 = 0

    /// The attributes as plainly as can be: upright, centred, without any jitter.
    public init(_ attributes: Attributes, style: Style = .filled) {
      self.attributes = attributes
      self.style = style
      let (low, high) = attributes.size.radii
      radius = Float(low + high) / 2
      textureScale = 0.45 * radius + 0.055
      paint = attributes.colour.paint
      marks = Scene.marks(on: paint, tint: false, strength: 0.7)
      top = attributes.backdrop.paint
      bottom = top
    }

    /// The attributes drawn with a chance pose and jitter.
    /// - Parameter variation: from 0, hardly any, to 1, all that pretraining shows.
    public init(
      _ attributes: Attributes, style: Style = .filled, variation: Double, random: inout Random
    ) {
      self.init(attributes, style: style)
      let (low, high) = attributes.size.radii
      radius = Float(random.uniform(low, high))
      place(within: variation, random: &random)
      rotation = Float(random.uniform(-1, 1) * variation * Scene.largestTurn)
      textureRotation = Float(random.uniform(-0.5, 0.5) * variation * .pi)
      textureScale = (0.45 * radius + 0.055) * Float(1 + 0.2 * variation * random.uniform(-1, 1))
      textureOffset = SIMD2(Float(random.uniform()), Float(random.uniform()))
      paint = Scene.jitter(attributes.colour.paint, by: variation, random: &random)
      marks = Scene.marks(
        on: paint, tint: random.uniform() < Scene.tintChance(on: attributes.backdrop),
        strength: Float(random.uniform(0.62, 0.8)))
      top = Scene.jitter(attributes.backdrop.paint, by: variation, random: &random)
      bottom = Scene.jitter(attributes.backdrop.paint, by: variation, random: &random)
      grain = Float(random.uniform(0, 0.06) * variation)
      grainSeed = UInt32(truncatingIfNeeded: random.next())
    }

    var recipe: Style.Recipe {
      guard let shift else { return style.recipe }
      return style.recipe.under(shift.recipe)
    }

    /// How far pretraining turns objects to either side, in radians.
    static let largestTurn = 0.5

    /// Moves the object off the centre, by at most what keeps it in the picture.
    mutating func place(within variation: Double, random: inout Random) {
      let slack = max(0, 0.5 - 0.95 * Double(radius)) * variation
      x = Float(0.5 + random.uniform(-slack, slack))
      y = Float(0.5 + random.uniform(-slack, slack))
    }

    /// A texture's marks: a shade of the paint that stands out, or a tint of it.
    static func marks(on paint: SIMD3<Float>, tint: Bool, strength: Float) -> SIMD3<Float> {
      let target: Float = tint ? 1 : 0
      return paint + (SIMD3(repeating: target) - paint) * strength
    }

    /// How often marks are lighter than the paint: rarely on light backdrops and mostly on dark
    /// ones, where they would otherwise nibble at the object's outline.
    private static func tintChance(on backdrop: Backdrop) -> Double {
      let light = backdrop.paint.sum() / 3
      if light > 0.7 { return 0.1 }
      return light < 0.3 ? 0.9 : 0.5
    }

    static func jitter(
      _ paint: SIMD3<Float>, by variation: Double, random: inout Random
    ) -> SIMD3<Float> {
      let light = Float(1 + 0.1 * variation * random.uniform(-1, 1))
      var result = paint * light
      for channel in 0..<3 { result[channel] += Float(0.04 * variation * random.uniform(-1, 1)) }
      return result.clamped(lowerBound: SIMD3(repeating: 0), upperBound: SIMD3(repeating: 1))
    }
  }
}
