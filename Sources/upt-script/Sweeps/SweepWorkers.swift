import Foundation
import UptNotebook
import UptRuntime
import UptSession
import UptTensor
import UptTerminal

/// `sweep run`: several processes of this program run the sweeps of a script together, then the
/// script runs here with all their results. What it shows is what `run` would show.
enum SweepWorkers {
  /// How long to wait between two looks at the processes.
  private static let interval = 0.05

  static func run(_ script: String, _ settings: Settings, _ screen: Screen) throws -> ExitCode {
    // What is wrong with the script is said once.
    let source = try ScriptText.load(.file(script))
    let errors = try ScriptSession(settings, screen: screen).check(source, settings.parameters)
      .filter { $0.severity == .error }
    guard errors.isEmpty else { throw ScriptFailure(errors) }
    Interrupts.install()
    let threads = settings.threads ?? Parallel.threads
    let jobs = settings.jobs ?? threads
    if jobs > 1, try !work(script, jobs, max(1, threads / jobs), settings, screen) {
      screen.remark("sweep: stopped; finished runs are kept in \(settings.results ?? "")")
      return .interrupted
    }
    return Runner.run(.file(script), settings)
  }

  /// Runs the processes to their ends; false if the user stopped them.
  private static func work(
    _ script: String, _ jobs: Int, _ threads: Int, _ settings: Settings, _ screen: Screen
  ) throws -> Bool {
    let start = Date()
    var workers = try (0..<jobs).map { _ in
      try SweepWorker(arguments(script, settings, threads: threads))
    }
    defer { screen.show(nil) }
    var isStopped = false
    var looks = 0
    while !workers.isEmpty {
      Thread.sleep(forTimeInterval: interval)
      looks += 1
      if Interrupts.count > 0, !isStopped {
        isStopped = true
        for worker in workers { worker.stop() }
      }
      let ended = workers.filter { !$0.isRunning }
      for worker in ended {
        if !isStopped, let remark = try worker.failure(in: settings.results) {
          screen.remark(remark)
        }
      }
      workers.removeAll { worker in ended.contains { $0 === worker } }
      if let place = settings.results, !isStopped, looks % 20 == 0 {
        try showProgress(place, script, since: start, screen)
      }
    }
    return !isStopped
  }

  /// The words for a process that runs the same script with the same settings.
  private static func arguments(
    _ script: String, _ settings: Settings, threads: Int
  ) -> [String] {
    var words = ["run", script, "--quiet", "--threads", "\(threads)", "--seed", "\(settings.seed)"]
    words += ["--results", settings.results ?? ""]
    for (name, text) in settings.parameters { words += ["--set", "\(name)=\(text)"] }
    if let shard = settings.shard { words += ["--shard", "\(shard.number)/\(shard.count)"] }
    if let memory = settings.bounds.memory { words += ["--max-memory", memory.text] }
    if let time = settings.bounds.time { words += ["--timeout", time.text] }
    if let depth = settings.bounds.depth { words += ["--max-depth", "\(depth)"] }
    return words + ["--"] + settings.arguments
  }

  private static func showProgress(
    _ place: String, _ script: String, since start: Date, _ screen: Screen
  ) throws {
    guard screen.showsProgress else { return }
    let states = try SweepSurvey(place, script: script).states
    screen.show(
      UptNotebook.Progress(
        "sweep", done: states.reduce(0) { $0 + $1.done }, of: states.reduce(0) { $0 + $1.total },
        unit: "runs", elapsed: Date().timeIntervalSince(start)))
  }
}

/// A process that runs a script for its sweeps; what it shows is not heard unless it fails.
final class SweepWorker {
  private let process = Process()
  private let errors: FileHandle
  private let place = FileManager.default.temporaryDirectory
    .appendingPathComponent("upt-sweep-\(UUID().uuidString)")

  init(_ words: [String]) throws {
    guard let path = Bundle.main.executablePath,
      FileManager.default.createFile(atPath: place.path, contents: nil)
    else { throw RuntimeError(.host, "a process for the sweep cannot be started") }
    errors = try FileHandle(forUpdating: place)
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: place) }

  var isRunning: Bool { process.isRunning }

  /// Asks it to stop as Ctrl-C does.
  func stop() { process.interrupt() }

  /// What is to be said of a process that ended too early: how, the runs that it was at, and what
  /// it said itself. nil if it did not.
  func failure(in results: String?) throws -> String? {
    let status = process.terminationStatus
    guard status != 0 || process.terminationReason == .uncaughtSignal else { return nil }
    let number = process.processIdentifier
    let how = process.terminationReason == .uncaughtSignal ? "by signal" : "with"
    var text = "process \(number) of the sweep ended \(how) \(status)"
    let lost = try results.map { try SweepSurvey.lost(by: Int(number), in: $0) } ?? []
    if !lost.isEmpty { text += " at " + lost.joined(separator: "; ") }
    try errors.seek(toOffset: 0)
    let said = String(decoding: try errors.readToEnd() ?? Data(), as: UTF8.self)
    let lines = said.split(separator: "\n").suffix(20)
    return ([text + "; the others go on"] + lines.map { "  \($0)" }).joined(separator: "\n")
  }
}
