import Foundation

/// The numbers that judge correctness: the directory named by `UPT_FIXTURES`, or the copy that
/// every clone carries in `Tests/Fixtures`.
public enum Fixtures {
  public static let directory: URL = {
    if let path = ProcessInfo.processInfo.environment["UPT_FIXTURES"], !path.isEmpty {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures", isDirectory: true)
  }()

  public static func path(_ relative: String) -> String {
    directory.appendingPathComponent(relative).path
  }
}
