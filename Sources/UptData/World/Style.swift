extension World {
  /// How a picture is drawn. Pretraining knows `filled` only; the others belong to tasks.
  public enum Style: String, CaseIterable, Sendable {
    case filled, outline, dashed, inverted, sketchy, noisy, blurred, night, faded, cutout

    /// The numbers behind the style.
    var recipe: Recipe {
      switch self {
      case .filled: Recipe()
      case .outline: Recipe(line: 0.09)
      case .dashed: Recipe(line: 0.1, dashes: 9)
      case .inverted: Recipe(invert: true)
      case .sketchy: Recipe(line: 0.07, wobble: 0.07, monochrome: true, noise: 0.08)
      case .noisy: Recipe(noise: 0.3)
      case .blurred: Recipe(blur: 3)
      case .night: Recipe(noise: 0.08, light: SIMD3(0.30, 0.34, 0.48))
      case .faded: Recipe(light: SIMD3(0.35, 0.33, 0.30), haze: 0.6)
      case .cutout: Recipe(cutout: true)
      }
    }

    /// Departures from a plain filled drawing.
    struct Recipe: Sendable {
      /// Half the width of the line, in radii; 0 fills the object instead.
      var line: Float = 0
      /// How many dashes go around the line; 0 is unbroken.
      var dashes: Float = 0
      /// How far the hand shakes, in radii.
      var wobble: Float = 0
      /// Grey pencil instead of the object's colour, on white paper.
      var monochrome = false
      /// Every channel turned around.
      var invert = false
      /// The largest amount of noise on a channel.
      var noise: Float = 0
      /// How many times the picture is softened.
      var blur = 0
      /// What is left of each channel's light.
      var light = SIMD3<Float>(repeating: 1)
      /// What is added to every channel.
      var haze: Float = 0
      /// The object's paint around it, the backdrop's within.
      var cutout = false

      /// This drawing with another recipe's effects on top; what the other draws is ignored.
      func under(_ shift: Recipe) -> Recipe {
        var result = self
        result.invert = invert != shift.invert
        result.noise = max(noise, shift.noise)
        result.blur += shift.blur
        result.light *= shift.light
        result.haze += shift.haze
        return result
      }
    }
  }
}
