import Foundation
import UptTensor

extension Dataset {
  /// A table of pictures: a header with `path` and `label`, and perhaps `split` (train, val or
  /// test); one line per picture. Labels are the names of the classes, which come in alphabetical
  /// order. Without a `split` column the pictures are divided by `share`.
  /// - Parameters:
  ///   - root: where relative paths begin; nil stands for the table's own folder.
  ///   - name: nil stands for the table's name.
  ///   - unreadable: with `.skip`, pictures that are not there are met when they are used.
  /// - Throws: `.file` when the table cannot be read or a picture is not there, `.format` when a line
  ///   is not understood, `.value` when the template has no `{}`.
  public static func csv(
    _ path: String, root: String? = nil, name: String? = nil,
    template: String = defaultTemplate, share: Share = .standard, seed: Int = 1,
    unreadable: Unreadable = .error
  ) throws -> Dataset {
    let place = URL(fileURLWithPath: path)
    guard let data = try? Data(contentsOf: place) else {
      let isThere = FileManager.default.fileExists(atPath: path)
      let reason = isThere ? "the table could not be read" : "no such file"
      throw EngineError(.file, "\(path): \(reason)")
    }
    let rows = try CSVReader.rows([UInt8](data), name: path)
    func column(_ names: [String]) -> Int? {
      rows.first?.fields.firstIndex {
        names.contains($0.trimmingCharacters(in: .whitespaces).lowercased())
      }
    }
    guard let paths = column(["path", "file", "image"]), let labels = column(["label", "class"])
    else {
      throw EngineError(
        .format, "\(path): no columns named path and label",
        hint: "the first line must be path,label or path,label,split")
    }
    let parts = column(["split"])
    let folder = root ?? path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let entries = try rows.dropFirst().map { row in
      let needed = [paths, labels, parts ?? 0].max() ?? 0
      guard row.fields.indices.contains(needed), !row.fields[paths].isEmpty,
        !row.fields[labels].isEmpty
      else {
        throw EngineError(.format, "\(path), line \(row.line): a path or a label is missing")
      }
      let isWhole = folder.isEmpty || row.fields[paths].hasPrefix("/")
      let file = isWhole ? row.fields[paths] : FolderTree.join(folder, row.fields[paths])
      guard unreadable == .skip || FileManager.default.fileExists(atPath: file) else {
        throw EngineError(
          .file, "\(path), line \(row.line): there is no file \(file)",
          hint: "paths are meant relative to the folder of the table")
      }
      return Entry(
        label: row.fields[labels], part: parts.map { row.fields[$0].lowercased() },
        source: ImageFile(file), line: row.line)
    }
    let classes = Set(entries.map(\.label)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    guard !classes.isEmpty else {
      throw EngineError(.format, "\(path): no pictures in the table")
    }
    let divided = try divide(entries, classes: classes, path: path, share: share, seed: seed)
    return try Dataset(
      name: name ?? place.deletingPathExtension().lastPathComponent, classes: classes,
      template: template, ensemble: nil, train: divided.train, val: divided.val,
      test: divided.test, origin: nil, unreadable: unreadable)
  }

  private struct Entry {
    let label: String
    let part: String?
    let source: ImageFile
    let line: Int
  }

  private static func divide(
    _ entries: [Entry], classes: [String], path: String, share: Share, seed: Int
  ) throws -> (train: [Item], val: [Item], test: [Item]) {
    let places = Dictionary(
      zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
    var parts: (train: [Item], val: [Item], test: [Item]) = ([], [], [])
    var groups = [[Item]](repeating: [], count: classes.count)
    for entry in entries {
      guard let label = places[entry.label] else { continue }
      let item = Item(label: label, source: entry.source)
      switch entry.part {
      case nil: groups[label].append(item)
      case "train": parts.train.append(item)
      case "val", "valid", "validation": parts.val.append(item)
      case "test": parts.test.append(item)
      case let part?:
        throw EngineError(
          .format, "\(path), line \(entry.line): the split \"\(part)\" is none of train, val, test")
      }
    }
    let rest = share.divide(groups, seed: seed)
    return (parts.train + rest.train, parts.val + rest.val, parts.test + rest.test)
  }
}
