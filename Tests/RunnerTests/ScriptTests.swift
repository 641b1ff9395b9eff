import Foundation
import Testing

/// The scripts of `Scripts/` that experiment, run whole with the smallest settings: they end without
/// an error or a warning, and show what they are about.
@Suite struct ScriptTests {
  /// A script, what makes it small, and the beginnings of lines that it has to print.
  struct Run: CustomTestStringConvertible, Sendable {
    let script: String
    let settings: [String]
    let lines: [String]
    var testDescription: String { script }
  }

  static let runs = [
    Run(
      script: "prompt-length", settings: ["lengths=[1, 2]", "seeds=1", "epochs=1", "shots=1"],
      lines: ["accuracy by length", "text", "visual", "unified", "train_accuracy by length"]),
    Run(
      script: "generators", settings: ["shots=[1]", "seeds=2", "epochs=1"],
      lines: ["zero-shot: 19.0%", "separate", "shared", "mlp", "attention"]),
    Run(
      script: "depth", settings: ["seeds=1", "epochs=1", "shots=1"],
      lines: ["depth", "shallow", "2"]),
    Run(
      script: "initialization", settings: ["seeds=1", "epochs=1", "shots=1"],
      lines: ["a photo of a", "random", "red red red red"]),
    Run(
      script: "optimizers", settings: ["rates=[0.02]", "seeds=1", "epochs=1", "shots=1"],
      lines: ["accuracy by lr", "sgd", "adam", "adamw"]),
  ]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts")

  @Test(arguments: runs)
  func runsWhole(_ run: Run) throws {
    let settings = run.settings.flatMap { ["--set", $0] }
    let result = try Executable.run(["run", "\(run.script).upt"] + settings, in: Self.folder)
    #expect(result.errors == "")
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    for start in run.lines {
      #expect(lines.contains { $0.hasPrefix(start) }, "no line begins with \(start)")
    }
  }
}
