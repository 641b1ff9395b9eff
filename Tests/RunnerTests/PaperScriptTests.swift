import BenchmarkSupport
import Foundation
import Testing

/// The paper's experiments on files: all fifteen data sets as miniatures of their real layout, with
/// their annotations, JPEGs and a PNG, and the embedded encoder.
@Suite struct PaperScriptTests {
  static let folder = ScriptTests.folder.appendingPathComponent("paper")

  /// Each experiment in its smallest setting, and the lines that its tables have to have: their
  /// first word, and how many numbers follow.
  static let cases: [(script: String, settings: [String], lines: [(String, numbers: Int)])] = [
    (
      "few-shot", ["shots=[1]"],
      [("zero-shot", 1), ("imagenet", 8), ("ucf101", 8), ("CoOp", 1)]
    ),
    (
      "domain-generalization", ["shots=1"],
      [("zero-shot", 6), ("text", 6), ("unified", 6), ("UPT", 6)]
    ),
    ("base-to-new", ["shots=1", "epochs=[1]"], [("dtd", 8), ("imagenet", 8)]),
    ("cross-dataset", ["shots=1"], [("dtd", 5), ("mean", 5)]),
    (
      "ablations",
      ["shots=[1]", "durations=[1]", "lengths=[4]", "depths=[2]", "datasets=[\"dtd\"]"],
      [("released", 1), ("shared", 4)]
    ),
  ]

  @Test(arguments: cases.indices)
  func runsOnFiles(_ index: Int) throws {
    let (script, settings, lines) = Self.cases[index]
    let data = try Scratch()
    for miniature in MiniatureBenchmark.all { try miniature.write(to: data) }
    var arguments = ["run", "\(script).upt", "--set", "root=\(data.path)", "--set", "seeds=1"]
    if script != "base-to-new" { arguments += ["--set", "epochs=1"] }
    for setting in settings { arguments += ["--set", setting] }
    let result = try Executable.run(arguments, in: Self.folder)
    #expect(result.errors == "" && result.code == 0)
    #expect(!result.output.contains("stands in for"))
    #expect(result.output.contains("data sets in \(data.path): "))
    let shown = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    for (first, numbers) in lines {
      let counts = shown.filter { $0.first == Substring(first) }.map { words in
        words.count { Double($0.trimmingPrefix("±").replacing("%*", with: "")) != nil }
      }
      #expect(counts.contains(numbers), "\(script): \(first) has \(counts) numbers")
    }
  }

  /// A folder of class folders is a data set like the others, without any registration.
  @Test(arguments: ["few-shot", "base-to-new"])
  func runsOnDataOfOnesOwn(_ script: String) throws {
    let data = try Scratch()
    for name in ["cat", "dog", "fish"] {
      for part in ["train", "test"] {
        for index in 1...2 { try data.addPicture("mine/\(part)/\(name)/\(index)-\(name).jpg") }
      }
    }
    let result = try Executable.run(
      [
        "run", "\(script).upt", "--set", "root=\(data.path)", "--set", "datasets=[\"mine\"]",
        "--set", "seeds=1", "--set", script == "few-shot" ? "shots=[1]" : "shots=1",
        "--set", script == "few-shot" ? "epochs=1" : "epochs=[1]",
      ], in: Self.folder)
    #expect(result.errors == "" && result.code == 0)
    #expect(result.output.contains("published: of all eleven data sets; measured: of 1"))
    let line = result.output.split(separator: "\n").first { $0.hasPrefix("mine ") }
    let numbers = line?.split(separator: " ").count { Double($0) != nil }
    #expect(numbers == 4, "\(line ?? "")")
  }

  @Test func nothingIsToBeSaidOfThem() throws {
    let scripts = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".upt") }.sorted()
    #expect(scripts.count >= 8)
    let check = try Executable.run(["check", "--strict"] + scripts, in: Self.folder)
    #expect(check.errors == "" && check.code == 0)
    let format = try Executable.run(["fmt", "--check"] + scripts, in: Self.folder)
    #expect(format.errors == "" && format.output == "" && format.code == 0)
  }

  /// A slip in a name ends with one message that says what would have been right.
  @Test func slipsAreExplained() throws {
    let result = try Executable.run(
      ["run", "few-shot.upt", "--set", "datasets=[\"dtb\"]"], in: Self.folder)
    #expect(result.code == 1)
    #expect(result.errors.contains("\"dtb\" is none of the papers' data sets"))
    #expect(result.errors.contains("eurosat"))
  }
}
