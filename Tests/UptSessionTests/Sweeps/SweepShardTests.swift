import Testing

@testable import UptSession

/// Shares of sweeps: which there are, and what becomes of what rests on the others.
@Suite struct SweepShardTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("1/1", [0, 1, 2, 3, 4]), ("1/2", [0, 2, 4]), ("2/2", [1, 3]), ("3/3", [2]), ("7/9", []),
  ])
  func `shares are every so many points`(text: String, positions: [Int]) throws {
    let shard = try #require(SweepShard(text))
    #expect((0..<5).filter(shard.has) == positions)
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/", " 1/2"])
  func `what is no share`(text: String) { #expect(SweepShard(text) == nil) }

  @Test(arguments: [
    // --array=1-4, 0-3, 1-7:2, 5
    ("2", "4", "1", "4", "2/4"), ("0", "4", "0", "3", "1/4"), ("7", "4", "1", "7", "4/4"),
    ("5", "1", "5", "5", "1/1"),
    // In --array=1,2,9 the second task fits no even array and runs all points.
    ("9", "3", "1", "9", "3/3"), ("2", "3", "1", "9", nil), ("5", "0", "5", "5", nil),
    ("-9223372036854775808", "2", "9223372036854775807", "1", nil), ("x", "4", "1", "4", nil),
    ("9223372036854775807", "9223372036854775807", "9223372036854775807", "x", nil),
  ])
  func `a task of Slurm has its share`(
    id: String, count: String, min: String, max: String, share: String?
  ) {
    let shard = SweepShard(slurm: [
      "SLURM_ARRAY_TASK_ID": id, "SLURM_ARRAY_TASK_COUNT": count, "SLURM_ARRAY_TASK_MIN": min,
      "SLURM_ARRAY_TASK_MAX": max,
    ])
    #expect(shard.map { "\($0.number)/\($0.count)" } == share)
  }

  private static let script = """
    # %% grid
    print("begins")
    let grid = sweep(a: [1, 2, 3]) { c in
      print("a is \\(c.a)")
      (value: c.a)
    }
    print("ends")
    # %% sum
    let sum = grid.value.count
    # %% apart
    print("apart")
    # %% show
    print(sum)
    # %% again
    let sum = 1
    # %% last
    print(sum)
    """

  @Test func `what rests on missing points does not run`() throws {
    let first = try SweepRun(Self.script, in: folder.path, shard: SweepShard(1, of: 2))
    #expect(first.output == "begins\na is 1\na is 3\napart\n1\n")
    #expect(
      first.remarks == [
        "shard 1 of 2: 'grid' has 2 of 3 runs in \(folder.path)",
        "what rests on it did not run: 'sum', 'show'",
        "the rest is for other processes; `upt-script sweep status \(folder.path)` tells",
      ])
    let second = try SweepRun(Self.script, in: folder.path, shard: SweepShard(2, of: 2))
    #expect(second.computed == 1)
    #expect(second.remarks.isEmpty)
    #expect(second.output == (try SweepRun(Self.script, in: nil)).output)
  }

  @Test func `a loop goes on with turns that do not rest on what is missing`() throws {
    let script = """
      func twice(x) { return 2 * x }
      for i in 1...3 {
        let grid = sweep(a: [1, 2]) { c in (value: twice(c.a) * i) }
        print(grid.value)
      }
      """
    let first = try SweepRun(script, in: folder.path, shard: SweepShard(1, of: 2))
    #expect(first.output.isEmpty)
    #expect(first.computed == 3)
    #expect(first.remarks.first?.contains("has 3 of 6 runs") == true)
    let second = try SweepRun(script, in: folder.path, shard: SweepShard(2, of: 2))
    #expect(second.computed == 3)
    #expect(second.output == "[2, 4]\n[4, 8]\n[6, 12]\n")
  }

  @Test(arguments: [
    "if grid.count > 1 { break }", "best = grid.value[0]", "list.append(i)", "note(i)", "log(i)",
  ])
  func `turns that rest on each other wait`(rest: String) throws {
    let script = """
      var best = 0
      var list = [1]
      func note(x) { best = x }
      func logger() {
        var lines = [0]
        return { x in lines.append(x) }
      }
      let log = logger()
      for i in 1...3 {
        let grid = sweep(a: [1, 2]) { c in (value: c.a * i) }
        \(rest)
      }
      """
    let run = try SweepRun(script, in: folder.path, shard: SweepShard(1, of: 2))
    #expect(run.computed == 1)
    #expect(run.output.isEmpty)
  }

  @Test func `a script cannot catch that points are missing`() throws {
    let script = """
      # %% grid
      let grid = try { sweep(a: [1, 2]) { c in c.a } } catch e { nil }
      # %% show
      print(grid)
      """
    let run = try SweepRun(script, in: folder.path, shard: SweepShard(1, of: 2))
    #expect(run.output.isEmpty)
  }

  @Test func `points that fail do not keep others from running`() throws {
    let script = "sweep(a: [4, 0, 1, 0, 2]) { c in (value: 4 // c.a) }"
    let run = try SweepRun(script, in: folder.path)
    #expect(run.output.contains("error[E0601]"))
    #expect(run.computed == 3)
    // Where the first one fails, so may all.
    let other = "sweep(a: [0, 4, 1]) { c in (value: 5 // c.a) }"
    #expect(try SweepRun(other, in: folder.path).computed == 0)
  }
}
