import Foundation
import Testing

@testable import UptSession

/// Which points run again when something has changed.
@Suite struct SweepKeyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let script = """
    # %% [parameters]
    let scale = 2
    # %% apart
    let other = 5
    # %% function
    func twice(x) { return x * scale }
    func f(x) { return twice(x) }
    # %% grid
    let grid = sweep(a: [1, 2], b: ["x", "y"]) { c in (value: f(c.a)) }
    # %% after
    grid.value
    """

  @Test(arguments: [
    ("let other = 5", "let other = 6", 0),
    ("# %% grid", "# %% the grid", 0),
    ("# %% after\n", "", 0),
    ("c in (value: f(c.a))", "c in\n  # a remark\n  (value:   f(c.a))", 4),
    ("(value: f(c.a))", "(value: f( c.a )) # a remark", 0),
    ("grid.value", "grid.sort(by: \"a\").value", 0),
    ("a: [1, 2]", "a: [0, 1, 2]", 2),
    ("a: [1, 2]", "a: [2]", 0),
    ("a: [1, 2]", "a: [1.0, 2]", 2),
    ("a: [1, 2]", "a: 1...2", 0),
    ("(value: f(c.a))", "(value: f(c.a) + 1)", 4),
    ("x * scale", "x * (scale + 1)", 4),
    ("let scale = 2", "let scale = 3", 4),
    ("let scale = 2", "let scale = 4 // 2", 0),
    ("twice(x) }", "twice(x) }\nfunc g(x) { return x }", 0),
  ])
  func `points run again that something has changed for`(
    old: String, new: String, again: Int
  ) throws {
    #expect(try SweepRun(Self.script, in: folder.path).computed == 4)
    let changed = Self.script.replacing(old, with: new)
    #expect(changed != Self.script)
    let run = try SweepRun(changed, in: folder.path)
    #expect(run.computed == again)
    #expect(run.output == (try SweepRun(changed, in: nil)).output)
    // What is there of before is there still.
    #expect(try SweepRun(Self.script, in: folder.path).computed == 0)
  }

  @Test func `seed and settings count`() throws {
    _ = try SweepRun(Self.script, in: folder.path)
    #expect(try SweepRun(Self.script, in: folder.path, seed: 2).computed == 4)
    #expect(try SweepRun(Self.script, in: folder.path, parameters: [("scale", "2")]).computed == 0)
    #expect(try SweepRun(Self.script, in: folder.path, parameters: [("scale", "5")]).computed == 4)
  }

  @Test func `what a loop has changed counts`() throws {
    let script = """
      for i in 1...2 {
        print(sweep(a: [1, 2]) { c in (value: c.a * i) }.value)
        print(sweep(a: [1, 2]) { c in (value: c.a) }.value)
      }
      """
    let run = try SweepRun(script, in: folder.path)
    #expect(run.output == "[1, 2]\n[1, 2]\n[2, 4]\n[1, 2]\n")
    #expect(run.computed == 6)
  }

  @Test func `engine values count by what they hold`() throws {
    func script(_ classSpecific: Bool, _ task: String, _ more: String = "") -> String {
      """
      let clip = encoder("demo")
      func own(n) {
        return prompt_method("own", clip, parameters: (u: zeros([n, clip.text.width]))) { p in
          (text: p.u\(more))
        }
      }
      let method = text_prompt(clip, class_specific: \(classSpecific))
      let numbers = normal([3], seed: 4)
      sweep(method: [method, own(2)], data: [dataset("\(task)").train]) { c in
        (count: c.data.count + c.method.parameter_count, sum: numbers.sum())
      }
      """
    }
    #expect(try SweepRun(script(false, "demo/species"), in: folder.path).computed == 2)
    #expect(try SweepRun(script(false, "demo/species"), in: folder.path).computed == 0)
    #expect(try SweepRun(script(true, "demo/species"), in: folder.path).computed == 1)
    #expect(try SweepRun(script(true, "demo/species", " + 1"), in: folder.path).computed == 1)
    #expect(try SweepRun(script(false, "demo/signs"), in: folder.path).computed == 2)
  }

  @Test func `a file that a point reads counts by its contents`() throws {
    let file = folder.path + "/number.txt"
    let script = "sweep(a: [1, 2]) { c in (value: c.a + int(read_text(\"\(file)\"))) }.value"
    for (content, output, computed) in [
      ("10", "[11, 12]\n", 2), ("20", "[21, 22]\n", 2), ("10", "[11, 12]\n", 0),
    ] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: file))
      let run = try SweepRun(script, in: folder.path + "/results")
      #expect(run.output == output)
      #expect(run.computed == computed)
    }
  }

  @Test func `data may lie elsewhere`() throws {
    let image = "dataset(\"demo/species\").test[0].image"
    var runs: [SweepRun] = []
    for place in ["here", "there"] {
      let data = "\(folder.path)/\(place)/pets"
      for name in ["train/cat", "train/dog", "test/cat", "test/dog"] {
        try FileManager.default.createDirectory(
          atPath: "\(data)/\(name)", withIntermediateDirectories: true)
        _ = try SweepRun("\(image).save(\"\(data)/\(name)/1.png\")", in: nil)
      }
      let script = """
        let data = dataset("\(data)")
        sweep(n: [1, 2]) { c in (count: data.train.count * c.n) }.count
        """
      runs.append(try SweepRun(script, in: folder.path + "/results"))
    }
    #expect(runs.map(\.output) == ["2\n", "2\n"])
    #expect(runs.map(\.computed) == [2, 0])
  }

  @Test func `random numbers are those of the point`() throws {
    let script = """
      func noise() { return uniform([2]).sum().item() }
      for i in 1...2 {
        print(sweep(a: [1, 2, 3]) { c in (value: noise() + noise()) }.value)
      }
      noise()
      """
    let plain = try SweepRun(script, in: nil).output
    #expect(Set(plain.split(separator: "\n")).count == 3)
    let run = try SweepRun(script, in: folder.path)
    #expect(run.output == plain)
    #expect(run.computed == 6)
    let again = try SweepRun(script, in: folder.path)
    #expect(again.output == plain)
    #expect(again.computed == 0)
  }
}
