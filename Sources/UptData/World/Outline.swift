import Foundation

/// The outline of a shape as closed polygons: what is in one of `solid` but in none of `cut`.
/// The x axis points right, y down, and the outline fits the unit circle or nearly so.
struct Outline: Sendable {
  typealias Point = SIMD2<Float>

  var solid: [[Point]]
  var cut: [[Point]] = []

  init(_ solid: [Point]..., cut: [Point]...) {
    self.solid = solid
    self.cut = cut
  }

  // MARK: Pieces

  static func disc(_ radius: Float, x: Float = 0, y: Float = 0) -> [Point] {
    regular(48, radius, x: x, y: y)
  }

  /// A regular polygon whose first corner points up.
  static func regular(_ corners: Int, _ radius: Float, x: Float = 0, y: Float = 0) -> [Point] {
    (0..<corners).map { corner in
      let angle = 2 * Float.pi * Float(corner) / Float(corners)
      return Point(x + radius * sin(angle), y - radius * cos(angle))
    }
  }

  /// A star whose first tip points up.
  static func star(_ tips: Int, outer: Float, inner: Float) -> [Point] {
    (0..<2 * tips).map { corner in
      let angle = Float.pi * Float(corner) / Float(tips)
      let radius = corner % 2 == 0 ? outer : inner
      return Point(radius * sin(angle), -radius * cos(angle))
    }
  }

  static func box(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) -> [Point] {
    [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
  }

  /// A polygon from coordinates in turn: x, y, x, y, …
  static func polygon(_ coordinates: Float...) -> [Point] {
    stride(from: 0, to: coordinates.count - 1, by: 2).map {
      Point(coordinates[$0], coordinates[$0 + 1])
    }
  }

  /// A closed curve given by its angle.
  static func curve(_ points: Int = 64, _ at: (Float) -> Point) -> [Point] {
    (0..<points).map { at(2 * Float.pi * Float($0) / Float(points)) }
  }

  // MARK: Distance

  /// The signed distance of a point from the edge, negative inside. Exact but where pieces meet.
  func distance(_ point: Point) -> Float {
    var result = Float.infinity
    for polygon in solid { result = min(result, Outline.distance(point, polygon)) }
    for polygon in cut { result = max(result, -Outline.distance(point, polygon)) }
    return result
  }

  private static func distance(_ point: Point, _ polygon: [Point]) -> Float {
    guard var previous = polygon.last else { return .infinity }
    var nearest = Float.infinity
    var inside = false
    for corner in polygon {
      let edge = previous - corner
      let offset = point - corner
      let along = (offset * edge).sum() / max((edge * edge).sum(), 1e-12)
      let miss = offset - edge * min(max(along, 0), 1)
      nearest = min(nearest, (miss * miss).sum())
      if (corner.y > point.y) != (previous.y > point.y),
        offset.x < edge.x * offset.y / edge.y
      {
        inside.toggle()
      }
      previous = corner
    }
    return inside ? -nearest.squareRoot() : nearest.squareRoot()
  }
}
