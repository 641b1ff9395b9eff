import UptTensor

/// A picture: 8-bit RGB, interleaved, rows from the top, the form that every decoder gives and
/// every transform takes.
public struct Image: Equatable, Sendable {
  /// Columns; at least 1.
  public let width: Int
  /// Rows; at least 1.
  public let height: Int
  /// `width * height * 3` bytes: red, green, blue of each pixel in reading order.
  public var pixels: [UInt8]

  /// No picture may have more pixels than this, whatever its file claims; Pillow refuses the same.
  public static let pixelLimit = 178_956_970
  /// No side may be longer than this: the filters of a resize take memory in proportion.
  public static let sideLimit = 1_000_000

  /// - Throws: `.value` when a side is not positive, the picture is too large, or `pixels` does
  ///   not hold three bytes for every pixel.
  public init(width: Int, height: Int, pixels: [UInt8]) throws {
    try Image.check(width: width, height: height)
    guard pixels.count == width * height * 3 else {
      throw EngineError(
        .value, "a \(width)×\(height) picture takes \(width * height * 3) bytes, "
          + "but there are \(pixels.count)")
    }
    self.init(unchecked: width, height, pixels)
  }

  /// A picture of one colour.
  /// - Throws: `.value` when a side is not positive or the picture is too large.
  public init(
    width: Int, height: Int, red: UInt8 = 0, green: UInt8 = 0, blue: UInt8 = 0
  ) throws {
    try Image.check(width: width, height: height)
    var pixels = [UInt8](repeating: red, count: width * height * 3)
    if green != red || blue != red {
      for index in stride(from: 0, to: pixels.count, by: 3) {
        pixels[index + 1] = green
        pixels[index + 2] = blue
      }
    }
    self.init(unchecked: width, height, pixels)
  }

  /// For callers that computed `pixels` from the two sides themselves.
  init(unchecked width: Int, _ height: Int, _ pixels: [UInt8]) {
    assert(pixels.count == width * height * 3)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Checks that a picture of this size may exist, before anything is allocated for it.
  /// - Throws: `.value` when a side is not positive or the picture is too large.
  static func check(width: Int, height: Int) throws {
    guard width > 0, height > 0 else {
      throw EngineError(.value, "a picture of \(width)×\(height) pixels has nothing in it")
    }
    guard width <= sideLimit, height <= sideLimit, width * height <= pixelLimit else {
      throw EngineError(
        .value, "a picture of \(width)×\(height) pixels is over the limit of "
          + "\(pixelLimit) pixels, \(sideLimit) on a side")
    }
  }

  /// The colour at a place; nil outside the picture.
  public func pixel(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8)? {
    guard x >= 0, x < width, y >= 0, y < height else { return nil }
    let index = (y * width + x) * 3
    return (pixels[index], pixels[index + 1], pixels[index + 2])
  }
}

extension Image {
  /// The picture as `[3, height, width]`, 0…1.
  public func tensor() -> Tensor {
    let plane = width * height
    var data = [Float](repeating: 0, count: 3 * plane)
    for index in 0..<plane {
      for channel in 0..<3 {
        data[channel * plane + index] = Float(pixels[index * 3 + channel]) / 255
      }
    }
    return Tensor(unchecked: [3, height, width], data)
  }

  /// A picture from `[3, height, width]` or `[height, width]` values, 0…1; values outside are
  /// clipped and NaN is black.
  /// - Throws: `.shape` for another shape, `.value` for an empty or too large one.
  public init(_ tensor: Tensor) throws {
    let shape = tensor.shape
    guard shape.count == 2 || (shape.count == 3 && (shape[0] == 3 || shape[0] == 1)) else {
      throw EngineError(
        .shape, "a picture is made from [3, height, width] or [height, width], not \(shape)")
    }
    let height = shape[shape.count - 2]
    let width = shape[shape.count - 1]
    try Image.check(width: width, height: height)
    let plane = width * height
    let coloured = shape.count == 3 && shape[0] == 3
    var pixels = [UInt8](repeating: 0, count: plane * 3)
    for index in 0..<plane {
      for channel in 0..<3 {
        let value = tensor.data[(coloured ? channel * plane : 0) + index]
        pixels[index * 3 + channel] = Image.byte(Double(value))
      }
    }
    self.init(unchecked: width, height, pixels)
  }

  /// 0…1 to 0…255, clipped; NaN is 0.
  static func byte(_ value: Double) -> UInt8 {
    value > 0 ? UInt8((min(value, 1) * 255).rounded(.toNearestOrEven)) : 0
  }
}
