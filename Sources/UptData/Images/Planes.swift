import UptTensor

/// A picture's bytes, all reds, then all greens, then all blues: the order in which a tower takes
/// them. Pictures that were resized but not yet normalised wait in this form, in a quarter of the
/// memory that they take as floats.
struct Planes: Equatable, Sendable {
  let width: Int
  let height: Int
  /// `3 * width * height` bytes.
  let bytes: [UInt8]

  /// For callers that computed `bytes` from the two sides themselves.
  init(unchecked width: Int, _ height: Int, _ bytes: [UInt8]) {
    assert(bytes.count == 3 * width * height)
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The part of a picture inside `box`, which must lie in it.
  init(_ image: Image, box: Box) {
    let count = box.width * box.height
    let bytes = [UInt8](unsafeUninitializedCapacity: 3 * count) { out, written in
      image.pixels.withUnsafeBufferPointer { source in
        guard let out = out.baseAddress, let source = source.baseAddress else { return }
        for row in 0..<box.height {
          let line = source + ((box.top + row) * image.width + box.left) * 3
          for channel in 0..<3 {
            let target = out + channel * count + row * box.width
            for x in 0..<box.width { target[x] = line[x * 3 + channel] }
          }
        }
      }
      written = 3 * count
    }
    self.init(unchecked: box.width, box.height, bytes)
  }

  /// The picture pixel by pixel.
  func image() -> Image {
    let plane = width * height
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * plane) { out, written in
      bytes.withUnsafeBufferPointer { source in
        for index in 0..<plane {
          out[index * 3] = source[index]
          out[index * 3 + 1] = source[plane + index]
          out[index * 3 + 2] = source[2 * plane + index]
        }
      }
      written = 3 * plane
    }
    return Image(unchecked: width, height, pixels)
  }

  /// The picture with left and right exchanged.
  func mirrored() -> Planes {
    let bytes = [UInt8](unsafeUninitializedCapacity: bytes.count) { out, written in
      self.bytes.withUnsafeBufferPointer { source in
        guard let out = out.baseAddress, let source = source.baseAddress else { return }
        for row in 0..<(3 * height) {
          let line = source + row * width
          let target = out + row * width
          for x in 0..<width { target[x] = line[width - 1 - x] }
        }
      }
      written = 3 * width * height
    }
    return Planes(unchecked: width, height, bytes)
  }
}
