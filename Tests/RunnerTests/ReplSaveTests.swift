import Foundation
import Testing

@testable import upt_script

/// A conversation that was saved gives the same values when it is run.
@Suite struct ReplSaveTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/save-\(UUID().uuidString)"

  /// The script of a conversation and what it shows when it is run.
  private func saved(
    _ inputs: [String], _ settings: Settings = Settings(), options: [String] = []
  ) throws -> (script: String, output: String, conversation: Conversation) {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/saved.upt"
    let talk = Conversation(inputs + [":save \(file)"], settings)
    let script = try String(contentsOfFile: file, encoding: .utf8)
    let result = try Executable.run(["run", file] + options)
    #expect(result.code == 0, "\(script)\n\(result.errors)")
    return (script, result.output, talk)
  }

  @Test func `inputs become cells`() throws {
    let (script, output, _) = try saved([
      "let a = 1", "a + 1", "# Doubles.\nfunc double(x) { return 2 * x }", "nothing", "_ + _2",
      "double(_)\n1 / 0", "print(\"\\(_5:.1) and \\(_)\")", "let a = 5\na", "_",
    ])
    #expect(
      script == """
        # A conversation, saved by upt-script 0.1.0.

        # %% In 1
        let a = 1

        # %% In 2
        let _2 = a + 1
        _2

        # %% In 3
        # Doubles.
        func double(x) { return 2 * x }

        # %% In 5
        let _5 = _2 + _2
        _5

        # %% In 7
        print("\\(_5:.1) and \\(_5)")

        # %% In 8
        let a = 5
        let _8 = a
        _8

        # %% In 9
        _8

        """)
    #expect(output == "2\n\n4\n\n4 and 4\n\n5\n\n5\n")
  }

  @Test func `random numbers stay what they were`() throws {
    let inputs = [
      "let w = normal([2])\nw", "normal([2])\n1 / 0", "normal([2])", "normal([2])", "_ + _3",
      "_ + normal([2])", "func draw() { return uniform([2]) }", "draw()", "1 + nowhere", "draw()",
      "[_.sum() for i in 0..<2]",
    ]
    for seed in [1, 7] {
      var settings = Settings()
      settings.seed = seed
      let options = seed == 1 ? [] : ["--seed", "\(seed)"]
      let (script, output, talk) = try saved(inputs, settings, options: options)
      #expect(script.contains("--seed 7") == (seed == 7))
      let shown = talk.text.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains(".") }
      let again = output.split(separator: "\n").filter { $0.hasPrefix("  ") }
      #expect(shown.map(String.init) == again.map(String.init), "\(talk.text)\n\(script)")
    }
  }

  @Test func `a seed that was set on the way is told`() throws {
    let (script, _, _) = try saved(["1", ":set seed 7", "2", ":set seed 8", "3"])
    #expect(script.hasPrefix("# A conversation, saved by upt-script"))
    #expect(script.contains("\n# The seed was set to 7 before In 2. A script has one seed: from"))
  }

  @Test func `an output that is the last of several is kept under its name`() throws {
    let (_, output, _) = try saved(["1\n2", "_ + 1", "3\nprint(\"x\")", "_ * 2"])
    #expect(output == "1\n2\n\n3\n\nx\n3\n\n6\n")
  }

  @Test func `what commands ran is kept with its cells`() throws {
    let (script, output, _) = try saved([":time let a = 2", ":profile a + 1", ":bench a", "a"])
    #expect(script.contains("# %%\nlet a = 2\n\n# %%\na + 1\n\n# %% In 1\na\n"), "\(script)")
    #expect(output == "3\n\n2\n")
  }

  @Test func `a file of others is not replaced`() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/mine.upt"
    try "mine".write(toFile: file, atomically: true, encoding: .utf8)
    let talk = Conversation([
      ":save \(file)", "1", ":save \(file) ", ":save! \(file)", "2", ":save \(file)  ",
      ":save \(folder)/no/where.upt",
    ])
    #expect(talk.answer(to: ":save \(file)") == "nothing has run yet")
    #expect(
      talk.answer(to: ":save \(file) ") == "\(file) is there already; `:save! \(file)` replaces it")
    #expect(talk.answer(to: ":save! \(file)") == "\(file): 1 cell")
    #expect(talk.answer(to: ":save \(file)  ") == "\(file): 2 cells")
    #expect(talk.answer(to: ":save \(folder)/no/where.upt").contains("error[E0802]"))
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("# %% In 2\n2\n"))
  }
}
