import Foundation
import UptBuiltins
import UptRuntime
import UptTensor

/// Hashes of what files and folders hold, which do not depend on where these lie or when they were
/// written. Encoders and data are looked at once, files again when they have changed.
final class FileContents {
  private var known: [PointRecord.Source: String] = [:]

  /// What something that a script used holds now.
  func source(_ kind: Use.Kind, _ name: String) -> PointRecord.Source {
    let stamp = kind == .file ? FileStamp.ofFile(name) : ""
    let id = PointRecord.Source(kind, name, stamp)
    let hash = known[id] ?? Self.hash(kind, Use(kind, name).path)
    known[id] = hash
    return .init(kind, name, hash)
  }

  /// A file by its bytes. Of a folder with data, what is in it counts by names and sizes; of one
  /// with weights, by the bytes of all files; of one that is only listed, by names.
  private static func hash(_ kind: Use.Kind, _ path: String) -> String {
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return bytes(path)
    }
    var hash = SHA256()
    let names = kind == .file
      ? (try? manager.contentsOfDirectory(atPath: path)) ?? []
      : manager.enumerator(atPath: path)?.allObjects as? [String] ?? []
    for name in names.sorted() {
      hash.absorb(name)
      if kind == .encoder { hash.absorb(bytes(path + "/" + name)) }
      if kind == .dataset {
        var facts = stat()
        let isFile = stat(path + "/" + name, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
        hash.absorb(isFile ? "\(facts.st_size)" : "")
      }
    }
    return hash.hex
  }

  private static func bytes(_ path: String) -> String { (try? MappedFile(path))?.hash ?? "" }
}
