import Foundation

/// A file of PyTorch (`torch.save` since version 1.6, or a TorchScript archive such as OpenAI's):
/// a zip archive of storages and of a pickle that says which tensors they hold.
///
/// The pickle is read as data and nothing in it is ever called; see ``Pickle``. Tensors are read one
/// at a time when they are asked for. The file must not be shortened by another program while it
/// is open.
public final class TorchFile: @unchecked Sendable {
  /// The path as it was given.
  public let path: String
  /// The tensors' names in the order of the file.
  public let names: [String]

  private let tensors: [String: TorchTensor]
  private let storages: [String: ZipArchive.Entry]
  private let archive: ZipArchive
  private let file: MappedFile
  private let lock = NSLock()
  /// The storages whose checksums were compared, which a shared one needs only once.
  private var verified: Set<String> = []

  /// No state dictionary's description is nearly as large.
  private static let pickleLimit = 64 << 20

  /// Opens a file and checks its description of every tensor.
  /// - Throws: `.file` when it cannot be read, `.format` when it is broken, holds no tensors or
  ///   would have to run code.
  public init(_ path: String) throws {
    let file = try MappedFile(path)
    self.path = path
    self.file = file
    do {
      archive = try TorchFile.archive(file.bytes)
      guard let description = TorchFile.description(archive) else {
        throw EngineError(.format, "the archive holds no data.pkl, as PyTorch's do")
      }
      guard description.size <= Self.pickleLimit else {
        throw EngineError(.format, "its pickle is too large: \(description.size) bytes")
      }
      let state = try TorchState(archive.contents(of: description))
      names = state.names
      tensors = state.tensors
      storages = try TorchFile.storages(archive, description.name.dropLast("data.pkl".count))
      var total = 0.0
      for (name, tensor) in tensors {
        try TorchFile.check(name, tensor, storages)
        total += 4 * tensor.shape.reduce(1) { $0 * Double($1) }
      }
      guard total <= Double(Tensor.memoryLimit) else {
        throw EngineError(.memory, "its tensors take \(Bytes.text(total)) together")
      }
    } catch let error as EngineError {
      throw EngineError(error.kind, "\(path): \(error.message)", hint: error.hint)
    }
  }

  /// Whether a zip archive is PyTorch's.
  static func isTorch(_ archive: ZipArchive) -> Bool { description(archive) != nil }

  /// A tensor's element type and shape.
  /// - Throws: `.index` when there is no such tensor.
  public func info(_ name: String) throws -> TensorInfo { try entry(name).info }

  /// A tensor as floats, in row-major order whatever its strides.
  /// - Throws: `.index` when there is no such tensor, `.format` when its storage is damaged,
  ///   `.memory` when it does not fit.
  public func tensor(_ name: String) throws -> Tensor {
    var tensor = try Tensor.zeros(entry(name).shape)
    try tensor.data.withUnsafeMutableBufferPointer { elements in
      if let base = elements.baseAddress { try read(name, to: base) }
    }
    return tensor
  }

  /// Writes a tensor's elements, as ``tensor(_:)`` gives them, to a place with room for all.
  /// - Throws: as ``tensor(_:)``.
  public func read(_ name: String, to target: UnsafeMutablePointer<Float>) throws {
    let tensor = try entry(name)
    // What has no storage has no elements.
    guard let storage = storages[tensor.storage] else { return }
    do {
      let bytes = try archive.storedBytes(of: storage)
      try verify(storage, bytes)
      try tensor.read(bytes, to: target)
      file.release(bytes)
    } catch let error as EngineError where error.kind == .format {
      throw EngineError(.format, "\(path): tensor \"\(name)\": \(error.message)")
    }
  }

  private func entry(_ name: String) throws -> TorchTensor {
    if let tensor = tensors[name] { return tensor }
    throw EngineError(
      .index, "\(path) has no tensor \"\(name)\"",
      hint: NearestName.hint(for: name, among: names))
  }

  private func verify(_ entry: ZipArchive.Entry, _ bytes: UnsafeRawBufferPointer) throws {
    guard !lock.withLock({ verified.contains(entry.name) }) else { return }
    try archive.verify(bytes, entry)
    lock.withLock { _ = verified.insert(entry.name) }
  }

  // MARK: - Opening

  private static func archive(_ bytes: UnsafeRawBufferPointer) throws -> ZipArchive {
    guard bytes.starts(with: Array("PK".utf8)) else {
      // A pickle without an archive around it is how PyTorch wrote before version 1.6.
      let isOld = bytes.first == 0x80
      throw EngineError(
        .format, isOld
          ? "PyTorch files of before version 1.6 are not read" : "it is no file of PyTorch's",
        hint: isOld ? "load and save it with a newer PyTorch, or as safetensors" : nil)
    }
    return try ZipArchive(bytes)
  }

  /// The pickle, in the one folder that all entries lie in.
  private static func description(_ archive: ZipArchive) -> ZipArchive.Entry? {
    archive.entries.first { entry in
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count <= 2 && parts.last == "data.pkl"
    }
  }

  private static func storages(
    _ archive: ZipArchive, _ folder: Substring
  ) throws -> [String: ZipArchive.Entry] {
    var storages: [String: ZipArchive.Entry] = [:]
    for entry in archive.entries where entry.name.hasPrefix(folder) {
      let name = entry.name.dropFirst(folder.count)
      if name.hasPrefix("data/") { storages[String(name.dropFirst("data/".count))] = entry }
      if name == "byteorder", try archive.contents(of: entry) != Array("little".utf8) {
        throw EngineError(.format, "its numbers have their highest byte first")
      }
    }
    return storages
  }

  private static func check(
    _ name: String, _ tensor: TorchTensor, _ storages: [String: ZipArchive.Entry]
  ) throws {
    let found = storages[tensor.storage]?.size ?? 0
    let (wanted, overflow) = tensor.elements.multipliedReportingOverflow(by: tensor.type.bits / 8)
    guard !overflow, wanted <= found else {
      throw EngineError(
        .format, "tensor \"\(name)\": its storage \"\(tensor.storage)\" should hold "
          + "\(tensor.elements) numbers (\(tensor.type.rawValue)), but has \(found) bytes")
    }
  }
}
