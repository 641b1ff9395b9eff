import UptTensor

/// The annotations that are folders.
extension Benchmark {
  /// A folder per class, in alphabetical order, divided as CoOp divides them.
  static func classFolders(
    _ images: String, leftOut: Set<String>, renamed: [String: String]
  ) throws -> BenchmarkParts {
    let folders = try FolderTree.folders(in: images).filter { !leftOut.contains($0) }
    let entries = try folders.enumerated().flatMap { label, folder in
      try pictures(
        FolderTree.join(images, folder), label: label, name: renamed[folder] ?? folder)
    }
    return BenchmarkParts.divided(entries, source: images)
  }

  /// ImageNet's `train` and `val`, which must have the same synsets; the second is what results are
  /// measured on, and stands for the validation part, too. Files come in alphabetical order, where
  /// CoOp takes them as the file system happens to give them.
  static func synsetParts(_ folder: String, images: String) throws -> BenchmarkParts {
    let names = try classNames(in: folder)
    let train = FolderTree.join(images, "train")
    let val = FolderTree.join(images, "val")
    let synsets = (train: try FolderTree.folders(in: train), val: try FolderTree.folders(in: val))
    guard synsets.train == synsets.val else {
      let different = Set(synsets.train).symmetricDifference(synsets.val).min() ?? ""
      throw EngineError(
        .file, "\(train) has \(synsets.train.count) folders and \(val) has "
          + "\(synsets.val.count); \(different) is in one of them only",
        hint: "both need a folder for every synset; the validation pictures have to be moved "
          + "into theirs")
    }
    let test = try entries(of: synsets.val, in: val, names: names)
    return BenchmarkParts(
      source: images, train: try entries(of: synsets.train, in: train, names: names), val: test,
      test: test)
  }

  /// A folder per synset, numbered as they come: ImageNet-A and -R have 200 of the 1,000.
  static func synsets(_ folder: String, images: String) throws -> BenchmarkParts {
    let names = try classNames(in: folder)
    return BenchmarkParts(
      source: images,
      test: try entries(of: FolderTree.folders(in: images), in: images, names: names))
  }

  /// ImageNetV2's folders `0`, `1`, …: the position of a class in `classnames.txt`.
  static func positions(_ folder: String, images: String) throws -> BenchmarkParts {
    let lines = try classNameLines(in: folder)
    return BenchmarkParts(
      source: images,
      test: try lines.enumerated().flatMap { label, line in
        try pictures(
          FolderTree.join(images, String(label)), label: label, name: line.pair(nameLine).rest)
      })
  }

  private static let nameLine = "a synset and its name, such as \"n01440764 tench\","

  /// The lines of `classnames.txt`: `n01440764 tench`.
  private static func classNameLines(in folder: String) throws -> [AnnotationList.Line] {
    try AnnotationList(FolderTree.join(folder, classNames)).lines
  }

  private static func classNames(in folder: String) throws -> [String: String] {
    var names: [String: String] = [:]
    for line in try classNameLines(in: folder) {
      let (synset, name) = try line.pair(nameLine)
      names[synset] = name
    }
    return names
  }

  private static func entries(
    of synsets: [String], in folder: String, names: [String: String]
  ) throws -> [Entry] {
    guard !synsets.isEmpty else {
      throw EngineError(
        .file, "\(folder): no class folders in it",
        hint: "a folder per synset is expected, such as n01440764")
    }
    return try synsets.enumerated().flatMap { label, synset in
      guard let name = names[synset] else {
        throw EngineError(
          .file, "\(FolderTree.join(folder, synset)): \(classNames) has no name for it",
          hint: "only folders of ImageNet's synsets may lie there, and \(classNames) must be "
            + "ImageNet's whole")
      }
      return try pictures(FolderTree.join(folder, synset), label: label, name: name)
    }
  }

  private static func pictures(
    _ folder: String, label: Int, name: String
  ) throws -> [Entry] {
    let names = try FolderTree.pictureNames(in: folder)
    guard !names.isEmpty else {
      throw EngineError(.file, "\(folder): no pictures in it")
    }
    return names.map { Entry(path: FolderTree.join(folder, $0), label: label, name: name) }
  }
}
