import Foundation
import UptTensor

/// Pillow's antialiased bicubic filter, to the last bit: 22-bit fixed-point weights, the horizontal
/// pass first and rounded to bytes, then the vertical one.
enum Bicubic {
  static let bits: Int32 = 22
  static let half: Int32 = 1 << 21

  /// The weights of one axis: output position `o` is the sum of `weights[o * taps + i]` times the
  /// input at `starts[o] + i`, for `i` below `counts[o]`.
  struct Taps {
    var starts: [Int] = []
    var counts: [Int] = []
    var weights: [Int32] = []
    let taps: Int

    /// - Parameter range: the output positions that are wanted, of 0..<output.
    init(input: Int, output: Int, range: Range<Int>) {
      let scale = Double(input) / Double(output)
      let stretch = max(scale, 1)
      let support = 2 * stretch
      taps = Int(support.rounded(.up)) * 2 + 1
      starts.reserveCapacity(range.count)
      counts.reserveCapacity(range.count)
      weights = [Int32](repeating: 0, count: range.count * taps)
      var row = [Double](repeating: 0, count: taps)
      for (position, o) in range.enumerated() {
        let centre = (Double(o) + 0.5) * scale
        let start = max(Int(centre - support + 0.5), 0)
        let count = min(Int(centre + support + 0.5), input) - start
        var sum = 0.0
        for i in 0..<count {
          row[i] = cubic((Double(i + start) - centre + 0.5) * (1 / stretch))
          sum += row[i]
        }
        for i in 0..<count {
          let weight = (sum == 0 ? row[i] : row[i] / sum) * Double(1 << Bicubic.bits)
          weights[position * taps + i] = Int32(weight < 0 ? weight - 0.5 : weight + 0.5)
        }
        starts.append(start)
        counts.append(count)
      }
    }

    private func cubic(_ distance: Double) -> Double {
      let a = -0.5
      let x = abs(distance)
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    }
  }

  /// The window of `image` resized to `width` x `height`; only what the window needs is computed.
  static func resize(_ image: Image, width: Int, height: Int, window: Box) -> Image {
    let columns = window.left..<(window.left + window.width)
    let rows = window.top..<(window.top + window.height)
    let vertical =
      height == image.height ? nil : Taps(input: image.height, output: height, range: rows)
    var needed = rows
    if let vertical, let first = vertical.starts.first, let last = vertical.starts.last,
      let count = vertical.counts.last
    {
      needed = first..<(last + count)
    }
    let narrow = horizontal(image, width: width, columns: columns, rows: needed)
    guard let vertical else { return Image(unchecked: window.width, window.height, narrow) }
    let pixels = self.vertical(
      narrow, rowBytes: window.width * 3, first: needed.lowerBound, vertical)
    return Image(unchecked: window.width, window.height, pixels)
  }

  /// The wanted columns of the wanted rows, resized along the rows.
  private static func horizontal(
    _ image: Image, width: Int, columns: Range<Int>, rows: Range<Int>
  ) -> [UInt8] {
    let stride = image.width * 3
    let count = rows.count * columns.count * 3
    if width == image.width {
      if columns.count == width {
        return Array(image.pixels[(rows.lowerBound * stride)..<(rows.upperBound * stride)])
      }
      return rows.flatMap { row in
        image.pixels[
          (row * stride + columns.lowerBound * 3)..<(row * stride + columns.upperBound * 3)]
      }
    }
    let filter = Taps(input: image.width, output: width, range: columns)
    return [UInt8](unsafeUninitializedCapacity: count) { out, written in
      image.pixels.withUnsafeBufferPointer { source in
        filter.weights.withUnsafeBufferPointer { weights in
          var target = 0
          for row in rows {
            for position in 0..<columns.count {
              var red = half
              var green = half
              var blue = half
              var place = row * stride + filter.starts[position] * 3
              let base = position * filter.taps
              for tap in base..<(base + filter.counts[position]) {
                let weight = weights[tap]
                red &+= Int32(source[place]) &* weight
                green &+= Int32(source[place + 1]) &* weight
                blue &+= Int32(source[place + 2]) &* weight
                place += 3
              }
              out[target] = byte(red)
              out[target + 1] = byte(green)
              out[target + 2] = byte(blue)
              target += 3
            }
          }
        }
      }
      written = count
    }
  }

  /// Rows of `rowBytes` bytes, the first of which is row `first`, resized along the columns.
  private static func vertical(
    _ source: [UInt8], rowBytes: Int, first: Int, _ filter: Taps
  ) -> [UInt8] {
    let count = filter.starts.count * rowBytes
    var sums = [Int32](repeating: 0, count: rowBytes)
    return [UInt8](unsafeUninitializedCapacity: count) { out, written in
      source.withUnsafeBufferPointer { source in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<filter.starts.count {
            for x in 0..<rowBytes { sums[x] = half }
            for tap in 0..<filter.counts[row] {
              let weight = filter.weights[row * filter.taps + tap]
              let base = (filter.starts[row] + tap - first) * rowBytes
              for x in 0..<rowBytes { sums[x] &+= Int32(source[base + x]) &* weight }
            }
            for x in 0..<rowBytes { out[row * rowBytes + x] = byte(sums[x]) }
          }
        }
      }
      written = count
    }
  }

  @inline(__always)
  private static func byte(_ sum: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: max(0, min(255, sum >> bits)))
  }
}

extension Image {
  /// The picture in another size, by Pillow's bicubic filter.
  /// - Throws: `.value` when a side is not positive or the result too large.
  public func resized(width: Int, height: Int) throws -> Image {
    try Image.check(width: width, height: height)
    let whole = Box(left: 0, top: 0, width: width, height: height)
    return Bicubic.resize(self, width: width, height: height, window: whole)
  }
}
