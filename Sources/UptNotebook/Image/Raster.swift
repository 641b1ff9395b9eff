/// An image as rows of red, green and blue bytes.
public struct Raster: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// `width * height * 3` bytes, row by row from the top.
  public let rgb: [UInt8]

  /// An image; `nil` unless there are `width * height * 3` bytes and at least one pixel.
  public init?(width: Int, height: Int, rgb: [UInt8]) {
    guard width > 0, height > 0 else { return nil }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= Int.max / 3, rgb.count == pixels * 3 else { return nil }
    self.width = width
    self.height = height
    self.rgb = rgb
  }

  /// The image at another size, each new pixel the mean of the old ones that it covers.
  public func scaled(to newWidth: Int, _ newHeight: Int) -> Raster {
    let (newWidth, newHeight) = (max(newWidth, 1), max(newHeight, 1))
    var result: [UInt8] = []
    result.reserveCapacity(newWidth * newHeight * 3)
    for y in 0..<newHeight {
      let rows = Self.span(y, newHeight, height)
      for x in 0..<newWidth { result += mean(Self.span(x, newWidth, width), rows) }
    }
    return Raster(width: newWidth, height: newHeight, rgb: result) ?? self
  }

  func pixel(_ x: Int, _ y: Int) -> RGB {
    let at = (y * width + x) * 3
    return RGB(rgb[at], rgb[at + 1], rgb[at + 2])
  }

  private func mean(_ columns: Range<Int>, _ rows: Range<Int>) -> [UInt8] {
    var sums = (0, 0, 0)
    for y in rows {
      for x in columns {
        let at = (y * width + x) * 3
        sums.0 += Int(rgb[at])
        sums.1 += Int(rgb[at + 1])
        sums.2 += Int(rgb[at + 2])
      }
    }
    let count = columns.count * rows.count
    return [sums.0, sums.1, sums.2].map { UInt8(($0 + count / 2) / count) }
  }

  // The old pixels, at least one, under new pixel `index` of `count`.
  private static func span(_ index: Int, _ count: Int, _ old: Int) -> Range<Int> {
    let start = index * old / count
    return start..<max(start + 1, (index + 1) * old / count)
  }
}

/// A colour of 8 bits a channel.
package struct RGB: Sendable, Hashable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  /// A colour.
  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Brightness as the eye weighs the channels, 0…255.
  var luminance: Int { (Int(red) * 299 + Int(green) * 587 + Int(blue) * 114) / 1000 }

  /// Whether text on this colour is read best in black, not in white.
  package var inkIsDark: Bool { luminance > 127 }

  /// The nearest colour of the 256-colour palette's cube or gray ramp.
  var indexed: Int {
    let channels = [Int(red), Int(green), Int(blue)]
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = channels.map { channel in
      levels.indices.min { abs(levels[$0] - channel) < abs(levels[$1] - channel) } ?? 0
    }
    let gray = min(max((channels.reduce(0, +) / 3 - 3) / 10, 0), 23)
    func distance(_ candidate: [Int]) -> Int {
      zip(channels, candidate).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let inCube = distance(cube.map { levels[$0] })
    let inGrays = distance([Int](repeating: 8 + 10 * gray, count: 3))
    return inGrays < inCube ? 232 + gray : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }
}
