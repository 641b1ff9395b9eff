import UptTensor

/// Pillow's antialiased bicubic filter, to the last bit: 22-bit fixed-point weights, the horizontal
/// pass first and rounded to bytes, then the vertical one.
enum Bicubic {
  static let bits: Int32 = 22
  static let half: Int32 = 1 << 21

  /// A part of a picture resized to `width` x `height`; of that only the window is computed.
  /// - Parameters:
  ///   - part: the part of the picture, which is resized as if it were the whole.
  ///   - window: the part of the result.
  static func resize(
    _ image: Image, part: Box, width: Int, height: Int, window: Box
  ) -> Planes {
    let columns = window.left..<(window.left + window.width)
    let rows = window.top..<(window.top + window.height)
    let vertical =
      height == part.height ? nil : Taps(input: part.height, output: height, range: rows)
    let needed = vertical?.needed ?? rows
    let narrow: Planes
    if width == part.width {
      narrow = Planes(
        image,
        box: Box(
          left: part.left + columns.lowerBound, top: part.top + needed.lowerBound,
          width: columns.count, height: needed.count))
    } else {
      let horizontal = Taps(input: part.width, output: width, range: columns)
      narrow = Planes(
        unchecked: columns.count, needed.count,
        [UInt8](unsafeUninitializedCapacity: 3 * columns.count * needed.count) { out, written in
          image.pixels.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress, let out = out.baseAddress else { return }
            let first = (part.top + needed.lowerBound) * image.width + part.left
            horizontal.run {
              alongRows(source + first * 3, stride: image.width * 3, rows: needed.count, $0, out)
            }
          }
          written = 3 * columns.count * needed.count
        })
    }
    guard let vertical else { return narrow }
    return Planes(
      unchecked: columns.count, rows.count,
      [UInt8](unsafeUninitializedCapacity: 3 * columns.count * rows.count) { out, written in
        narrow.bytes.withUnsafeBufferPointer { source in
          guard let source = source.baseAddress, let out = out.baseAddress else { return }
          vertical.run {
            alongColumns(
              source, width: columns.count, rows: needed.count, first: needed.lowerBound, $0, out)
          }
        }
        written = 3 * columns.count * rows.count
      })
  }

  /// The rows that are filtered at once: their bytes lie side by side, so that the filter's inner
  /// loop runs over all of them with one weight.
  private static let lanes = 16

  /// Resizes rows of pixels along the rows and writes them plane by plane.
  private static func alongRows(
    _ source: UnsafePointer<UInt8>, stride: Int, rows: Int, _ taps: Taps.Pointers,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    let width = taps.count
    let low = taps.starts[0]
    let inputs = taps.starts[width - 1] + taps.counts[width - 1] - low
    let block = 3 * lanes
    let turned = UnsafeMutablePointer<UInt8>.allocate(capacity: inputs * block)
    let sums = UnsafeMutablePointer<Int32>.allocate(capacity: block)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: block)
    defer {
      turned.deallocate()
      sums.deallocate()
      bytes.deallocate()
    }
    for first in Swift.stride(from: 0, to: rows, by: lanes) {
      for lane in 0..<lanes {
        // The last block repeats the last row.
        let line = source + min(first + lane, rows - 1) * stride + low * 3
        let target = turned + lane
        for x in 0..<inputs {
          target[x * block] = line[x * 3]
          target[x * block + lanes] = line[x * 3 + 1]
          target[x * block + 2 * lanes] = line[x * 3 + 2]
        }
      }
      let valid = min(lanes, rows - first)
      for x in 0..<width {
        for i in 0..<block { sums[i] = half }
        let from = turned + (taps.starts[x] - low) * block
        let weights = taps.weights + x * taps.stride
        for tap in 0..<taps.counts[x] {
          let weight = weights[tap]
          let values = from + tap * block
          for i in 0..<block { sums[i] &+= Int32(values[i]) &* weight }
        }
        for i in 0..<block { bytes[i] = byte(sums[i]) }
        for channel in 0..<3 {
          let target = out + (channel * rows + first) * width + x
          let values = bytes + channel * lanes
          for lane in 0..<valid { target[lane * width] = values[lane] }
        }
      }
    }
  }

  /// Resizes planes of `rows` rows, the first of which is row `first`, along the columns.
  private static func alongColumns(
    _ source: UnsafePointer<UInt8>, width: Int, rows: Int, first: Int, _ taps: Taps.Pointers,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    let sums = UnsafeMutablePointer<Int32>.allocate(capacity: width)
    defer { sums.deallocate() }
    for channel in 0..<3 {
      for row in 0..<taps.count {
        for x in 0..<width { sums[x] = half }
        let weights = taps.weights + row * taps.stride
        let from = source + (channel * rows + taps.starts[row] - first) * width
        for tap in 0..<taps.counts[row] {
          let weight = weights[tap]
          let line = from + tap * width
          for x in 0..<width { sums[x] &+= Int32(line[x]) &* weight }
        }
        let target = out + (channel * taps.count + row) * width
        for x in 0..<width { target[x] = byte(sums[x]) }
      }
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
    return Bicubic.resize(self, part: bounds, width: width, height: height, window: whole).image()
  }
}
