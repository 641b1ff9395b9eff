import Foundation
import Testing
import UptTensor

/// Sweeps of several processes, and of processes that are killed: what comes out is what one
/// process gives that nothing disturbs.
@Suite struct SweepTests {
  private let folder: URL
  /// A sweep of 24 points, each of which takes a while, and what rests on it.
  private static let script = """
    # %% [parameters]
    let turns = 4000

    # %% The grid
    let grid = sweep(a: [1, 2, 3, 4], b: 1...3, kind: ["x", "y"]) { c in
      var sum = 0
      for i in 0..<turns { sum = (31 * sum + c.a * i + c.b) % 1000003 }
      if c.b == 1 { print("\\(c.a) \\(c.kind)") }
      return (sum: sum, noise: uniform([2]).mean())
    }

    # %% The table
    grid.group(by: "kind", mean: { t in t.sum.sum() / t.count })
    grid

    # %% Apart
    print("apart")
    """
  private static let total = 24
  /// For points that take long enough for something to happen meanwhile.
  private static let slowly = ["--set", "turns=20000"]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("sweep-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Self.script)
  }

  private func write(_ script: String) throws {
    try Data(script.utf8).write(to: folder.appendingPathComponent("grid.upt"))
  }

  private func clean() { try? FileManager.default.removeItem(at: folder) }

  private func run(
    _ words: [String], variables: [String: String] = [:], started: (Process) -> Void = { _ in }
  ) throws -> Executable.Result {
    try Executable.run(words, in: folder, variables: variables, started: started)
  }

  /// Runs the script with a results directory.
  private func kept(_ results: String, _ more: String...) throws -> Executable.Result {
    try run(["run", "grid.upt", "--results", results] + more)
  }

  /// The bytes of the table of a results directory.
  private func merged(_ results: String, _ form: String = "csv") throws -> Data {
    let path = "\(results).\(form)"
    let result = try run(["sweep", "merge", results, "-o", path])
    #expect(result == Executable.Result(output: "", errors: "", code: 0))
    return try Data(contentsOf: folder.appendingPathComponent(path))
  }

  /// How many points are recorded.
  private func count(_ results: String) -> Int {
    let place = folder.appendingPathComponent(results)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.reduce(0) { count, name in
      let file = place.appendingPathComponent(name)
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return count + text.components(separatedBy: "\"kind\":\"point\"").count - 1
    }
  }

  // MARK: Ends that nobody chose

  @Test func `a sweep that is killed ten times gives the same bytes`() throws {
    defer { clean() }
    let plain = try run(["run", "grid.upt"] + Self.slowly)
    #expect(try run(["run", "grid.upt", "--results", "whole"] + Self.slowly) == plain)
    let words = ["run", "grid.upt", "--results", "killed"] + Self.slowly
    var random = Random(7, "moments")
    for _ in 1...10 {
      // At any moment from the start to a while after one more point is there.
      let goal = count("killed") + Int(random.next() % 2)
      let pause = UInt32(random.next() % 3000)
      let result = try run(words) {
        while count("killed") < goal, $0.isRunning { usleep(1000) }
        usleep(pause)
        kill($0.processIdentifier, SIGKILL)
      }
      #expect(result.code == SIGKILL)
      #expect(count("killed") >= goal)
    }
    #expect(count("killed") < Self.total)
    #expect(try run(words) == plain)
    #expect(try merged("whole") == merged("killed"))
  }

