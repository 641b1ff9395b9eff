import Foundation

/// What a pixel of an object needs to know, worked out once a picture.
struct Brush {
  let x: Float
  let y: Float
  let radius: Float

  private let field: UnsafeBufferPointer<Float>
  private let tile: UnsafeBufferPointer<Float>
  private let turn: SIMD2<Float>
  private let textureTurn: SIMD2<Float>
  private let textureOffset: SIMD2<Float>
  private let tileHeight: Float
  private let tilePixels: Float
  private let line: Float
  private let dashes: Float
  private let wobble: Float
  private let phase: Float

  init(
    scene: World.Scene, recipe: World.Style.Recipe, side: Int,
    field: UnsafeBufferPointer<Float>, tile: UnsafeBufferPointer<Float>,
    aspect: Float, coversObject: Bool
  ) {
    x = scene.x * Float(side)
    y = scene.y * Float(side)
    radius = max(scene.radius * Float(side), 1)
    self.field = field
    self.tile = tile
    turn = SIMD2(cos(scene.rotation), sin(scene.rotation)) / radius
    let width = coversObject ? 2 * DistanceField.extent * radius : scene.textureScale * Float(side)
    tilePixels = max(width, 1)
    let perTile = radius * Float(TextureTile.side) / tilePixels
    textureTurn = SIMD2(cos(scene.textureRotation), sin(scene.textureRotation)) * perTile
    tileHeight = 1 / aspect
    // Well to the right of zero, so that cutting off the fraction rounds down.
    let origin = Float(TextureTile.side) * 64
    let offset = coversObject ? SIMD2(0.5, 0.5) : scene.textureOffset
    textureOffset = SIMD2(repeating: origin - 0.5) + offset * Float(TextureTile.side)
    line = recipe.line * radius + (recipe.line > 0 ? 0.35 : 0)
    dashes = recipe.dashes
    wobble = recipe.wobble
    phase = Float(scene.grainSeed & 1023) / 163
  }

  /// How much of the pixel the object covers, and how much of that is a mark of its texture.
  @inline(__always)
  func sample(_ column: Float, _ row: Float) -> (covered: Float, marked: Float) {
    let dx = column - x
    let dy = row - y
    var u = turn.x * dx + turn.y * dy
    var v = turn.x * dy - turn.y * dx
    if wobble > 0 {
      let shaken = u + wobble * sin(5 * v + phase)
      v += wobble * sin(4.3 * u + 1.7 * phase)
      u = shaken
    }
    let fu = (u + DistanceField.extent) * DistanceField.scale
    let fv = (v + DistanceField.extent) * DistanceField.scale
    let limit = Float(DistanceField.side - 1)
    guard fu >= 0, fv >= 0, fu < limit, fv < limit else { return (0, 0) }
    var distance = radius * lookUp(fu, fv)
    if line > 0 { distance = stroke(distance, u, v) }
    guard distance < 0.5 else { return (0, 0) }
    let covered = min(0.5 - distance, 1)
    if line > 0 { return (covered, 0) }
    return (covered, mark(u, v))
  }

  /// Bilinear, within the field.
  @inline(__always)
  private func lookUp(_ u: Float, _ v: Float) -> Float {
    let column = Int(u)
    let row = Int(v)
    let a = u - Float(column)
    let b = v - Float(row)
    let corner = field.baseAddress.unsafelyUnwrapped + row * DistanceField.side + column
    let upper = corner[0] + (corner[1] - corner[0]) * a
    let under = corner + DistanceField.side
    let lower = under[0] + (under[1] - under[0]) * a
    return upper + (lower - upper) * b
  }

  /// Bilinear, around the tile's edges.
  @inline(__always)
  private func mark(_ u: Float, _ v: Float) -> Float {
    let tu = textureTurn.x * u + textureTurn.y * v + textureOffset.x
    let tv = (textureTurn.x * v - textureTurn.y * u) * tileHeight + textureOffset.y
    guard tu > 0, tv > 0, tu < 65_536, tv < 65_536 else { return 0 }
    let column = Int(tu)
    let row = Int(tv)
    let a = tu - Float(column)
    let b = tv - Float(row)
    let mask = TextureTile.side - 1
    let base = tile.baseAddress.unsafelyUnwrapped
    let upper = base + (row & mask) * TextureTile.side
    let lower = base + ((row + 1) & mask) * TextureTile.side
    let left = column & mask
    let right = (column + 1) & mask
    let above = upper[left] + (upper[right] - upper[left]) * a
    let below = lower[left] + (lower[right] - lower[left]) * a
    return min(max(0.5 - tilePixels * (above + (below - above) * b), 0), 1)
  }

  /// The distance to a line along the edge instead of to the edge.
  private func stroke(_ distance: Float, _ u: Float, _ v: Float) -> Float {
    let stroked = abs(distance) - line
    guard dashes > 0 else { return stroked }
    let turn = atan2(v, u) / (2 * .pi) * dashes
    let gap = abs(turn - turn.rounded()) - 0.3
    return max(stroked, gap * 2 * .pi / dashes * hypot(u, v) * radius)
  }
}
