import Foundation
import UptRuntime

/// What lies in the file system.
extension FileLibrary {
  static let places: [Builtin] = [
    Builtin(
      "exists", [path],
      help: """
        Whether there is a file or folder.

            write_text("notes.txt", "one\\n")
            exists("notes.txt")      # true
        """
    ) { call in
      let path = try call.path("path")
      call.interpreter.host.uses(Use(.file, path))
      return .bool(FileManager.default.fileExists(atPath: path))
    },
    Builtin(
      "files",
      [
        .optional("folder", .text(".")),
        .optional("pattern", .text("*"), help: "* stands for any characters, ? for one"),
      ],
      help: """
        The paths of what lies in a folder under names that fit the pattern, in alphabetical order.
        Names that begin with a point are left out unless the pattern does so, too.

            files(".", "*.npz")
        """
    ) { call in
      let pattern = NamePattern(try call.text("pattern"))
      let folder = try call.path("folder")
      let names = try call.reading("folder") { folder in
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
          let isThere = FileManager.default.fileExists(atPath: folder)
          throw call.error(
            0, isThere ? "\(folder) is no folder that can be read" : "there is no folder \(folder)",
            kind: .file)
        }
      }
      let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
      return .list(names.filter(pattern.fits).sorted().map { .text(prefix + $0) })
    },
  ]
}

/// A pattern of names, in which `*` stands for any characters and `?` for one.
struct NamePattern {
  private let pattern: [Character]

  init(_ text: String) { pattern = Array(text) }

  /// Whether a name fits. Only the last star is ever tried again, so that the time is bounded by
  /// the product of the lengths.
  func fits(_ name: String) -> Bool {
    if name.first == ".", pattern.first != "." { return false }
    let name = Array(name)
    var (place, next) = (0, 0)
    var star: (place: Int, next: Int)?
    while place < name.count {
      if next < pattern.count, pattern[next] == "*" {
        next += 1
        star = (place, next)
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[place] {
        place += 1
        next += 1
      } else if let last = star {
        place = last.place + 1
        next = last.next
        star = (place, next)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }
}
