import Foundation
import UptSession
import UptTerminal

/// Waits until a script, or one that it imports, has changed on the disk.
struct ScriptWatch {
  private let path: String
  /// What the files were like when they were read.
  private var seen: [String: String] = [:]
  private static let interval = 0.1

  init(_ path: String) { self.path = path }

  /// Remembers the script as it is, about to be read.
  mutating func look() { seen = [path: FileStamp.ofFile(path)] }

  /// Remembers scripts that were read since.
  mutating func look(at imports: [String]) {
    for path in imports where seen[path] == nil { seen[path] = FileStamp.ofFile(path) }
  }

  /// Waits for the next change and for the editor to be done with it; false if the user wants to
  /// leave instead, which interrupts after the first `count` say.
  mutating func wait(since count: Int) -> Bool {
    var last = stamps
    while Interrupts.count == count {
      Thread.sleep(forTimeInterval: Self.interval)
      let now = stamps
      // An editor may take the file away before it puts the new one into its place.
      if now == last, now != seen, now[path]?.isEmpty == false {
        return true
      }
      last = now
    }
    return false
  }

  /// What tells the contents of the files from others.
  private var stamps: [String: String] {
    Dictionary(uniqueKeysWithValues: seen.keys.map { ($0, FileStamp.ofFile($0)) })
  }
}
