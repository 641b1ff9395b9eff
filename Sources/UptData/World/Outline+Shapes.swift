import Foundation

extension World.Shape {
  /// The shape's outline, upright.
  var outline: Outline {
    switch self {
    case .circle: Outline(Outline.disc(0.9))
    case .square: Outline(Outline.box(-0.76, -0.76, 0.76, 0.76))
    case .triangle: Outline(Outline.polygon(0, -1, 0.95, 0.72, -0.95, 0.72))
    case .star: Outline(Outline.star(5, outer: 1.05, inner: 0.42))
    case .heart:
      Outline(
        Outline.curve { t in
          let x = 16 * pow(sin(t), 3)
          let y = 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
          return Outline.Point(x / 17, -y / 17 - 0.08)
        })
    case .ring: Outline(Outline.disc(0.95), cut: Outline.disc(0.5))
    case .cross: Outline(Outline.box(-0.3, -0.95, 0.3, 0.95), Outline.box(-0.95, -0.3, 0.95, 0.3))
    case .diamond: Outline(Outline.polygon(0, -1.05, 0.6, 0, 0, 1.05, -0.6, 0))
    case .crescent: Outline(Outline.disc(0.95, x: 0.1), cut: Outline.disc(0.8, x: 0.52))
    case .hexagon: Outline(Outline.regular(6, 1))
    case .arrow:
      Outline(
        Outline.polygon(
          0, -1.05, 0.82, -0.1, 0.3, -0.1, 0.3, 0.98, -0.3, 0.98, -0.3, -0.1, -0.82, -0.1))
    case .drop:
      Outline(Outline.disc(0.62, y: 0.36), Outline.polygon(0, -1.08, 0.56, 0.1, -0.56, 0.1))
    default: rareOutline
    }
  }

  /// The outlines of shapes that only tasks show.
  private var rareOutline: Outline {
    switch self {
    case .house:
      Outline(
        Outline.polygon(0, -1, 1, -0.1, 0.72, -0.1, 0.72, 0.85, -0.72, 0.85, -0.72, -0.1, -1, -0.1),
        cut: Outline.box(-0.2, 0.3, 0.2, 1))
    case .bolt:
      Outline(
        Outline.polygon(
          0.25, -1, -0.6, 0.15, -0.08, 0.15, -0.3, 1, 0.6, -0.25, 0.06, -0.25, 0.55, -1))
    case .leaf:
      Outline(
        Outline.curve { t in
          Outline.Point(0.55 * sin(t) * (1 - 0.35 * cos(t)) * abs(sin(t)), -cos(t))
        },
        Outline.box(-0.06, 0.7, 0.06, 1.15))
    case .hourglass:
      Outline(Outline.polygon(-0.7, -0.95, 0.7, -0.95, 0.1, 0, 0.7, 0.95, -0.7, 0.95, -0.1, 0))
    case .flower:
      Outline(
        Outline.curve(96) { t in
          let radius = 0.68 + 0.3 * cos(5 * t)
          return Outline.Point(radius * sin(t), -radius * cos(t))
        },
        cut: Outline.disc(0.2))
    case .gear:
      Outline(Outline.star(9, outer: 1.05, inner: 0.7), cut: Outline.disc(0.35))
    case .fish:
      Outline(
        Outline.curve { t in Outline.Point(0.7 * cos(t) - 0.25, 0.5 * sin(t)) },
        Outline.polygon(0.2, 0, 1, -0.55, 1, 0.55),
        cut: Outline.disc(0.1, x: -0.6, y: -0.12))
    case .cup:
      Outline(
        Outline.polygon(-0.85, -0.7, 0.45, -0.7, 0.3, 0.8, -0.7, 0.8),
        Outline.disc(0.42, x: 0.55, y: -0.1), cut: Outline.disc(0.22, x: 0.6, y: -0.1))
    case .cloud:
      Outline(
        Outline.disc(0.42, x: -0.55, y: 0.2), Outline.disc(0.52, x: -0.05, y: -0.15),
        Outline.disc(0.4, x: 0.55, y: 0.2), Outline.box(-0.55, 0.1, 0.55, 0.61))
    case .tree:
      Outline(
        Outline.polygon(0, -1.05, 0.55, -0.3, -0.55, -0.3),
        Outline.polygon(0, -0.6, 0.8, 0.5, -0.8, 0.5), Outline.box(-0.16, 0.4, 0.16, 1))
    case .mushroom:
      Outline(
        Outline.curve { t in Outline.Point(0.95 * sin(t), min(-0.9 * cos(t), 0.05)) },
        Outline.box(-0.26, 0, 0.26, 0.9))
    default:
      Outline(Outline.regular(5, 1))
    }
  }
}
