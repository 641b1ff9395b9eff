import Foundation
import Testing

/// The program itself in a real terminal.
@Suite(.serialized) struct ConversationTests {
  private func start(_ options: [String] = [], term: String = "xterm") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      try #require(PseudoTerminal.beside("upt-script")), options, term: term)
    try terminal.wait(for: "1>")
    return terminal
  }

  @Test func keepsValuesAndNumbersOutputs() throws {
    let terminal = try start()
    terminal.send("1 + 2\r")
    try terminal.wait(for: "_1 = 3\r\n")
    try terminal.wait(for: "2>")
    terminal.send("func twice(x) {\rreturn 2 * x\r}\r")
    try terminal.wait(for: "3>")
    terminal.send("twice(_) + _1\r")
    try terminal.wait(for: "_3 = 9\r\n")
    try terminal.wait(for: "4>")
    terminal.send("let unused = [1,\r2]\r")
    try terminal.wait(for: "5>")
    terminal.send(":vars\r")
    try terminal.wait(for: "unused")
    try terminal.wait(for: "twice")
    try terminal.wait(for: "5>")
    terminal.send("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func errorsKeepTheSession() throws {
    let terminal = try start()
    terminal.send("let kept = 41\r")
    try terminal.wait(for: "2>")
    terminal.send("kept + missing\r")
    try terminal.wait(for: "E0201")
    try terminal.wait(for: "input 2:1:8")
    try terminal.wait(for: "3>")
    terminal.send("let = )\r")
    try terminal.wait(for: "error")
    try terminal.wait(for: "4>")
    terminal.send("kept + 1\r")
    try terminal.wait(for: "_4 = 42\r\n")
  }

  @Test func controlCStopsTheEvaluationOnly() throws {
    let terminal = try start()
    terminal.send("var n = 0\r")
    try terminal.wait(for: "2>")
    terminal.send("while true { n = n + 1 }\r")
    try terminal.wait(for: "}\r\n")
    usleep(300_000)
    terminal.send("\u{3}")
    try terminal.wait(for: "interrupted")
    try terminal.wait(for: "3>")
    terminal.send("n > 0\r")
    try terminal.wait(for: "_3 = true\r\n")
    // The request does not outlive the evaluation it was for.
    try terminal.wait(for: "4>")
    terminal.send("var m = 0\r")
    try terminal.wait(for: "5>")
    terminal.send("for i in 0..<1000 { m = m + i }\r")
    try terminal.wait(for: "6>")
    terminal.send("m\r")
    try terminal.wait(for: "_6 = 499500\r\n")
  }

  @Test func boundsStopTheEvaluationOnly() throws {
    let terminal = try start(["--timeout", "1s", "--max-memory", "200MB", "--max-depth", "10"])
    terminal.send("var kept = []\r")
    try terminal.wait(for: "2>")
    terminal.send("while true { kept.append(zeros([1000, 1000])) }\r")
    try terminal.wait(for: "error[E0703]")
    try terminal.wait(for: "3>")
    terminal.send("kept = []\r")
    try terminal.wait(for: "4>")
    terminal.send("while true { }\r")
    try terminal.wait(for: "error[E0704]")
    try terminal.wait(for: "5>")
    terminal.send("func down(n) { return down(n) }\r")
    try terminal.wait(for: "6>")
    terminal.send("down(1)\r")
    try terminal.wait(for: "error[E0701]")
    try terminal.wait(for: "7>")
    terminal.send("kept.count\r")
    try terminal.wait(for: "_7 = 0\r\n")
  }

  @Test func explainsAndMeasures() throws {
    let terminal = try start()
    terminal.send(":help\r")
    try terminal.wait(for: ":time")
    try terminal.wait(for: "1>")
    terminal.send(":help sqrt\r")
    try terminal.wait(for: "sqrt(")
    try terminal.wait(for: "1>")
    terminal.send("print?\r")
    try terminal.wait(for: "Prints values")
    try terminal.wait(for: "2>")
    terminal.send(":time 6 * 7\r")
    try terminal.wait(for: "42\r\n")
    try terminal.wait(for: "s\r\n")
    try terminal.wait(for: "2>")
    terminal.send(":quit\r")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func loadsScripts() throws {
    let file = FileManager.default.temporaryDirectory.path + "/load-\(UUID().uuidString).upt"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data("# %% One\nlet loaded = 5\n# %% Two\nloaded * 2\n".utf8)
      .write(to: URL(fileURLWithPath: file))
    let terminal = try start()
    terminal.send(":load \(file)\r")
    try terminal.wait(for: "10\r\n")
    try terminal.wait(for: "1>")
    terminal.send("loaded\r")
    try terminal.wait(for: "_1 = 5\r\n")
    try terminal.wait(for: "2>")
    terminal.send(":load /dev/null/none\r")
    try terminal.wait(for: "E0802")
    try terminal.wait(for: "2>")
  }

  @Test func completesNamesMembersAndLabels() throws {
    let terminal = try start()
    terminal.send("let settings = (learning_rate: 0.1, steps: 3)\r")
    try terminal.wait(for: "2>")
    terminal.send("setti\t.lea\t\r")
    try terminal.wait(for: "_2 = 0.1\r\n")
    try terminal.wait(for: "3>")
    terminal.send("func train(rate, rounds_done: 5) { return rounds_done }\r")
    try terminal.wait(for: "4>")
    terminal.send("train(1, rounds\t7)\r")
    try terminal.wait(for: "_4 = 7\r\n")
  }

  @Test func completesFromLiveValues() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/complete-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("let loaded = 5\n".utf8).write(to: URL(fileURLWithPath: folder + "/my script.upt"))
    let terminal = try start()
    terminal.send(":load \(folder)/my\t\r")
    try terminal.wait(for: "script.upt")
    try terminal.wait(for: "1>")
    terminal.send("loaded\r")
    try terminal.wait(for: "_1 = 5\r\n")
    try terminal.wait(for: "2>")
    terminal.send("let sizes = [\"small\": 1, \"large\": [2]]\r")
    try terminal.wait(for: "3>")
    terminal.send("sizes[\"la\t\"].cou\t\r")
    try terminal.wait(for: "_3 = 1\r\n")
    try terminal.wait(for: "4>")
    terminal.send("let task = dataset(\"demo/tex\t\")\r")
    try terminal.wait(for: "5>")
    terminal.send("task.cla\t.count > 1\r")
    try terminal.wait(for: "_5 = true\r\n")
    try terminal.wait(for: "6>")
    terminal.send(":va\t\r")
    try terminal.wait(for: "dataset demo/textures")
  }
}
