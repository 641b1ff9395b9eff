import Foundation

/// Draws one scene into three planes of floats: red, green, blue, each `side` × `side`, in 0...1.
///
/// A pixel costs two look-ups, in the shape's distance field and in the texture's tile; what the
/// distance says in pixels is how much of the pixel is covered, which makes edges smooth.
struct Canvas {
  let side: Int
  let planes: UnsafeMutablePointer<Float>

  func draw(_ scene: World.Scene) {
    let recipe = scene.recipe
    var scene = scene
    if recipe.monochrome {
      scene.paint = SIMD3(repeating: 0.22)
      scene.top = SIMD3(repeating: 0.93)
      scene.bottom = scene.top
    }
    if recipe.cutout {
      let plate = scene.paint
      scene.paint = scene.top
      scene.marks = World.Scene.marks(
        on: scene.paint, tint: scene.paint.sum() < 1.5, strength: 0.7)
      (scene.top, scene.bottom) = (plate, plate)
    }
    drawBackdrop((scene.top, scene.bottom))
    drawObject(scene, recipe)
    for _ in 0..<recipe.blur { soften() }
    expose(recipe)
    addGrain(max(scene.grain, recipe.noise), seed: scene.grainSeed)
  }

  private func drawBackdrop(_ paint: (top: SIMD3<Float>, bottom: SIMD3<Float>)) {
    for channel in 0..<3 {
      var pixel = planes + channel * side * side
      let step = (paint.bottom[channel] - paint.top[channel]) / Float(max(side - 1, 1))
      for row in 0..<side {
        pixel.update(repeating: paint.top[channel] + step * Float(row), count: side)
        pixel += side
      }
    }
  }

  private func drawObject(_ scene: World.Scene, _ recipe: World.Style.Recipe) {
    let field = DistanceField.shapes[scene.attributes.shape.rawValue]
    let tile = TextureTile.textures[scene.attributes.texture.rawValue]
    field.values.withUnsafeBufferPointer { field in
      tile.values.withUnsafeBufferPointer { tileValues in
        let brush = Brush(
          scene: scene, recipe: recipe, side: side, field: field, tile: tileValues,
          aspect: tile.aspect, coversObject: tile.coversObject)
        paint(scene, brush)
      }
    }
  }

  /// Goes over the pixels that the object can reach.
  private func paint(_ scene: World.Scene, _ brush: Brush) {
    let reach = brush.radius * DistanceField.extent
    let left = pixel(brush.x - reach)
    let right = pixel(brush.x + reach + 1)
    let above = pixel(brush.y - reach)
    let below = pixel(brush.y + reach + 1)
    let area = side * side
    let paint = scene.paint
    let marks = scene.marks - paint
    for row in above..<max(above, below) {
      for column in left..<max(left, right) {
        let (covered, marked) = brush.sample(Float(column) + 0.5, Float(row) + 0.5)
        guard covered > 0 else { continue }
        let pixel = planes + row * side + column
        pixel[0] += (paint.x + marks.x * marked - pixel[0]) * covered
        pixel[area] += (paint.y + marks.y * marked - pixel[area]) * covered
        pixel[2 * area] += (paint.z + marks.z * marked - pixel[2 * area]) * covered
      }
    }
  }

  /// A coordinate brought into 0...side; the order of the arguments makes NaN 0.
  private func pixel(_ coordinate: Float) -> Int { Int(min(Float(side), max(0, coordinate))) }
}
