import Foundation
import Testing

/// The program as the README's reader calls it.
enum Program {
  /// What came of one call: both outputs, one after the other.
  struct Result {
    var output: String
    var code: Int32
    var lines: [String] {
      var lines = output.components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      return lines
    }
  }

  /// It is built beside the tests.
  private static let path: String? = {
    var folders = [Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."]
    folders.append(Bundle.main.bundleURL.deletingLastPathComponent().path)
    folders += CommandLine.arguments.prefix(1).map { ($0 as NSString).deletingLastPathComponent }
    return folders.map { $0 + "/upt-script" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Calls it in the project's folder and waits for at most five minutes.
  static func run(_ arguments: [String], input: String = "") throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("readme-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String = "") throws -> FileHandle {
      let url = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: url)
      return try FileHandle(forUpdating: url)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    process.currentDirectoryURL = Document.root
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    let (output, errors) = (try file("out"), try file("err"))
    process.standardInput = try file("in", input)
    process.standardOutput = output
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + 300) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("still running after five minutes: \(arguments)")
      process.waitUntilExit()
    }
    func text(_ handle: FileHandle) throws -> String {
      try handle.seek(toOffset: 0)
      return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
    return Result(output: try text(output) + text(errors), code: process.terminationStatus)
  }

  /// The words of a command line, with quotes as a shell has them.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
