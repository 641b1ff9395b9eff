import Foundation

/// A texture as one tile that repeats: where its marks are, as the signed distance to the edge of
/// the nearest mark in tile widths, negative on a mark. Tabulated once like the shapes.
struct TextureTile: Sendable {
  /// Points along each side of the table; a power of two, so that wrapping around is a mask.
  static let side = 64

  /// Row by row; negative on a mark.
  let values: [Float]
  /// Height of the tile over its width, as drawn.
  let aspect: Float
  /// True where one tile covers the whole object instead of repeating.
  let coversObject: Bool

  init(_ texture: World.Texture) {
    let side = TextureTile.side
    coversObject = [.rings, .rays, .spiral].contains(texture)
    aspect = texture == .honeycomb ? Float(3).squareRoot() : 1
    values = (0..<side * side).map { index in
      texture.mark(
        (Float(index % side) + 0.5) / Float(side), (Float(index / side) + 0.5) / Float(side))
    }
  }

  /// The tiles of all textures, indexed by raw value.
  static let textures = World.Texture.allCases.map(TextureTile.init)
}

extension World.Texture {
  /// The signed distance from a point of the tile (u right, v down, both in 0...1) to the edge of
  /// the nearest mark.
  fileprivate func mark(_ u: Float, _ v: Float) -> Float {
    let x = u - 0.5
    let y = v - 0.5
    switch self {
    case .plain: return 1
    case .striped: return abs(x) - 0.25
    case .dotted: return staggered(u, v) { hypot($0, $1) - 0.21 }
    case .checkered:
      let (a, b) = (abs(x) - 0.25, abs(y) - 0.25)
      return a * b > 0 ? -min(abs(a), abs(b)) : min(abs(a), abs(b))
    case .zigzag: return 0.75 * (abs(wrap(v + abs(x)) - 0.5) - 0.24)
    case .grid: return min(abs(x), abs(y)) - 0.12
    case .waves: return 0.8 * (abs(wrap(v + 0.16 * sin(2 * .pi * u)) - 0.5) - 0.22)
    case .bricks:
      let joint = v < 0.5 ? abs(x) : 0.5 - abs(x)
      return min(abs(wrap(2 * v + 0.5) - 0.5) / 2, joint) - 0.07
    case .scales: return scale(u, v)
    case .honeycomb: return comb(u, v)
    case .crosses:
      return staggered(u, v) { a, b in
        let (a, b) = (abs(a), abs(b))
        return min(max(a - 0.21, b - 0.07), max(b - 0.21, a - 0.07))
      }
    case .confetti: return confetti(u, v)
    case .rings: return (abs(wrap(3.6 * 2 * hypot(x, y)) - 0.5) - 0.22) / 7.2
    case .rays: return (abs(wrap(8 * angle(x, y)) - 0.5) - 0.25) * hypot(x, y) * 0.75
    case .spiral:
      return (abs(wrap(6.4 * hypot(x, y) + angle(x, y)) - 0.5) - 0.24) / 6.4
    case .argyle: return (abs(x) + abs(y) - 0.36) * 0.7
    case .triangles:
      return max(abs(x) * 0.9 - (v - 0.12) * 0.45, v - 0.82)
    case .marble:
      let bend = 0.16 * sin(2 * .pi * (v + 0.2 * sin(2 * .pi * u))) + 0.1 * sin(4 * .pi * v)
      return 0.6 * (abs(wrap(u + bend + 0.12 * sin(6 * .pi * v)) - 0.5) - 0.12)
    }
  }

  private func wrap(_ value: Float) -> Float { value - value.rounded(.down) }

  /// The direction of a point as a fraction of a turn.
  private func angle(_ x: Float, _ y: Float) -> Float { atan2(y, x) / (2 * .pi) + 0.5 }

  /// A mark twice in a tile, in every second field of a chessboard.
  private func staggered(_ u: Float, _ v: Float, _ mark: (Float, Float) -> Float) -> Float {
    let first = mark(wrap(u + 0.25) - 0.5, wrap(v + 0.25) - 0.5)
    let second = mark(wrap(u - 0.25) - 0.5, wrap(v - 0.25) - 0.5)
    return min(first, second)
  }

  /// Overlapping scales: rows of discs, each row in front of the one below it.
  private func scale(_ u: Float, _ v: Float) -> Float {
    for row in [-0.5, 0, 0.5, 1] as [Float] {
      let shift: Float = row == 0 || row == 1 ? 0.5 : 0
      let away = hypot(wrap(u + shift) - 0.5, v - row)
      if away < 0.52 { return 0.52 - away - 0.13 }
    }
    return -0.1
  }

  /// The walls between hexagonal cells: where the two nearest centres are equally far.
  private func comb(_ u: Float, _ v: Float) -> Float {
    var distances: [Float] = []
    for (cx, cy) in [(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)] as [(Float, Float)] {
      distances.append(hypot(u - cx, (v - cy) * Float(3).squareRoot()))
    }
    distances.sort()
    return (distances[1] - distances[0]) / 2 - 0.09
  }

  /// Short bars thrown about, the same on every tile.
  private func confetti(_ u: Float, _ v: Float) -> Float {
    let bars: [(Float, Float, Float)] = [
      (0.15, 0.2, 0.3), (0.55, 0.1, 1.7), (0.85, 0.35, 2.6), (0.35, 0.5, 0.9),
      (0.1, 0.75, 2.2), (0.65, 0.62, 0.1), (0.4, 0.88, 2.9), (0.88, 0.85, 1.2),
    ]
    var nearest = Float.infinity
    for (cx, cy, turn) in bars {
      let x = wrap(u - cx + 0.5) - 0.5
      let y = wrap(v - cy + 0.5) - 0.5
      let along = x * cos(turn) + y * sin(turn)
      let across = y * cos(turn) - x * sin(turn)
      nearest = min(nearest, max(abs(along) - 0.13, abs(across) - 0.05))
    }
    return nearest
  }
}
