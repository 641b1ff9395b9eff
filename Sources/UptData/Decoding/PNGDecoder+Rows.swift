import UptTensor

extension PNGDecoder {
  /// Undoes the filters of `1 + row` bytes long rows in place; `step` is the distance in bytes to
  /// the pixel on the left.
  static func unfilter(_ data: UnsafeMutableBufferPointer<UInt8>, row: Int, step: Int) throws {
    guard let base = data.baseAddress else { return }
    let stride = 1 + row
    let zeros = [UInt8](repeating: 0, count: row)
    try zeros.withUnsafeBufferPointer { zeros in
      guard var above = zeros.baseAddress else { return }
      for start in Swift.stride(from: 0, to: data.count, by: stride) {
        let line = base + start + 1
        try unfilter(line, above: above, filter: base[start], row: row, step: step)
        above = UnsafePointer(line)
      }
    }
  }

  private static func unfilter(
    _ line: UnsafeMutablePointer<UInt8>, above: UnsafePointer<UInt8>, filter: UInt8, row: Int,
    step: Int
  ) throws {
    let first = min(step, row)
    switch filter {
    case 0: return
    case 1:
      for x in first..<row { line[x] &+= line[x - step] }
    case 2:
      for x in 0..<row { line[x] &+= above[x] }
    case 3:
      for x in 0..<first { line[x] &+= above[x] >> 1 }
      for x in first..<row {
        line[x] &+= UInt8(truncatingIfNeeded: (Int(line[x - step]) + Int(above[x])) >> 1)
      }
    case 4:
      for x in 0..<first { line[x] &+= above[x] }
      for x in first..<row {
        line[x] &+= paeth(Int(line[x - step]), Int(above[x]), Int(above[x - step]))
      }
    default:
      throw EngineError(.format, "a row of the PNG has the filter \(filter), which does not exist")
    }
  }

  /// Whichever of left, up and upper left is nearest to left + up - upper left.
  @inline(__always)
  static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> UInt8 {
    let a = abs(up - corner)
    let b = abs(left - corner)
    let c = abs(left + up - 2 * corner)
    let nearest = a <= b && a <= c ? left : (b <= c ? up : corner)
    return UInt8(truncatingIfNeeded: nearest)
  }

  /// Writes a pass's unfiltered rows to their places as RGB.
  static func spread(
    _ data: UnsafeMutableBufferPointer<UInt8>, row: Int, _ pass: Pass, _ header: Header,
    _ palette: [UInt8], into out: UnsafeMutableBufferPointer<UInt8>
  ) {
    // Samples of less than 8 bits: gray is stretched to 0…255, indices stay.
    let scale = header.colour == .palette ? 1 : 255 / ((1 << min(header.depth, 8)) - 1)
    let mask = UInt8((1 << min(header.depth, 8)) - 1)
    let sampleBytes = max(1, header.depth / 8)
    let pixelBytes = header.channels * sampleBytes
    let coloured = header.colour == .rgb || header.colour == .rgbAlpha
    for y in 0..<pass.height {
      let line = y * (1 + row) + 1
      var target = ((pass.y0 + y * pass.dy) * header.width + pass.x0) * 3
      for x in 0..<pass.width {
        if coloured {
          let place = line + x * pixelBytes
          out[target] = data[place]
          out[target + 1] = data[place + sampleBytes]
          out[target + 2] = data[place + 2 * sampleBytes]
        } else {
          let value: Int
          if header.depth < 8 {
            let bit = x * header.depth
            let byte = data[line + bit / 8]
            value = Int(byte >> UInt8(8 - header.depth - bit % 8) & mask) * scale
          } else {
            value = Int(data[line + x * pixelBytes])
          }
          if header.colour == .palette {
            for channel in 0..<3 { out[target + channel] = palette[value * 3 + channel] }
          } else {
            for channel in 0..<3 { out[target + channel] = UInt8(truncatingIfNeeded: value) }
          }
        }
        target += pass.dx * 3
      }
    }
  }
}
