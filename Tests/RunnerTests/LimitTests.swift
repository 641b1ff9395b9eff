import Foundation
import Testing

/// What `--timeout` does to long work of the engine; the golden cases have the rest.
@Suite struct LimitTests {
  private static let start = """
    let clip = encoder("demo")
    let train = dataset("demo/textures").fewshot(1)

    """

  private func run(_ script: String) throws -> Executable.Result {
    try Executable.run(
      ["run", "-", "--timeout", "2s"], input: Data((Self.start + script).utf8))
  }

  @Test func aTrainingStopsWhereItIs() throws {
    let result = try run(
      "let t = fit(text_prompt(clip), train, epochs: 1000000)\nprint(\"never\")\n")
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.first?.hasPrefix("text: stopped after ") == true)
    #expect(lines.dropFirst().first == "error[E0704]: the time is up: a run may take 2s")
    #expect(result.errors.contains("--> stdin:3:1\n"))
  }

  @Test func aTrainingAtTheEndShowsWhatItHasAndFails() throws {
    let result = try run("fit(visual_prompt(clip), train, epochs: 1000000)\n")
    #expect(result.code == 1)
    #expect(result.output.contains("of 1000000 epochs"))
    #expect(result.errors.contains("error[E0704]: "))
  }
}
