extension World.Scene {
  /// Pixels as rows of red, green, blue bytes from the top left.
  /// - Parameter size: the side in pixels, brought into `World.imageSizes`.
  public func rgb(size: Int = World.imageSize) -> [UInt8] {
    let side = World.clampedSize(size)
    let area = side * side
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * area) { planes in
      guard let base = planes.baseAddress else { return [] }
      Canvas(side: side, planes: base).draw(self)
      return [UInt8](unsafeUninitializedCapacity: 3 * area) { bytes, count in
        for pixel in 0..<area {
          for channel in 0..<3 {
            bytes[3 * pixel + channel] = UInt8(World.Scene.level(base[channel * area + pixel]))
          }
        }
        count = 3 * area
      }
    }
  }

  /// Writes (level / 255 - mean) / std of the very bytes of `rgb(size:)`, channel by channel.
  /// - Parameter target: holds 3 × size × size; nothing is drawn into a buffer of another length.
  public func write(
    size: Int, mean: SIMD3<Float>, std: SIMD3<Float>, into target: UnsafeMutableBufferPointer<Float>
  ) {
    guard World.imageSizes.contains(size), target.count == 3 * size * size,
      let base = target.baseAddress
    else { return }
    Canvas(side: size, planes: base).draw(self)
    let area = size * size
    for channel in 0..<3 {
      let plane = base + channel * area
      let gain = 1 / (255 * std[channel])
      let offset = mean[channel] / std[channel]
      for pixel in 0..<area {
        plane[pixel] = Float(World.Scene.level(plane[pixel])) * gain - offset
      }
    }
  }

  /// A value of 0...1 as a level of 0...255, rounded; the order of the arguments makes NaN 0.
  @inline(__always)
  private static func level(_ value: Float) -> Int32 {
    Int32(min(1, max(0, value)) * 255 + 0.5)
  }
}
