import Foundation
import Testing
import UptNotebook

@testable import UptSession

/// What a results directory keeps, and what becomes of damage.
@Suite struct SweepStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let script = "sweep(a: [1, 2, 3, 4]) { c in (value: c.a / 4) }"

  @Test func `a table from records is the table`() throws {
    let script = """
      sweep(a: [1e308, 1.0], b: [true, nil, "ü\\n"]) { c in
        print("a \\(c.a), \\(c.b)")
        (x: 10 * c.a, y: 10 * c.a - 10 * c.a, n: 7, t: "\\"q\\"", none: nil,
          m: measure([0.1, 0.25], seeds: [1, 2]), one: tensor([0.1]), last: c.b)
      }
      """
    let plain = try SweepRun(script, in: nil).output
    #expect(plain.contains("inf") && plain.contains("NaN"))
    #expect(try SweepRun(script, in: folder.path).output == plain)
    let taken = try SweepRun(script, in: folder.path)
    #expect(taken.output == plain)
    #expect(taken.computed == 0)
  }

  @Test(arguments: [
    ("var n = 0\nsweep(a: [1]) { c in\n  n += 1\n  n\n}", "changes `n`"),
    ("let l = []\nsweep(a: [1]) { c in (v: [c.a]) }", "the field `v` of a run is a list"),
    ("sweep(a: [1]) { c in print }", "the field `value` of a run is a function"),
    (
      """
      func counter() {
        var n = 0
        return { n += 1 }
      }
      let count = counter()
      sweep(a: [1]) { c in count() }
      """, "changes `n`"
    ),
    (
      """
      let image = dataset("demo/species").test[0].image
      let map = encoder("demo").attention(image)
      sweep(a: [1]) { c in map.own }
      """, "reads an attention map"
    ),
    (
      """
      let image = dataset("demo/species").test[0].image
      sweep(a: [encoder("demo").attention(image)]) { c in 1 }
      """, "`a` of the sweep holds an attention map"
    ),
  ])
  func `what cannot be kept is said`(script: String, error: String) throws {
    let run = try SweepRun(script, in: folder.path)
    #expect(run.output.contains(error), "\(run.output)")
    #expect(run.computed == 0)
    #expect(!(try SweepRun(script, in: nil)).output.contains("error["))
  }

  @Test func `variables of its own are a function's own`() throws {
    let script = """
      sweep(a: [1, 2]) { c in
        var list = [c.a]
        let add = { x in list.append(x) }
        add(5)
        (sum: list[0] + list[1])
      }.sum
      """
    #expect(try SweepRun(script, in: folder.path).output == "[6, 7]\n")
  }

  // MARK: Damage

  @Test func `a damaged line is ignored and counted`() throws {
    _ = try SweepRun(Self.script, in: folder.path)
    let file = try #require(SweepRun.files(of: folder.path).first)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try Data(text.replacing("\"value\":0.5", with: "\"value\":0.6").utf8)
      .write(to: URL(fileURLWithPath: file))
    let survey = try SweepSurvey(folder.path)
    #expect(survey.states.map(\.done) == [3])
    #expect(survey.remarks.last == "1 damaged line ignored")
    let run = try SweepRun(Self.script, in: folder.path)
    #expect(run.computed == 1)
    #expect(run.output == (try SweepRun(Self.script, in: nil)).output)
  }

  @Test func `a file may end anywhere`() throws {
    _ = try SweepRun(Self.script, in: folder.path)
    let whole = try SweepSurvey(folder.path).merged()
    let file = try #require(SweepRun.files(of: folder.path).first)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    for end in stride(from: 0, to: bytes.count, by: 97) {
      let copy = try TemporaryFolder()
      try bytes.prefix(end).write(to: URL(fileURLWithPath: copy.path + "/torn.jsonl"))
      let kept = SweepRun.pointCount(copy.path)
      let run = try SweepRun(Self.script, in: copy.path)
      // The line that was torn may hold the word already.
      #expect((4 - kept...5 - kept).contains(run.computed))
      #expect(try SweepSurvey(copy.path).merged() == whole)
    }
  }

  @Test func `records that do not agree are an error that names both`() throws {
    _ = try SweepRun(Self.script, in: folder.path)
    let other = try TemporaryFolder()
    _ = try SweepRun(Self.script, in: other.path)
    let file = try #require(SweepRun.files(of: other.path).first)
    var lines: [UInt8] = []
    for line in try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: 10) {
      var object = try #require(CheckedLine.object(Array(line)[...]))
      if object["result"]?["value"]?.double == 0.5 { object["result"] = .object(["value": 0]) }
      lines += CheckedLine.text(of: object)
    }
    try Data(lines).write(to: URL(fileURLWithPath: folder.path + "/other.jsonl"))
    let run = try SweepRun(Self.script, in: folder.path)
    #expect(run.output.contains("two records of the point a: 2 do not agree: "))
    #expect(run.output.contains("other.jsonl, line 5"))
    #expect(throws: (any Error).self) { try SweepSurvey(folder.path).merged() }
  }

  @Test func `what is no number agrees with itself`() throws {
    let script = "sweep(a: [1e308]) { c in (value: 10 * c.a - 10 * c.a) }"
    let other = try TemporaryFolder()
    for place in [folder.path, other.path] { _ = try SweepRun(script, in: place) }
    for file in SweepRun.files(of: other.path) {
      try FileManager.default.copyItem(atPath: file, toPath: folder.path + "/other.jsonl")
    }
    #expect(try SweepRun(script, in: folder.path).output.contains("NaN"))
    #expect(try SweepSurvey(folder.path).merged().rowCount == 1)
  }

  @Test func `files of other directories may be put together`() throws {
    let whole = try SweepRun(Self.script, in: folder.path)
    let parts = try TemporaryFolder()
    for number in 1...3 {
      let own = try TemporaryFolder()
      _ = try SweepRun(Self.script, in: own.path, shard: SweepShard(number, of: 3))
      for (index, file) in SweepRun.files(of: own.path).enumerated() {
        try FileManager.default.copyItem(
          atPath: file, toPath: "\(parts.path)/\(number)-\(index).jsonl")
      }
    }
    #expect(try SweepSurvey(parts.path).merged() == SweepSurvey(folder.path).merged())
    let run = try SweepRun(Self.script, in: parts.path)
    #expect(run.output == whole.output)
    #expect(run.computed == 0)
  }
}
