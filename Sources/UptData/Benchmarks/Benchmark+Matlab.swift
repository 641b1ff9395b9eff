import UptTensor

/// The annotations that data sets' authors wrote with MATLAB.
extension Benchmark {
  /// Where Stanford Cars has its annotations.
  static let carLists = (
    train: "devkit/cars_train_annos.mat", test: "cars_test_annos_withlabels.mat",
    names: "devkit/cars_meta.mat"
  )
  /// Where Flowers102 has its annotations.
  static let flowerLists = (labels: "imagelabels.mat", names: "cat_to_name.json")

  /// Stanford Cars: `annotations` with a picture's `fname` and `class`, and `class_names`, whose
  /// year, at their end, CoOp puts before them.
  static func cars(_ folder: String) throws -> BenchmarkParts {
    let meta = FolderTree.join(folder, carLists.names)
    guard case .cells(let cells)? = try MatlabFile(meta).variables["class_names"] else {
      throw EngineError(.format, "\(meta) has no list called class_names")
    }
    let names = cells.map { cell in
      let words = (cell.text ?? "").split(separator: " ")
      return (words.suffix(1) + words.dropLast()).joined(separator: " ")
    }
    func entries(_ list: String, _ pictures: String) throws -> [Entry] {
      let path = FolderTree.join(folder, list)
      guard case .structs(let records)? = try MatlabFile(path).variables["annotations"] else {
        throw EngineError(.format, "\(path) has no structs called annotations")
      }
      return try records.enumerated().map { position, record in
        guard let file = record["fname"]?.text, !file.isEmpty,
          let label = record["class"]?.integer, (1...names.count).contains(label)
        else {
          throw EngineError(
            .format, "\(path): annotation \(position + 1) has no file name with one of "
              + "\(names.count) classes")
        }
        return Entry(
          path: FolderTree.join(folder, "\(pictures)/\(file)"), label: label - 1,
          name: names[label - 1])
      }
    }
    guard !names.isEmpty else { throw EngineError(.format, "\(meta) names no classes") }
    return try divided(
      "the annotations in \(folder)", train: entries(carLists.train, "cars_train"),
      test: entries(carLists.test, "cars_test"))
  }

  /// Flowers102: `labels`, a number for each picture in order, and the names of the numbers.
  static func flowers(_ folder: String, images: String) throws -> BenchmarkParts {
    let path = FolderTree.join(folder, flowerLists.labels)
    guard case .numbers(let labels)? = try MatlabFile(path).variables["labels"] else {
      throw EngineError(.format, "\(path) has no numbers called labels")
    }
    let file = FolderTree.join(folder, flowerLists.names)
    let names = try JSONValue(parsing: MappedFile.read(file, limit: 1 << 20), of: file)
    let entries = try labels.enumerated().map { position, number in
      guard let label = Int(exactly: number), (1...1_000_000).contains(label) else {
        throw EngineError(.format, "\(path): label \(position + 1) is \(number)")
      }
      guard let name = names[String(label)]?.string else {
        throw EngineError(.format, "\(file) has no name for the label \(label)")
      }
      let digits = String(position + 1)
      let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
      return Entry(
        path: FolderTree.join(images, "image_\(padded).jpg"), label: label - 1, name: name)
    }
    return .divided(entries, source: path)
  }
}
