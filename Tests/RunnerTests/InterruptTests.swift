import Foundation
import Testing

/// Ctrl-C while the engine works.
@Suite struct InterruptTests {
  private static let start = """
    let clip = encoder("demo")
    let train = dataset("demo/textures").fewshot(1)
    print("training")

    """

  /// Runs a script, interrupts it a while after it printed its first line, and takes the time
  /// that it needed to end.
  private func interrupted(
    _ script: String
  ) throws -> (result: Executable.Result, seconds: Double) {
    var sent = Date()
    let result = try Executable.run(["run", "-"], input: Data((Self.start + script).utf8)) {
      usleep(4_000_000)
      sent = Date()
      $0.interrupt()
    }
    return (result, Date().timeIntervalSince(sent))
  }

  @Test func aTrainingStopsAndSaysWhatIsKept() throws {
    let (result, seconds) = try interrupted(
      "let t = fit(text_prompt(clip), train, epochs: 1000000)\nprint(\"never\")\n")
    #expect(result.code == 130)
    #expect(seconds < 1)
    #expect(result.output == "training\n")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.first?.hasPrefix("text: stopped after ") == true)
    #expect(lines.first?.hasSuffix("steps; resume(…) goes on from there") == true)
    #expect(lines.dropFirst().first == "error[E0702]: interrupted")
    #expect(result.errors.contains("--> stdin:5:1\n"))
  }

  @Test func aTrainingAtTheEndShowsWhatItHas() throws {
    let (result, seconds) = try interrupted("fit(visual_prompt(clip), train, epochs: 1000000)\n")
    #expect(result.code == 130)
    #expect(seconds < 1)
    #expect(result.output.contains("of 1000000 epochs"))
    #expect(result.errors.hasPrefix("visual: stopped after "))
    #expect(!result.errors.contains("error["))
  }

  @Test func aSweepKeepsItsFinishedRuns() throws {
    let (result, seconds) = try interrupted(
      """
      sweep(epochs: [1, 1000000]) { c in
        let t = fit(text_prompt(clip), train, epochs: c.epochs)
        return (done: t.is_complete)
      }

      """)
    #expect(result.code == 130)
    #expect(seconds < 1)
    #expect(result.output.contains("epochs  done"))
    #expect(result.output.contains("true"))
    #expect(!result.output.contains("1000000"))
    #expect(result.errors.contains("sweep: stopped after 1 of 2 runs"))
  }

  @Test func aHugeListStopsAtOnce() throws {
    let result = try Executable.run(["-e", "while true { list(0..<10000000) }"]) {
      usleep(1_000_000)
      $0.interrupt()
    }
    #expect(result.code == 130)
    #expect(result.errors.hasPrefix("error[E0702]: interrupted\n"))
  }
}
