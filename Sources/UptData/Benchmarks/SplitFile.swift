import UptTensor

/// CoOp's `split_zhou` files: `{"train": [[path, label, class name], …], "val": …, "test": …}`.
enum SplitFile {
  /// The largest that is read: Food101's, the largest there is, has 9 MB.
  private static let largest = 256 << 20

  /// What a split file lists; its paths begin in the folder `images`.
  /// - Throws: `.file` when it cannot be read, `.format` when it is not of that form.
  static func read(_ path: String, images: String) throws -> BenchmarkParts {
    let json = try JSONValue(parsing: MappedFile.read(path, limit: largest), of: path)
    func entries(_ part: String) throws -> [BenchmarkParts.Entry] {
      guard let list = json[part]?.array else {
        throw EngineError(
          .format, "\(path) has no list called \"\(part)\"",
          hint: "a split file is an object of the lists train, val and test")
      }
      return try list.enumerated().map { position, value in
        guard let entry = Self.entry(value, images: images) else {
          throw EngineError(
            .format, "\(path): \(part)[\(position)] is no picture",
            hint: "each one is [path, label, class name], such as [\"cat/1.jpg\", 0, \"cat\"]")
        }
        return entry
      }
    }
    return BenchmarkParts(
      source: path, train: try entries("train"), val: try entries("val"),
      test: try entries("test"))
  }

  private static func entry(_ value: JSONValue, images: String) -> BenchmarkParts.Entry? {
    guard let fields = value.array, fields.count == 3, let path = fields[0].string, !path.isEmpty,
      let label = fields[1].integer ?? fields[1].string.flatMap({ Int($0) }), label >= 0,
      let name = fields[2].string
    else { return nil }
    let place = path.hasPrefix("/") ? path : FolderTree.join(images, path)
    return BenchmarkParts.Entry(path: place, label: label, name: name)
  }
}
