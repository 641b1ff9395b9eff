import Foundation
import UptTensor

/// What lies in a folder, in alphabetical order, hidden files left out.
enum FolderTree {
  /// The path of a name in a folder; an empty name stands for the folder itself.
  static func join(_ folder: String, _ name: String) -> String {
    if name.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  static func isFolder(_ path: String) -> Bool {
    var answer: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &answer) && answer.boolValue
  }

  private static func names(in folder: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw EngineError(.file, "\(folder): no such folder")
    }
    guard isFolder(folder) else { throw EngineError(.file, "\(folder): not a folder") }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw EngineError(.file, "\(folder): the folder may not be read")
    }
  }

  /// The names of the folders in a folder.
  static func folders(in folder: String) throws -> [String] {
    try names(in: folder).filter { isFolder(join(folder, $0)) }
  }

  /// The picture files in a folder and, `depth` levels deep, in the folders inside it. The limit
  /// ends a circle of links.
  static func pictures(in folder: String, depth: Int = 8) throws -> [String] {
    try names(in: folder).flatMap { name -> [String] in
      let path = join(folder, name)
      if isFolder(path) { return depth > 0 ? try pictures(in: path, depth: depth - 1) : [] }
      return isPicture(name) ? [path] : []
    }
  }

  /// The names of the picture files in a folder, told by their endings alone: a large folder is
  /// not asked about each of them.
  static func pictureNames(in folder: String) throws -> [String] {
    try names(in: folder).filter(isPicture)
  }

  /// The error of a folder that should have some.
  static func noPictures(in folder: String) -> EngineError {
    EngineError(
      .file, "\(folder): no pictures in it",
      hint: "names ending in \(Dataset.pictureEndings.sorted().joined(separator: ", "))")
  }

  private static func isPicture(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Dataset.pictureEndings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// The class folders of a part and the pictures of each class.
  /// - Parameter known: the classes that there must be; nil takes those that are found.
  static func classes(
    of part: String, known: [String]?
  ) throws -> (classes: [String], groups: [[Item]]) {
    let found = try folders(in: part)
    guard !found.isEmpty else {
      throw EngineError(
        .file, "\(part): no class folders in it", hint: "one folder per class is expected")
    }
    let classes = known ?? found
    let places = Dictionary(
      zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
    if let stranger = found.first(where: { places[$0] == nil }) {
      throw EngineError(
        .file, "\(join(part, stranger)): a class that the training folder does not have")
    }
    var groups = [[Item]](repeating: [], count: classes.count)
    for name in found {
      guard let label = places[name] else { continue }
      groups[label] = try pictures(in: join(part, name)).map {
        Item(label: label, source: ImageFile($0))
      }
      if groups[label].isEmpty, known == nil { throw noPictures(in: join(part, name)) }
    }
    return (classes, groups)
  }
}