  @Test func `a full disk loses nothing`() throws {
    defer { clean() }
    let plain = try run(["run", "grid.upt"])
    // A file may have so many blocks and no more.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.currentDirectoryURL = folder
    shell.arguments = [
      "-c", "ulimit -f 8; exec \"$0\" run grid.upt --results full",
      try #require(Executable.path),
    ]
    let (output, errors) = (Pipe(), Pipe())
    shell.standardOutput = output
    shell.standardError = errors
    try shell.run()
    let said = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 1)
    let safe = count("full") - 1
    #expect((1..<Self.total).contains(safe))
    #expect(said.hasPrefix("error[E0802]: cannot write full/"))
    #expect(said.contains("file too large; \(safe) finished runs are safe in full\n"), "\(said)")
    #expect(said.contains("hint: make room and run it again: it goes on from there"))
    #expect(try kept("full") == plain)
    #expect(try kept("whole") == plain)
    #expect(try merged("full") == merged("whole"))
    // The line that did not fit is the only one that is there twice.
    #expect(count("full") == Self.total + 1)
  }

  @Test func `an interrupt keeps what is finished`() throws {
    defer { clean() }
    let words = ["run", "grid.upt", "--results", "kept"] + Self.slowly
    let result = try run(words) {
      while count("kept") < 3, $0.isRunning { usleep(1000) }
      $0.interrupt()
    }
    #expect(result.code == 130)
    #expect(result.errors.contains("runs, which are kept in kept\n"))
    let finished = count("kept")
    #expect((3..<Self.total).contains(finished))
    #expect(try run(words) == run(["run", "grid.upt"] + Self.slowly))
    #expect(count("kept") == Self.total)
  }

  // MARK: Several processes

  @Test(arguments: ["csv", "json"])
  func `two shards at once are the whole`(form: String) throws {
    defer { clean() }
    let plain = try kept("whole")
    let results = try together(["1/2", "2/2"].map { share in
      ["run", "grid.upt", "--results", "shared", "--shard", share]
    })
    for result in results {
      #expect(result.code == 0)
      #expect(result.output.hasSuffix("apart\n"))
    }
    #expect(count("shared") == Self.total)
    #expect(try merged("shared", form) == merged("whole", form))
    #expect(try kept("shared") == plain)
    #expect(count("shared") == Self.total)
  }

  @Test func `processes share the points, and each shows the whole`() throws {
    defer { clean() }
    let plain = try run(["run", "grid.upt"])
    let words = ["run", "grid.upt", "--results", "shared"]
    for result in try together([words, words, words]) { #expect(result == plain) }
    #expect(count("shared") == Self.total)
  }

  @Test func `sweep run shows what run shows`() throws {
    defer { clean() }
    let plain = try run(["run", "grid.upt"])
    #expect(try run(["sweep", "run", "grid.upt", "--results", "shared", "--jobs", "3"]) == plain)
    #expect(count("shared") == Self.total)
  }

  @Test func `a process that dies is reported, and others do its part`() throws {
    defer { clean() }
    let plain = try run(["run", "grid.upt"] + Self.slowly)
    var killed: Int32 = 0
    let words = ["sweep", "run", "grid.upt", "--results", "shared", "--jobs", "2"] + Self.slowly
    let result = try run(words) { process in
      while killed == 0, process.isRunning {
        usleep(1000)
        guard count("shared") >= 2 else { continue }
        let place = folder.appendingPathComponent("shared").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let file = names.filter { $0.hasSuffix(".jsonl") }.min()
        killed = file?.split(separator: "-").dropLast().last.flatMap { Int32($0) } ?? 0
        if killed != 0 { kill(killed, SIGKILL) }
      }
    }
    #expect(result.code == 0)
    #expect(result.output == plain.output)
    #expect(result.errors.hasPrefix("process \(killed) of the sweep ended by signal 9"))
    #expect(result.errors.contains("; the others go on\n"))
  }

  @Test func `a task of Slurm runs its share`() throws {
    defer { clean() }
    let variables = [
      "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_MAX": "3",
      "SLURM_ARRAY_TASK_COUNT": "4",
    ]
    let result = try run(["run", "grid.upt", "--results", "task"], variables: variables)
    #expect(result.code == 0)
    #expect(result.output == "2 y\n4 y\n\napart\n")
    #expect(
      result.errors == """
        shard 4 of 4, as a task of Slurm's
        shard 4 of 4: 'The grid' has 6 of 24 runs in task
        what rests on it did not run: 'The table'
        the rest is for other processes; `upt-script sweep status task` tells

        """)
    let status = try run(["sweep", "status", "task"])
    #expect(
      status.output.replacing(#/[ ]+[0-9.]+\n6/#, with: "\n6") == """
        sweep               runs  done  running  missing  seconds each
        ──────────────────────────────────────────────────────────────
        grid.upt: The grid    24     6        0       18
        6 runs in 1 file of task

        """)
    let table = try run(["sweep", "merge", "task", "-o", "task.csv"])
    #expect(table.code == 1)
    #expect(table.errors.hasPrefix("error[E0802]: task.csv is not written: 18 runs are missing\n"))
    // What is said goes before the variables.
    let own = try run(
      ["run", "grid.upt", "--results", "task", "--shard", "1/1"], variables: variables)
    #expect(own == (try run(["run", "grid.upt"])))
  }

  /// Runs the program several times at once.
  private func together(_ commands: [[String]]) throws -> [Executable.Result] {
    let lock = NSLock()
    nonisolated(unsafe) var results = [Executable.Result?](repeating: nil, count: commands.count)
    DispatchQueue.concurrentPerform(iterations: commands.count) { index in
      let result = try? run(commands[index])
      lock.withLock { results[index] = result }
    }
    return try results.map { try #require($0) }
  }
}
