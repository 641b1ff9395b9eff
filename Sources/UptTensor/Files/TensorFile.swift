/// Files of tensors of every kind that is known here: one tensor in NumPy's `.npy`, tensors by
/// name in NumPy's `.npz`, in safetensors and in PyTorch's files.
public enum TensorFile {
  /// What such a file holds.
  public enum Contents: Equatable, Sendable {
    /// One tensor without a name.
    case one(Tensor)
    /// Tensors by name, in the order of the file.
    case named([Named])
  }

  /// A tensor and its name.
  public struct Named: Equatable, Sendable {
    public var name: String
    public var tensor: Tensor

    public init(_ name: String, _ tensor: Tensor) {
      self.name = name
      self.tensor = tensor
    }
  }

  // MARK: Reading

  /// Reads a file, whose kind its contents tell and not its name.
  /// - Throws: `.file` when it cannot be read, `.format` when it is of no known kind or broken,
  ///   `.memory`; each names the path.
  public static func load(_ path: String) throws -> Contents {
    let file = try MappedFile(path)
    let begins = { (signature: [UInt8]) in file.bytes.starts(with: signature) }
    if begins(Numpy.signature) {
      return .one(try naming(path) { try withExtendedLifetime(file) { try Numpy.tensor(file.bytes) } })
    }
    if begins(Array("PK\u{3}\u{4}".utf8)) || begins(Array("PK\u{5}\u{6}".utf8)) {
      let isTorch = try naming(path) {
        try withExtendedLifetime(file) { TorchFile.isTorch(try ZipArchive(file.bytes)) }
      }
      if isTorch {
        let tensors = try TorchFile(path)
        return .named(try tensors.names.map { Named($0, try tensors.tensor($0)) })
      }
      return .named(try naming(path) { try withExtendedLifetime(file) { try archive(file.bytes) } })
    }
    guard path.hasSuffix(".safetensors") || file.bytes.dropFirst(8).first == UInt8(ascii: "{") else {
      throw EngineError(
        .format, "\(path) is no file of tensors",
        hint: "NumPy's .npy and .npz, PyTorch's .pt and safetensors are read")
    }
    let tensors = try SafetensorsFile(path)
    return .named(try tensors.names.map { Named($0, try tensors.tensor($0)) })
  }

  private static func archive(_ bytes: UnsafeRawBufferPointer) throws -> [Named] {
    let archive = try ZipArchive(bytes)
    return try archive.entries.map { entry in
      guard entry.name.hasSuffix(".npy") else {
        throw EngineError(
          .format, "the archive holds \"\(entry.name)\", which is no .npy array")
      }
      let name = String(entry.name.dropLast(4))
      return Named(
        name,
        try naming("\"\(name)\"") {
          try archive.contents(of: entry).withUnsafeBytes(Numpy.tensor)
        })
    }
  }

  /// Puts a name in front of the messages of what `body` throws.
  private static func naming<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as EngineError {
      throw EngineError(error.kind, "\(name): \(error.message)", hint: error.hint)
    }
  }

  // MARK: Writing

  /// The kinds of files, as the end of a path names them.
  public enum Kind: String, Sendable {
    case npy, npz, safetensors

    /// - Throws: `.value` when the path names none of them.
    public init(of path: String) throws {
      let name = path.split(separator: "/").last ?? ""
      let point = name.lastIndex(of: ".") ?? name.startIndex
      guard let kind = Kind(rawValue: name[point...].dropFirst().lowercased()) else {
        throw EngineError(
          .value, "the kind of file is not clear from \"\(path)\"",
          hint: "tensors are saved in files ending in .npy, .npz or .safetensors")
      }
      self = kind
    }
  }

  /// Writes a file, whole or not at all.
  /// - Throws: `.file` when it cannot be written; `.value` for a name that occurs twice, and for
  ///   contents the kind of file cannot hold.
  public static func save(_ path: String, _ contents: Contents, as kind: Kind) throws {
    switch (kind, contents) {
    case (.npy, .one(let tensor)): try AtomicFile.write(path, Numpy.bytes(tensor))
    case (.npy, .named):
      throw EngineError(
        .value, "a .npy file holds a single tensor, without a name",
        hint: "files ending in .npz or .safetensors hold several")
    case (.npz, .named(let tensors)):
      try checkNames(tensors)
      try AtomicFile.write(path) { append in
        try withoutActuallyEscaping(append) { append in
          var archive = ZipWriter(append)
          for item in tensors { try archive.add(item.name + ".npy", Numpy.bytes(item.tensor)) }
          try archive.finish()
        }
      }
    case (.safetensors, .named(let tensors)):
      try Safetensors.write(path, tensors.map { Safetensors.Item($0.name, $0.tensor) })
    case (.npz, .one), (.safetensors, .one):
      throw EngineError(
        .value, "the tensors in a .\(kind.rawValue) file have names, but this one has none",
        hint: "a .npy file holds a tensor without a name")
    }
  }

  private static func checkNames(_ tensors: [Named]) throws {
    var seen: Set<String> = []
    for item in tensors where !seen.insert(item.name).inserted {
      throw EngineError(.value, "two tensors cannot both be stored as \"\(item.name)\"")
    }
  }
}
