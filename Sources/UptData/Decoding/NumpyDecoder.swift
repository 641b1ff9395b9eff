import Foundation
import UptTensor

/// NumPy's `.npy`: bytes 0…255, or floats 0…1, of shape `[H, W]` or `[H, W, 1|3|4]`; a fourth
/// channel is alpha and dropped.
enum NumpyDecoder {
  static let signature: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

  private enum Element { case byte, float32(swapped: Bool), float64(swapped: Bool) }

  static func decode(_ bytes: [UInt8]) throws -> Image {
    guard bytes.count >= 12 else { throw EngineError(.format, "the .npy header is cut off") }
    let version = bytes[6]
    guard (1...3).contains(version) else {
      throw EngineError(.format, "version \(version) of .npy is not known")
    }
    var length = Int(bytes[8]) | Int(bytes[9]) << 8
    if version > 1 { length |= Int(bytes[10]) << 16 | Int(bytes[11]) << 24 }
    let start = version == 1 ? 10 : 12
    guard length <= bytes.count - start else {
      throw EngineError(.format, "the .npy header is cut off")
    }
    let header = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
    let (shape, element) = try parse(header)
    guard shape.count == 2 || (shape.count == 3 && [1, 3, 4].contains(shape[2])) else {
      throw EngineError(
        .format, "an array of shape \(shape) is no picture",
        hint: "[height, width] or [height, width, 3] is")
    }
    try Image.check(width: shape[1], height: shape[0])
    let channels = shape.count == 3 ? shape[2] : 1
    let body = start + length
    let count = shape[0] * shape[1] * channels
    let samples = try samples(bytes, at: body, count: count, element)
    return Image(unchecked: shape[1], shape[0], colours(samples, channels: channels))
  }

  private static func colours(_ samples: [UInt8], channels: Int) -> [UInt8] {
    switch channels {
    case 3: return samples
    case 1: return NetpbmDecoder.repeated(samples)
    default:
      return samples.indices.filter { $0 % 4 != 3 }.map { samples[$0] }
    }
  }

  private static func samples(
    _ bytes: [UInt8], at body: Int, count: Int, _ element: Element
  ) throws -> [UInt8] {
    let size =
      switch element {
      case .byte: 1
      case .float32: 4
      case .float64: 8
      }
    guard count * size <= bytes.count - body else {
      throw EngineError(
        .format, "the header promises \(count * size) bytes of pixels, "
          + "but \(max(0, bytes.count - body)) follow")
    }
    func word(_ index: Int, swapped: Bool) -> UInt64 {
      var value: UInt64 = 0
      for byte in 0..<size {
        let place = body + index * size + (swapped ? byte : size - 1 - byte)
        value = value << 8 | UInt64(bytes[place])
      }
      return value
    }
    return (0..<count).map { index in
      switch element {
      case .byte: bytes[body + index]
      case .float32(let swapped):
        Image.byte(
          Double(Float(bitPattern: UInt32(truncatingIfNeeded: word(index, swapped: swapped)))))
      case .float64(let swapped): Image.byte(Double(bitPattern: word(index, swapped: swapped)))
      }
    }
  }

  /// The header is a Python dictionary of three known keys.
  private static func parse(_ header: String) throws -> (shape: [Int], element: Element) {
    guard let kind = value(after: "'descr'", in: header),
      let order = value(after: "'fortran_order'", in: header),
      let shape = value(after: "'shape'", in: header),
      let close = shape.firstIndex(of: ")"), shape.first == "("
    else { throw EngineError(.format, "the .npy header is not understood") }
    guard order.hasPrefix("False") else {
      throw EngineError(
        .format, "the array is stored column by column", hint: "numpy.ascontiguousarray turns it")
    }
    let fields = shape[shape.index(after: shape.startIndex)..<close].split(separator: ",")
    let sizes = fields.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard sizes.count == fields.filter({ !$0.allSatisfy(\.isWhitespace) }).count else {
      throw EngineError(.format, "the shape in the .npy header is not understood")
    }
    let name = kind.dropFirst().prefix { $0 != "'" }
    let elements: [String: Element] = [
      "|u1": .byte, "<u1": .byte, ">u1": .byte,
      "<f4": .float32(swapped: false), ">f4": .float32(swapped: true),
      "<f8": .float64(swapped: false), ">f8": .float64(swapped: true),
    ]
    guard let element = elements[String(name)] else {
      throw EngineError(
        .format, "an array of type \(name) is no picture", hint: "uint8 and float32 are")
    }
    return (sizes, element)
  }

  private static func value(after key: String, in header: String) -> Substring? {
    guard let found = header.range(of: key) else { return nil }
    let rest = header[found.upperBound...].drop { $0.isWhitespace }
    guard rest.first == ":" else { return nil }
    return rest.dropFirst().drop { $0.isWhitespace }
  }
}
