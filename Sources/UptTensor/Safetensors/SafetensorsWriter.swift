/// Writing safetensors files.
public enum Safetensors {
  /// The element types tensors can be stored in.
  public enum StorageType: String, Sendable {
    /// As they are.
    case f32 = "F32"
    /// Rounded to the nearest half-precision number.
    case f16 = "F16"
    /// Rounded to the nearest bfloat16.
    case bf16 = "BF16"

    var width: Int { self == .f32 ? 4 : 2 }
  }

  /// A tensor on its way into a file.
  public struct Item: Sendable {
    public var name: String
    public var tensor: Tensor
    public var type: StorageType

    public init(_ name: String, _ tensor: Tensor, _ type: StorageType = .f32) {
      self.name = name
      self.tensor = tensor
      self.type = type
    }
  }

  /// Writes a file, whole or not at all. The same arguments give the same bytes.
  ///
  /// Wider elements come first, otherwise the order stays as given; the header is padded so that
  /// every tensor is aligned.
  /// - Throws: `.file` when it cannot be written; `.value` when a name occurs twice or is
  ///   `__metadata__`, or when a finite number has no finite counterpart in its storage type.
  public static func write(
    _ path: String, _ items: [Item], metadata: [String: String] = [:]
  ) throws {
    let ordered = items.filter { $0.type == .f32 } + items.filter { $0.type != .f32 }
    let header = try header(ordered, metadata)
    try AtomicFile.write(path) { append in
      try header.withUnsafeBytes { try append($0) }
      for item in ordered { try write(item, append) }
    }
  }

  private static func header(_ items: [Item], _ metadata: [String: String]) throws -> [UInt8] {
    var header = JSONObject()
    if !metadata.isEmpty {
      let members = metadata.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
      header["__metadata__"] = .object(JSONObject(members))
    }
    var offset = 0
    for item in items {
      guard item.name != "__metadata__", header[item.name] == nil else {
        throw EngineError(.value, "two tensors cannot both be stored as \"\(item.name)\"")
      }
      let end = offset + item.tensor.count * item.type.width
      header[item.name] = .object([
        "dtype": .string(item.type.rawValue),
        "shape": .array(item.tensor.shape.map { .integer($0) }),
        "data_offsets": .array([.integer(offset), .integer(end)]),
      ])
      offset = end
    }
    var text = Array(JSONValue.object(header).text().utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    guard text.count <= SafetensorsHeader.sizeLimit else {
      throw EngineError(.value, "the tensors' names and metadata exceed a header's size")
    }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  private static func write(
    _ item: Item, _ append: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    switch item.type {
    case .f32:
      try item.tensor.data.withUnsafeBytes { try append($0) }
    case .f16, .bf16:
      let isHalf = item.type == .f16
      let exponent: UInt16 = isHalf ? 0x7c00 : 0x7f80
      let narrow = item.tensor.data.map {
        isHalf ? ElementConversion.half($0) : ElementConversion.brain($0)
      }
      for (value, stored) in zip(item.tensor.data, narrow)
      where stored & 0x7fff == exponent && value.isFinite {
        throw EngineError(
          .value, "\"\(item.name)\" cannot be stored as \(item.type.rawValue): "
            + "\(value) is beyond its range", hint: "store it as F32")
      }
      try narrow.withUnsafeBytes { try append($0) }
    }
  }
}
