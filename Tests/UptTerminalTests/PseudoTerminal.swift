import Foundation
import PtySupport

/// A program running in a terminal of its own, driven by key presses.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible { var description: String }

  private let descriptor: Int32
  private let process: pid_t
  private var output: [UInt8] = []

  /// The path of a program that is built beside the tests.
  static func beside(_ name: String) -> String? {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    var places = [folder, Bundle.main.bundleURL.deletingLastPathComponent().path]
    places += CommandLine.arguments.prefix(1).map { ($0 as NSString).deletingLastPathComponent }
    return places.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts the program in a terminal of 80 × 24.
  init(_ program: String, _ arguments: [String] = [], term: String = "xterm") throws {
    let environment = ["TERM=\(term)", "LC_ALL=C.UTF-8", "HOME=/dev/null", "PATH=/usr/bin:/bin"]
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    descriptor = pty_spawn(program, &argv, &envp, 80, 24, &pid)
    guard descriptor >= 0 else { throw Failure(description: "cannot start \(program)") }
    process = pid
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(descriptor)
  }

  /// Presses keys.
  func send(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Changes the window's size.
  func resize(columns: Int32, rows: Int32) { _ = pty_resize(descriptor, columns, rows) }

  /// Reads until `text` appears after what was read before, and returns all up to its end.
  @discardableResult
  func wait(for text: String, seconds: Double = 10) throws -> String {
    let wanted = Array(text.utf8)
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      if let end = output.firstRange(of: wanted)?.upperBound {
        let seen = String(decoding: output[..<end], as: UTF8.self)
        output.removeSubrange(..<end)
        return seen
      }
      guard Date() < deadline else {
        let seen = String(decoding: output, as: UTF8.self)
        throw Failure(description: "no \(text.debugDescription) in \(seen.debugDescription)")
      }
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&poll, 1, 100) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { output += buffer[..<count] } else { usleep(10_000) }
    }
  }

  /// The exit status once the program has ended.
  func exitStatus(seconds: Double = 10) throws -> Int32 {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date() < deadline else { throw Failure(description: "still running") }
      usleep(10_000)
    }
    return status
  }
}
