import Foundation

/// Names of files as proposals.
public enum FileNames {
  /// What the last part of a path may be, as it is written so far. Folders end in a slash.
  ///
  /// - Parameters:
  ///   - path: the path as it is written.
  ///   - read: what a written text means.
  ///   - write: how a name is written; nil if it cannot be.
  public static func proposals(
    for path: String, read: (String) -> String = { $0 }, write: (String) -> String? = plain
  ) -> Completions {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, start) = (read(String(path[..<slash])), read(String(path[slash...])))
    let place = (folder as NSString).expandingTildeInPath
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: place.isEmpty ? "." : place)) ?? []
    let found = names.filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }
    let candidates = found.sorted().compactMap { name -> Completions.Candidate? in
      var isFolder: ObjCBool = false
      let full = (place as NSString).appendingPathComponent(name)
      _ = manager.fileExists(atPath: full, isDirectory: &isFolder)
      return write(name).map { Completions.Candidate($0 + (isFolder.boolValue ? "/" : "")) }
    }
    return Completions(replacing: path[slash...].unicodeScalars.count, candidates)
  }

  /// A name as it is; nil if it cannot be typed.
  public static func plain(_ name: String) -> String? {
    name.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : name
  }
}
