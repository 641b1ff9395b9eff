/// Arrays as NumPy keeps them in `.npy` files and in the entries of `.npz` archives.
public enum Numpy {
  /// The bytes every `.npy` file begins with.
  public static let signature = NumpyHeader.signature

  /// The array in the bytes of a `.npy` file: numbers and truth values of any width, in either
  /// order of bytes and of axes, as floats. Doubles and large integers are rounded.
  /// - Throws: `.format` when the bytes break the format or hold no numbers; `.memory`.
  public static func tensor(_ bytes: UnsafeRawBufferPointer) throws -> Tensor {
    try array(bytes).tensor
  }

  /// The array as ``tensor(_:)`` gives it, and the type its elements are stored in.
  public static func array(
    _ bytes: UnsafeRawBufferPointer
  ) throws -> (tensor: Tensor, type: ElementType) {
    let header = try NumpyHeader(bytes)
    let (type, shape) = (header.type, header.shape)
    guard let size = type.byteCount(shape) else {
      throw EngineError(.format, "\(type.rawValue)\(shape) is no possible size")
    }
    let found = bytes.count - header.dataStart
    guard found == size else {
      throw EngineError(
        .format, "the header promises \(type.rawValue)\(shape), \(size) bytes of elements, "
          + "but \(found) follow")
    }
    _ = try Tensor.elementCount(shape)
    let elements = UnsafeRawBufferPointer(rebasing: bytes[header.dataStart...])
    let floats =
      header.isBigEndian
      ? reversed(elements, width: type.bits / 8).withUnsafeBytes {
        ElementConversion.floats($0, type)
      } : ElementConversion.floats(elements, type)
    // The header knows only types that can be read.
    let data = floats ?? []
    guard header.isColumnMajor else { return (try Tensor(shape, data), type) }
    return (try Tensor(shape.reversed(), data).transposed(), type)
  }

  /// The bytes of a `.npy` file (version 1.0, single precision) that holds the tensor.
  /// - Throws: `.value` for more axes than NumPy takes.
  public static func bytes(_ tensor: Tensor) throws -> [UInt8] {
    guard tensor.rank <= NumpyHeader.rankLimit else {
      throw EngineError(
        .value, "a .npy file takes at most \(NumpyHeader.rankLimit) axes, not \(tensor.rank)")
    }
    let sizes = tensor.shape.map(String.init).joined(separator: ", ")
    let shape = tensor.rank == 1 ? "(\(sizes),)" : "(\(sizes))"
    var text = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }"
    // Spaces and a line break put the elements at a multiple of 64 bytes.
    let open = 10 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - open % 64) % 64) + "\n"
    var bytes = NumpyHeader.signature + [1, 0]
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: text.utf8.count))
    bytes += text.utf8
    tensor.data.withUnsafeBytes { bytes += $0 }
    return bytes
  }

  /// The bytes of every element in the opposite order.
  private static func reversed(_ bytes: UnsafeRawBufferPointer, width: Int) -> [UInt8] {
    var result = [UInt8](bytes)
    for start in stride(from: 0, to: result.count, by: width) {
      result[start..<start + width].reverse()
    }
    return result
  }
}
