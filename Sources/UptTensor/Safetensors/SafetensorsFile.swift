/// A safetensors file, memory-mapped and checked: its tensors are read, and widened to `Float`,
/// one at a time when they are asked for.
///
///     let file = try SafetensorsFile("model.safetensors")
///     let scale = try file.tensor("logit_scale")
///
/// The file must not be shortened by another program while it is open.
public struct SafetensorsFile: Sendable {
  /// The path as it was given.
  public let path: String
  /// The tensors' names in the order of the header.
  public let names: [String]
  /// The texts stored beside the tensors.
  public let metadata: [String: String]

  private let entries: [String: SafetensorsHeader.Entry]
  private let file: MappedFile

  /// Opens a file and checks all of its header.
  /// - Throws: `.file` when it cannot be read, `.format` when it breaks the format.
  public init(_ path: String) throws {
    let file = try MappedFile(path)
    let header = try SafetensorsHeader(file.bytes, path: path)
    self.path = path
    self.file = file
    names = header.names
    metadata = header.metadata
    entries = header.entries
  }

  /// Whether there is such a tensor.
  public func contains(_ name: String) -> Bool { entries[name] != nil }

  /// A tensor's element type and shape.
  /// - Throws: `.index` when there is no such tensor.
  public func info(_ name: String) throws -> TensorInfo {
    let entry = try entry(name)
    return TensorInfo(entry.type, entry.shape)
  }

  /// A tensor as floats. F16 and BF16 are widened exactly; F64 and large integers are rounded.
  /// - Throws: `.index` when there is no such tensor, `.format` for an element type that has no
  ///   reader (complex numbers and those of less than 16 bits), `.memory` when it does not fit.
  public func tensor(_ name: String) throws -> Tensor {
    let entry = try numericEntry(name)
    let count = try Tensor.elementCount(entry.shape)
    let floats = [Float](unsafeUninitializedCapacity: count) { target, initialized in
      guard let base = target.baseAddress else { return }
      write(entry, to: base)
      initialized = count
    }
    return Tensor(unchecked: entry.shape, floats)
  }

  /// Writes a tensor's elements, as ``tensor(_:)`` gives them, to a place with room for all of them.
  /// - Throws: `.index` when there is no such tensor, `.format` for an element type that has no
  ///   reader.
  public func read(_ name: String, to target: UnsafeMutablePointer<Float>) throws {
    write(try numericEntry(name), to: target)
  }

  private func write(_ entry: SafetensorsHeader.Entry, to target: UnsafeMutablePointer<Float>) {
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[entry.range])
    ElementConversion.write(bytes, entry.type, to: target)
    file.release(bytes)
  }

  private func numericEntry(_ name: String) throws -> SafetensorsHeader.Entry {
    let entry = try entry(name)
    guard entry.type.isNumeric else {
      throw EngineError(
        .format, "tensor \"\(name)\" of \(path) has the dtype \(entry.type.rawValue), "
          + "which cannot be read as numbers here")
    }
    return entry
  }

  /// A tensor of whole numbers (or truth values, as 0 and 1), exactly.
  /// - Throws: `.index` when there is no such tensor, `.format` for another element type or a
  ///   number beyond an `Int`.
  public func integers(_ name: String) throws -> [Int] {
    let entry = try entry(name)
    let integers = withExtendedLifetime(file) {
      ElementConversion.integers(
        UnsafeRawBufferPointer(rebasing: file.bytes[entry.range]), entry.type)
    }
    guard let integers else {
      let reason =
        entry.type.isInteger ? "holds a number beyond 64-bit integers" : "holds no integers"
      throw EngineError(
        .format, "tensor \"\(name)\" of \(path) (\(entry.type.rawValue)\(entry.shape)) \(reason)")
    }
    return integers
  }

  private func entry(_ name: String) throws -> SafetensorsHeader.Entry {
    if let entry = entries[name] { return entry }
    throw EngineError(
      .index, "\(path) has no tensor \"\(name)\"",
      hint: NearestName.hint(for: name, among: names))
  }
}
