import Foundation

/// Inputs of all sessions, one JSON string a line, the newest last.
///
/// Sessions that run side by side append to the same file under a lock. A file that cannot be read
/// is left alone, as are lines of it that are not JSON strings.
public struct HistoryFile: Sendable {
  /// Where the file is.
  public let path: String
  /// How many lines the file is cut back to once it has twice as many.
  public let limit: Int

  /// The history in this file.
  public init(path: String, limit: Int = 5000) {
    self.path = path
    self.limit = max(limit, 1)
  }

  /// The history of a program in the user's directory for state, as the XDG conventions place it.
  public init(program: String, environment: [String: String] = ProcessInfo.processInfo.environment)
  {
    let home = environment["HOME"] ?? NSHomeDirectory()
    let named = environment["XDG_STATE_HOME"] ?? ""
    let state = named.hasPrefix("/") ? named : home + "/.local/state"
    self.init(path: "\(state)/\(program)/history")
  }

  /// The inputs, oldest first, each once at the place of its last use.
  public func load() -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var seen: Set<String> = []
    let lines = data.split(separator: UInt8(ascii: "\n")).reversed()
    let entries = lines.compactMap(Self.decode).filter { seen.insert($0).inserted }
    return entries.prefix(limit).reversed()
  }

  /// Adds an input at the end; false if it could not be written.
  public func append(_ text: String) -> Bool {
    guard let line = Self.encode(text) else { return false }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Another session may put a trimmed file in place between opening and locking.
    for _ in 0..<8 {
      let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX) == 0 else { return false }
      guard isCurrent(descriptor) else { continue }
      let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written == line.count else { return false }
      trim()
      return true
    }
    return false
  }

  // Called with the lock held.
  private func trim() {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    guard lines.count > 2 * limit else { return }
    var kept = Data()
    for line in lines.suffix(limit) {
      kept.append(line)
      kept.append(UInt8(ascii: "\n"))
    }
    let temporary = path + ".\(getpid())"
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    if FileManager.default.createFile(atPath: temporary, contents: kept, attributes: attributes),
      rename(temporary, path) != 0
    {
      unlink(temporary)
    }
  }

  private func isCurrent(_ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  private static func encode(_ text: String) -> Data? {
    guard var data = try? JSONEncoder().encode(text) else { return nil }
    data.append(UInt8(ascii: "\n"))
    return data
  }

  private static func decode(_ line: Data) -> String? {
    try? JSONDecoder().decode(String.self, from: line)
  }
}
