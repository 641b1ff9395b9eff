import UptTensor

/// A rectangle of pixels.
public struct Box: Equatable, Sendable {
  /// The first column.
  public var left: Int
  /// The first row.
  public var top: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle; whether it lies in a picture is checked where the two meet.
  public init(left: Int, top: Int, width: Int, height: Int) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }

  /// Whether the box is not empty and lies wholly in a picture of this size.
  func fits(width: Int, height: Int) -> Bool {
    left >= 0 && top >= 0 && self.width > 0 && self.height > 0
      && self.width <= width && left <= width - self.width
      && self.height <= height && top <= height - self.height
  }
}

extension Image {
  /// The part inside `box`.
  /// - Throws: `.value` when the box is empty or reaches outside the picture.
  public func cropped(to box: Box) throws -> Image {
    guard box.fits(width: width, height: height) else {
      throw EngineError(
        .value, "a box of \(box.width)×\(box.height) at (\(box.left), \(box.top)) "
          + "does not lie in a picture of \(width)×\(height)")
    }
    if box.width == width && box.height == height { return self }
    var result: [UInt8] = []
    result.reserveCapacity(box.width * box.height * 3)
    for row in box.top..<(box.top + box.height) {
      let start = (row * width + box.left) * 3
      result.append(contentsOf: pixels[start..<(start + box.width * 3)])
    }
    return Image(unchecked: box.width, box.height, result)
  }

  /// The picture with left and right exchanged.
  public func mirrored() -> Image {
    var result = pixels
    let width = width
    result.withUnsafeMutableBufferPointer { out in
      pixels.withUnsafeBufferPointer { source in
        for row in 0..<height {
          let base = row * width * 3
          for x in 0..<width {
            let from = base + x * 3
            let to = base + (width - 1 - x) * 3
            out[to] = source[from]
            out[to + 1] = source[from + 1]
            out[to + 2] = source[from + 2]
          }
        }
      }
    }
    return Image(unchecked: width, height, result)
  }
}
