import Foundation

/// The outline of a shape: what is in one of `solid` but in none of `cut`.
/// The x axis points right, y down, and the outline fits the unit circle or nearly so.
struct Outline: Sendable {
  typealias Point = SIMD2<Float>

  /// A closed figure.
  enum Piece: Sendable {
    case disc(radius: Float, x: Float, y: Float)
    case polygon([Point])
  }

  var solid: [Piece]
  var cut: [Piece] = []

  init(_ solid: Piece..., cut: Piece...) {
    self.solid = solid
    self.cut = cut
  }

  // MARK: Pieces

  static func disc(_ radius: Float, x: Float = 0, y: Float = 0) -> Piece {
    .disc(radius: radius, x: x, y: y)
  }

  /// A regular polygon whose first corner points up.
  static func regular(_ corners: Int, _ radius: Float) -> Piece {
    curve(corners) { Point(radius * sin($0), -radius * cos($0)) }
  }

  /// A star whose first tip points up.
  static func star(_ tips: Int, outer: Float, inner: Float) -> Piece {
    .polygon(
      (0..<2 * tips).map { corner in
        let angle = Float.pi * Float(corner) / Float(tips)
        let radius = corner % 2 == 0 ? outer : inner
        return Point(radius * sin(angle), -radius * cos(angle))
      })
  }

  static func box(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) -> Piece {
    polygon(left, top, right, top, right, bottom, left, bottom)
  }

  /// A polygon from coordinates in turn: x, y, x, y, …
  static func polygon(_ coordinates: Float...) -> Piece {
    .polygon(
      stride(from: 0, to: coordinates.count - 1, by: 2).map {
        Point(coordinates[$0], coordinates[$0 + 1])
      })
  }

  /// A closed curve given by its angle.
  static func curve(_ points: Int = 64, _ at: (Float) -> Point) -> Piece {
    .polygon((0..<points).map { at(2 * Float.pi * Float($0) / Float(points)) })
  }

  // MARK: Distance

  /// The signed distance of a point from the edge, negative inside. Exact but where pieces meet.
  func distance(_ x: Float, _ y: Float) -> Float {
    var result = Float.infinity
    for piece in solid { result = min(result, piece.distance(x, y)) }
    for piece in cut { result = max(result, -piece.distance(x, y)) }
    return result
  }
}

extension Outline.Piece {
  /// The signed distance of a point from the edge, negative inside.
  func distance(_ x: Float, _ y: Float) -> Float {
    switch self {
    case .disc(let radius, let centreX, let centreY):
      let (dx, dy) = (x - centreX, y - centreY)
      return (dx * dx + dy * dy).squareRoot() - radius
    case .polygon(let corners):
      return corners.withUnsafeBufferPointer { Outline.Piece.distance(x, y, $0) }
    }
  }

  private static func distance(
    _ x: Float, _ y: Float, _ corners: UnsafeBufferPointer<Outline.Point>
  ) -> Float {
    guard let last = corners.last else { return .infinity }
    var (fromX, fromY) = (last.x, last.y)
    var nearest = Float.infinity
    var inside = false
    for corner in corners {
      let (toX, toY) = (corner.x, corner.y)
      let (edgeX, edgeY) = (fromX - toX, fromY - toY)
      let (dx, dy) = (x - toX, y - toY)
      let along = (dx * edgeX + dy * edgeY) / max(edgeX * edgeX + edgeY * edgeY, 1e-12)
      let clipped = min(max(along, 0), 1)
      let (missX, missY) = (dx - edgeX * clipped, dy - edgeY * clipped)
      nearest = min(nearest, missX * missX + missY * missY)
      // A ray to the right crosses this edge.
      if (toY > y) != (fromY > y), dx < edgeX * dy / edgeY { inside.toggle() }
      (fromX, fromY) = (toX, toY)
    }
    return inside ? -nearest.squareRoot() : nearest.squareRoot()
  }
}
