import Foundation
import PtySupport

/// A program running in a terminal of its own, driven by key presses.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible { var description: String }

  /// What a person sees, of all that was read so far.
  private(set) var screen: TerminalScreen
  /// The folder that the program takes for the user's home, gone with the terminal.
  let home: String
  let process: pid_t
  private let descriptor: Int32
  private var output: [UInt8] = []
  private var isOpen = true

  /// The path of a program that is built beside the tests.
  static func beside(_ name: String) -> String? {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    var places = [folder, Bundle.main.bundleURL.deletingLastPathComponent().path]
    places += CommandLine.arguments.prefix(1).map { ($0 as NSString).deletingLastPathComponent }
    return places.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts the program in a terminal; `environment` adds to what it finds there.
  init(
    _ program: String, _ arguments: [String] = [], term: String = "xterm", columns: Int = 80,
    rows: Int = 24, environment: [String: String] = [:]
  ) throws {
    home = FileManager.default.temporaryDirectory.path + "/home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    screen = TerminalScreen(columns: columns, rows: rows)
    let usual = ["TERM": term, "LC_ALL": "C.UTF-8", "HOME": home, "PATH": "/usr/bin:/bin"]
    let all = usual.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = all.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    descriptor = pty_spawn(program, &argv, &envp, Int32(columns), Int32(rows), &pid)
    process = pid
    guard descriptor >= 0 else { throw Failure(description: "cannot start \(program)") }
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    hangUp()
    try? FileManager.default.removeItem(atPath: home)
  }

  /// Presses keys.
  func send(_ keys: String) {
    var bytes = Array(keys.utf8)[...]
    // A terminal takes no more than the program has read, and that waits until its answers are.
    let deadline = Date().addingTimeInterval(20)
    while !bytes.isEmpty, Date() < deadline {
      while receive(milliseconds: 0) {}
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard Foundation.poll(&poll, 1, 10) > 0 else { continue }
      let count = bytes.prefix(256).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Changes the window's size.
  func resize(columns: Int, rows: Int) {
    while receive(milliseconds: 0) {}
    screen.resize(columns: columns, rows: rows)
    _ = pty_resize(descriptor, Int32(columns), Int32(rows))
  }

  /// Closes the terminal, as closing its window does.
  func hangUp() {
    if isOpen { close(descriptor) }
    isOpen = false
  }

  /// Reads until `text` appears after what was read before, and returns all up to its end.
  @discardableResult
  func wait(for text: String, seconds: Double = 20) throws -> String {
    let wanted = Array(text.utf8)
    var end: Int?
    var searched = 0
    try wait(seconds) {
      end = output[searched...].firstRange(of: wanted)?.upperBound
      searched = max(0, output.count - wanted.count)
      return end != nil
    } failing: {
      let last = String(decoding: output.suffix(2000), as: UTF8.self)
      return "no \(text.debugDescription) in \(last.debugDescription)"
    }
    let seen = output.prefix(end ?? 0)
    output.removeFirst(seen.count)
    return String(decoding: seen, as: UTF8.self)
  }

  /// Reads until the screen's last lines are these, with the cursor in a column of the last or
  /// of the one `above` it.
  func wait(
    toShow lines: String, column: Int? = nil, above: Int = 0, seconds: Double = 20
  ) throws {
    try wait(seconds) {
      let shown = "\n" + screen.text
      let height = shown.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      guard shown.hasSuffix("\n" + lines) else { return false }
      return column.map { $0 == screen.column && screen.row == height - 1 - above } ?? true
    } failing: {
      "not \(lines.debugDescription) but, with the cursor in row \(screen.row), column "
        + "\(screen.column):\n\(screen.text)"
    }
    output = []
  }

  private func wait(
    _ seconds: Double, until isDone: () -> Bool, failing problem: () -> String
  ) throws {
    let deadline = Date().addingTimeInterval(seconds)
    while !isDone() {
      guard Date() < deadline else { throw Failure(description: problem()) }
      _ = receive(milliseconds: 100)
    }
  }

  /// Takes what the program wrote; whether there was anything.
  private func receive(milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Foundation.poll(&poll, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else {
      usleep(10_000)
      return false
    }
    output += buffer[..<count]
    screen.write(buffer[..<count])
    return true
  }

  /// How the program ended: the status that `waitpid` gives.
  func exitStatus(seconds: Double = 20) throws -> Int32 {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date() < deadline else { throw Failure(description: "still running") }
      _ = receive(milliseconds: 10)
    }
    return status
  }
}
