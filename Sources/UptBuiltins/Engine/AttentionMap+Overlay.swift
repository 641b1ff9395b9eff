import UptData
import UptNotebook
import UptTuning

extension AttentionMap {
  /// The picture in grey with the patches' shares laid over it in colours from dark for the least
  /// to bright for the most, those of heat maps, and large enough to be looked at.
  package func overlay() throws -> Image {
    let factor = max(1, Self.side / picture.width)
    let (width, height) = (picture.width * factor, picture.height * factor)
    let least = weights.data.min() ?? 0
    let span = max((weights.data.max() ?? 0) - least, .leastNormalMagnitude)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let share = share(at: (Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
        let color = ColorRamp.sequential.color(at: (share - Double(least)) / Double(span))
        let grey = luminance(x / factor, y / factor)
        for channel in [color.red, color.green, color.blue] {
          pixels.append(UInt8(Self.opacity * Double(channel) + (1 - Self.opacity) * grey))
        }
      }
    }
    return try Image(width: width, height: height, pixels: pixels)
  }

  /// Smaller pictures are enlarged, as often as they fit into so many pixels.
  private static let side = 224
  /// How much of the colour covers the picture.
  private static let opacity = 0.6

  private func luminance(_ x: Int, _ y: Int) -> Double {
    guard let (red, green, blue) = picture.pixel(x: x, y: y) else { return 0 }
    return 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
  }

  /// The share at a place from 0 to 1, linear between the patches' centres.
  private func share(at x: Double, _ y: Double) -> Double {
    let (rows, columns) = (weights.shape[0], weights.shape[1])
    func neighbours(_ place: Double, _ count: Int) -> (Int, Int, Double) {
      let at = min(max(place * Double(count) - 0.5, 0), Double(count - 1))
      let low = Int(at)
      return (low, min(low + 1, count - 1), at - Double(low))
    }
    let (top, bottom, down) = neighbours(y, rows)
    let (left, right, across) = neighbours(x, columns)
    func weight(_ row: Int, _ column: Int) -> Double {
      Double(weights.data[row * columns + column])
    }
    let above = weight(top, left) * (1 - across) + weight(top, right) * across
    let below = weight(bottom, left) * (1 - across) + weight(bottom, right) * across
    return above * (1 - down) + below * down
  }
}
