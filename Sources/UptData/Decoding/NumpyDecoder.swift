import UptTensor

/// NumPy's `.npy` as a picture: bytes 0…255, or floats 0…1, of shape `[H, W]` or `[H, W, 1|3|4]`;
/// a fourth channel is alpha and dropped.
enum NumpyDecoder {
  static func decode(_ bytes: [UInt8]) throws -> Image {
    let (array, type) = try bytes.withUnsafeBytes { try Numpy.array($0) }
    let shape = array.shape
    guard shape.count == 2 || (shape.count == 3 && [1, 3, 4].contains(shape[2])) else {
      throw EngineError(
        .format, "an array of shape \(shape) is no picture",
        hint: "[height, width] or [height, width, 3] is")
    }
    try Image.check(width: shape[1], height: shape[0])
    let channels = shape.count == 3 ? shape[2] : 1
    return Image(
      unchecked: shape[1], shape[0], colours(try samples(array, type), channels: channels))
  }

  private static func samples(_ array: Tensor, _ type: ElementType) throws -> [UInt8] {
    switch type {
    case .u8: return array.data.map { UInt8($0) }
    case .f16, .f32, .f64: return array.data.map { Image.byte(Double($0)) }
    default:
      throw EngineError(
        .format, "an array of type \(type.rawValue) is no picture", hint: "uint8 and float32 are")
    }
  }

  private static func colours(_ samples: [UInt8], channels: Int) -> [UInt8] {
    switch channels {
    case 3: return samples
    case 1: return NetpbmDecoder.repeated(samples)
    default: return samples.indices.filter { $0 % 4 != 3 }.map { samples[$0] }
    }
  }
}
