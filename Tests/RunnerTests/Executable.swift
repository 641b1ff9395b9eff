import Foundation
import Testing

/// The program under test, run from outside.
struct Executable {
  /// What came of one run.
  struct Result: Equatable {
    var output: String
    var errors: String
    var code: Int32
  }

  /// The program's place: it is built beside the tests.
  static let path: String? = {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    var places = [folder, Bundle.main.bundleURL.deletingLastPathComponent().path]
    places += CommandLine.arguments.prefix(1).map { ($0 as NSString).deletingLastPathComponent }
    return places.map { $0 + "/upt-script" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs it and waits; `started` is called with its process once it runs.
  static func run(
    _ arguments: [String], input: Data = Data(), in folder: URL? = nil,
    variables: [String: String] = [:], started: (Process) -> Void = { _ in }
  ) throws -> Result {
    let temporary = FileManager.default.temporaryDirectory
      .appendingPathComponent("runner-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    // Files hold whatever is written; pipes would have to be emptied meanwhile.
    func handle(_ name: String, _ content: Data = Data()) throws -> FileHandle {
      let file = temporary.appendingPathComponent(name)
      try content.write(to: file)
      return try FileHandle(forUpdating: file)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? temporary
    var environment = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "UPT_RESOURCES"] { environment[name] = nil }
    environment["LC_ALL"] = "C.UTF-8"
    environment.merge(variables) { $1 }
    environment["XDG_CACHE_HOME"] = (folder ?? temporary).appendingPathComponent("cache").path
    process.environment = environment
    let (input, output, errors) = (
      try handle("in", input), try handle("out"), try handle("err")
    )
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    started(process)
    if ended.wait(timeout: .now() + 300) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("still running after five minutes: \(arguments)")
      process.waitUntilExit()
    }
    func text(_ handle: FileHandle) throws -> String {
      try handle.seek(toOffset: 0)
      return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
    return Result(
      output: try text(output), errors: try text(errors), code: process.terminationStatus)
  }
}
