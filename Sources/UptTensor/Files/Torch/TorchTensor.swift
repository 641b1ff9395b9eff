/// A tensor of a PyTorch file: part of a storage, seen with strides.
struct TorchTensor {
  let type: ElementType
  /// The number that names the storage in the archive.
  let storage: String
  /// What the storage holds.
  let elements: Int
  let offset: Int
  let shape: [Int]
  let strides: [Int]

  var info: TensorInfo { TensorInfo(type, shape) }

  /// What PyTorch calls the storages of each type.
  static let types: [Pickle.Global: ElementType] = [
    Pickle.Global("torch", "FloatStorage"): .f32, Pickle.Global("torch", "HalfStorage"): .f16,
    Pickle.Global("torch", "BFloat16Storage"): .bf16,
    Pickle.Global("torch", "DoubleStorage"): .f64, Pickle.Global("torch", "LongStorage"): .i64,
    Pickle.Global("torch", "IntStorage"): .i32, Pickle.Global("torch", "ShortStorage"): .i16,
    Pickle.Global("torch", "CharStorage"): .i8, Pickle.Global("torch", "ByteStorage"): .u8,
    Pickle.Global("torch", "BoolStorage"): .bool,
  ]

  /// Reads the arguments of `torch._utils._rebuild_tensor_v2`: storage, offset, sizes, strides, and
  /// what only training needs.
  /// - Throws: `.format` when they are others, or lie outside the storage.
  init(_ pickle: Pickle, arguments: Pickle.Reference, name: String) throws {
    func broken(_ why: String) -> EngineError { EngineError(.format, "tensor \"\(name)\" \(why)") }
    // ("storage", type, key, device, elements)
    guard let arguments = pickle.list(arguments), arguments.count >= 4,
      case .external(let description) = pickle[arguments[0]],
      let storage = pickle.list(description), storage.count >= 5,
      pickle.text(storage[0]) == "storage", let kind = pickle.global(storage[1]),
      let key = pickle.text(storage[2]), let elements = pickle.integer(storage[4]),
      let offset = pickle.integer(arguments[1]), let shape = pickle.integers(arguments[2]),
      let strides = pickle.integers(arguments[3])
    else { throw broken("is not described as PyTorch describes one") }
    guard let type = Self.types[kind] else { throw broken("is kept in a \(kind)") }
    self.type = type
    self.storage = key
    self.elements = elements
    self.offset = offset
    self.shape = shape
    self.strides = strides
    guard isInside else {
      throw broken(
        "of shape \(shape.prefix(8)) reaches beyond its storage of \(elements) numbers")
    }
  }

  /// Whether every element lies in the storage, and there are no more of them than that holds:
  /// no weights repeat themselves, and a lying size must not ask for memory.
  private var isInside: Bool {
    guard elements >= 0, offset >= 0, shape.count == strides.count, shape.count <= 32,
      (shape + strides).allSatisfy({ $0 >= 0 }), let bytes = type.byteCount(shape),
      bytes / max(type.bits / 8, 1) <= elements
    else { return false }
    if shape.contains(0) { return true }
    var last = offset
    for (size, stride) in zip(shape, strides) {
      let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      let (sum, overflows) = last.addingReportingOverflow(reach)
      guard !overflow, !overflows else { return false }
      last = sum
    }
    return last < elements
  }

  /// Writes the elements, from the bytes of the storage whose number was checked, to a place with
  /// room for all of them, in row-major order.
  func read(_ storage: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<Float>) throws {
    guard try Tensor.elementCount(shape) > 0 else { return }
    let width = type.bits / 8
    let reach = zip(shape, strides).reduce(1) { $0 + ($1.0 - 1) * $1.1 }
    let part = UnsafeRawBufferPointer(rebasing: storage[offset * width..<(offset + reach) * width])
    // Every type of storage is one of numbers.
    if strides == Shapes.strides(shape) { return ElementConversion.write(part, type, to: target) }
    let stored = ElementConversion.floats(part, type) ?? []
    let gathered = try StridedView(offset: 0, shape: shape, strides: strides)
      .gather(Tensor([stored.count], stored))
    gathered.data.withUnsafeBufferPointer { elements in
      if let base = elements.baseAddress { target.update(from: base, count: elements.count) }
    }
  }
}
