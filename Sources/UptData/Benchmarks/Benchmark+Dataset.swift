import Foundation
import UptTensor

extension Benchmark {
  /// The data set under `root`, with the classes, labels and parts that CoOp's code gives it.
  ///
  /// Where its `split_zhou` file is missing and there are annotations to divide, that is done by
  /// CoOp's rule with seed 1; the data set then calls itself "own split", for its pictures are not
  /// those of published results.
  /// - Parameter unreadable: with `.skip`, pictures that are not there are met when they are used,
  ///   unless none is there.
  /// - Throws: `.file` when something is not there, `.format` when an annotation is broken; the
  ///   message names it.
  public func dataset(root: String, unreadable: Unreadable = .error) throws -> Dataset {
    let place = place(in: root)
    guard FolderTree.isFolder(place) else {
      throw EngineError(.file, "there is no folder \(place), where \(title) should be")
    }
    let images = FolderTree.join(place, images)
    guard FolderTree.isFolder(images) else {
      throw EngineError(.file, "there is no folder \(images), where the pictures should be")
    }
    switch annotation {
    case .splitFile(let file, let original):
      let split = FolderTree.join(place, file)
      if access(split, F_OK) == 0 {
        return try dataset(
          SplitFile.read(split, images: images), unreadable, isChecked: false)
      }
      do {
        return try ownSplit(original, place, images, unreadable)
      } catch let error as EngineError where error.kind == .file && error.hint == nil {
        throw EngineError(.file, error.message, hint: "nor is there a \(file), \(Self.onDrive)")
      }
    case .synsetParts:
      return try dataset(
        Self.synsetParts(place, images: images), unreadable, ensemble: Dataset.ensembleTemplates)
    case .variants:
      return try dataset(Self.variants(place, images: images), unreadable, isChecked: false)
    case .synsets:
      return try dataset(Self.synsets(place, images: images), unreadable)
    case .positions:
      return try dataset(Self.positions(place, images: images), unreadable)
    }
  }

  /// What CoOp's code makes of the original annotations where there is no `split_zhou` file.
  private func ownSplit(
    _ original: OriginalAnnotation, _ place: String, _ images: String, _ unreadable: Unreadable
  ) throws -> Dataset {
    // Pictures that were found in folders are there; those that lists name may not be.
    var isChecked = false
    let parts: BenchmarkParts
    switch original {
    case .classFolders(let leftOut, let renamed):
      parts = try Self.classFolders(images, leftOut: leftOut, renamed: renamed)
      isChecked = true
    case .pets: parts = try Self.pets(place, images: images)
    case .scenes: parts = try Self.scenes(place, images: images)
    case .actions: parts = try Self.actions(place, images: images)
    case .cars: parts = try Self.cars(place)
    case .flowers: parts = try Self.flowers(place, images: images)
    }
    return try dataset(parts, unreadable, isOwn: true, isChecked: isChecked)
  }

  private func dataset(
    _ parts: BenchmarkParts, _ unreadable: Unreadable, isOwn: Bool = false,
    ensemble: [String]? = nil, isChecked: Bool = true
  ) throws -> Dataset {
    try parts.dataset(
      name: isOwn ? "\(name) (own split)" : name, template: template, ensemble: ensemble,
      unreadable: unreadable, isChecked: isChecked)
  }
}
