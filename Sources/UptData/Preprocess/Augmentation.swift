import Foundation
import UptTensor

/// What a picture goes through while training: a random box resized to the tower's size, mirrored
/// or not. A pure function of the stream it draws from.
public struct Augmentation: Equatable, Sendable {
  /// The least and the largest share of the picture's area that a box covers.
  public let scale: ClosedRange<Double>
  /// The least and the largest ratio of a box's width to its height.
  public let ratio: ClosedRange<Double>
  /// How often the picture is mirrored.
  public let mirror: Double

  /// The authors' settings: area 0.08…1, ratio 3/4…4/3, every second picture mirrored.
  public static let standard = Augmentation(unchecked: 0.08...1, 0.75...(4.0 / 3), 0.5)

  /// - Throws: `.value` when the area is not within 0…1, a ratio is not positive, or the share of
  ///   mirrored pictures not within 0…1.
  public init(
    scale: ClosedRange<Double>, ratio: ClosedRange<Double> = 0.75...(4.0 / 3), mirror: Double = 0.5
  ) throws {
    guard scale.lowerBound > 0, scale.upperBound <= 1 else {
      throw EngineError(
        .value, "a box covers a share of the picture above 0 and up to 1, not "
          + "\(scale.lowerBound)…\(scale.upperBound)")
    }
    guard ratio.lowerBound > 0, ratio.upperBound.isFinite else {
      throw EngineError(
        .value, "\(ratio.lowerBound)…\(ratio.upperBound) are no ratios of width to height")
    }
    guard (0...1).contains(mirror) else {
      throw EngineError(.value, "\(mirror) is no share of mirrored pictures")
    }
    self.init(unchecked: scale, ratio, mirror)
  }

  private init(
    unchecked scale: ClosedRange<Double>, _ ratio: ClosedRange<Double>, _ mirror: Double
  ) {
    self.scale = scale
    self.ratio = ratio
    self.mirror = mirror
  }

  /// A box for a picture of this size: of up to ten drawn ones the first that fits, else the
  /// largest centred one of a ratio that is allowed.
  public func box(width: Int, height: Int, from stream: inout Random) -> Box {
    let area = Double(width) * Double(height)
    for _ in 0..<10 {
      let target = area * stream.uniform(scale.lowerBound, scale.upperBound)
      let shape = exp(stream.uniform(log(ratio.lowerBound), log(ratio.upperBound)))
      let columns = (target * shape).squareRoot().rounded(.toNearestOrEven)
      let rows = (target / shape).squareRoot().rounded(.toNearestOrEven)
      if columns >= 1, rows >= 1, columns <= Double(width), rows <= Double(height) {
        let top = stream.below(height - Int(rows) + 1)
        let left = stream.below(width - Int(columns) + 1)
        return Box(left: left, top: top, width: Int(columns), height: Int(rows))
      }
    }
    return centred(width: width, height: height)
  }

  private func centred(width: Int, height: Int) -> Box {
    var columns = width
    var rows = height
    let shape = Double(width) / Double(height)
    func whole(_ side: Double, _ limit: Int) -> Int {
      max(1, Int(min(side.rounded(.toNearestOrEven), Double(limit))))
    }
    if shape < ratio.lowerBound {
      rows = whole(Double(width) / ratio.lowerBound, height)
    } else if shape > ratio.upperBound {
      columns = whole(Double(height) * ratio.upperBound, width)
    }
    return Box(
      left: (width - columns) / 2, top: (height - rows) / 2, width: columns, height: rows)
  }

  /// The picture as training sees it, `size` x `size` pixels.
  func square(_ image: Image, size: Int, from stream: inout Random) throws -> Planes {
    let box = box(width: image.width, height: image.height, from: &stream)
    let mirrored = stream.uniform() < mirror
    return try Augmentation.apply(image, box: box, size: size, mirrored: mirrored)
  }

  /// Resizes what is inside the box to `size` x `size` and mirrors it if asked to.
  /// - Throws: `.value` when the box does not lie in the picture, or the size is not positive.
  static func apply(_ image: Image, box: Box, size: Int, mirrored: Bool) throws -> Planes {
    try Image.check(width: size, height: size)
    guard box.fits(width: image.width, height: image.height) else {
      throw EngineError(
        .value, "a box of \(box.width)×\(box.height) at (\(box.left), \(box.top)) "
          + "does not lie in a picture of \(image.width)×\(image.height)")
    }
    let whole = Box(left: 0, top: 0, width: size, height: size)
    let square = Bicubic.resize(image, part: box, width: size, height: size, window: whole)
    return mirrored ? square.mirrored() : square
  }
}
