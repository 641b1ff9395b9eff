/// A shape's signed distance, tabulated once, so that drawing costs the same for every shape: one
/// bilinear look-up a pixel.
struct DistanceField: Sendable {
  /// Points along each side of the table.
  static let side = 96
  /// The table covers -extent...extent in both directions.
  static let extent: Float = 1.3
  /// Table steps per unit of distance.
  static let scale = Float(side - 1) / (2 * extent)

  /// Row by row from the top left; negative inside.
  let values: [Float]

  init(_ outline: Outline) {
    let side = DistanceField.side
    values = (0..<side * side).map { index in
      let x = Float(index % side) / DistanceField.scale - DistanceField.extent
      let y = Float(index / side) / DistanceField.scale - DistanceField.extent
      return outline.distance(x, y)
    }
  }

  /// The tables of all shapes, indexed by raw value.
  static let shapes = World.Shape.allCases.map { DistanceField($0.outline) }
}
