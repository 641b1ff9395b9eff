import Foundation
import UptData
import UptTensor

extension Split {
  /// A hash of its classes, labels and pictures. A picture in a file counts by its place below the
  /// folder that all have in common, and some of the files by their sizes as well: wherever a data
  /// set lies it is the same, while one whose pictures were made anew is another.
  var content: String {
    var hash = SHA256()
    hash.absorb(name)
    hash.absorb(template)
    hash.absorb("unreadable \(unreadable)")
    hash.absorb("\(classes.count)")
    for name in classes { hash.absorb(name) }
    let files = items.compactMap { ($0.source as? ImageFile)?.path }
    let folder = Self.commonFolder(files)
    for item in items {
      hash.absorb("\(item.label)")
      if let file = item.source as? ImageFile {
        hash.absorb(String(file.path.dropFirst(folder.count)))
      } else {
        hash.absorb(item.source.identity)
      }
    }
    let step = max(1, files.count / Self.measured)
    for file in stride(from: 0, to: files.count, by: step).map({ files[$0] }) {
      var facts = stat()
      hash.absorb(stat(file, &facts) == 0 ? "\(facts.st_size)" : "missing")
    }
    return hash.hex
  }

  /// How many files' sizes are looked at, more or less.
  private static let measured = 256

  /// What all paths begin with, up to a slash.
  private static func commonFolder(_ paths: [String]) -> Substring {
    guard let first = paths.first, let slash = first.lastIndex(of: "/") else { return "" }
    var folder = first[...slash]
    for path in paths {
      while !path.hasPrefix(folder) {
        guard let slash = folder.dropLast().lastIndex(of: "/") else { return "" }
        folder = folder[...slash]
      }
    }
    return folder
  }
}

extension Dataset {
  /// A hash of its parts; see ``UptData/Split/content``.
  var content: String {
    var hash = SHA256()
    hash.absorb(name)
    for split in [train, val, test] { hash.absorb(split.content) }
    for sentence in ensemble { hash.absorb(sentence) }
    return hash.hex
  }
}
