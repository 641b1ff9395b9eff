import Foundation
import UptSyntax

/// What to say about a path that leads nowhere.
public enum NearbyFile {
  /// The path of a file or folder in the same place with nearly the same name.
  public static func path(like path: String) -> String? {
    let (folder, name) = split(path)
    let there = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return Suggestion.nearest(to: name, among: (there ?? []).sorted()).map {
      folder.isEmpty || folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)"
    }
  }

  /// The folder of a path, empty where it names none, and the name in it. (Foundation's
  /// `deletingLastPathComponent` traps on Linux for a path of one character.)
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// What keeps a file from being written.
  static func hintForWriting(_ path: String) -> String? {
    let folder = split(path).folder
    guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return nil }
    return "there is no folder \"\(folder)\"; make it first"
  }

  /// What keeps a path that does not exist from existing; nil if it does exist.
  public static func hint(for path: String) -> String? {
    guard !path.isEmpty else { return "the path is empty" }
    guard !FileManager.default.fileExists(atPath: path) else { return nil }
    if let near = self.path(like: path) { return "did you mean \"\(near)\"?" }
    let folder = split(path).folder
    if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
      return "there is no folder \"\(folder)\", either"
    }
    let isRelative = !path.hasPrefix("/")
    return isRelative ? "relative paths begin in the folder the program was started in" : nil
  }
}
