import Foundation
import UptRuntime
import UptTensor

/// What tells the contents of a file or folder from others: sizes and times of change; of a folder
/// that is only listed, the names.
package enum FileStamp {
  /// What tells the contents of a file from others; empty if there is none.
  package static func ofFile(_ path: String) -> String { of(.file, path) }

  static func of(_ kind: Use.Kind, _ path: String) -> String {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { return "" }
    guard isFolder.boolValue else { return facts(path) }
    var hash = SHA256()
    guard [.dataset, .encoder].contains(kind) else {
      for name in (try? manager.contentsOfDirectory(atPath: path))?.sorted() ?? [] {
        hash.absorb(name)
      }
      return hash.hex
    }
    let names = (manager.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
    for name in names {
      hash.absorb(name)
      hash.absorb(facts((path as NSString).appendingPathComponent(name)))
    }
    return hash.hex
  }

  private static func facts(_ path: String) -> String {
    // Those of the file itself where the path is a link.
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let facts = try? FileManager.default.attributesOfItem(atPath: place)
    let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let number = facts?[.systemFileNumber] as? Int ?? 0
    return "\(facts?[.size] as? Int ?? 0) bytes, \(time), \(number)"
  }
}
