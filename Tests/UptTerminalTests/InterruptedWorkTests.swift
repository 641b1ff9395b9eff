import Foundation
import Testing

/// Ctrl-C in the middle of a training and of many at the prompt.
@Suite(.serialized) struct InterruptedWorkTests {
  private func start() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(try #require(PseudoTerminal.beside("upt-script")))
    try terminal.wait(for: "1>")
    terminal.send("let clip = encoder(\"demo\")\r")
    try terminal.wait(for: "2>", seconds: 60)
    terminal.send("let train = dataset(\"demo/textures\").fewshot(1)\r")
    try terminal.wait(for: "3>", seconds: 60)
    return terminal
  }

  @Test func aFitKeepsWhatWasReachedAndGoesOn() throws {
    let terminal = try start()
    terminal.send("let t = fit(text_prompt(clip), train, epochs: 20000, batch: 10)\r")
    try terminal.wait(for: "steps", seconds: 60)
    terminal.send("\u{3}")
    try terminal.wait(for: "text: stopped after ", seconds: 5)
    try terminal.wait(for: "4>")
    terminal.send("t.is_complete\r")
    try terminal.wait(for: "_4 = false")
    try terminal.wait(for: "5>")
    terminal.send("let more = resume(t)\r")
    try terminal.wait(for: "steps", seconds: 60)
    terminal.send("\u{3}")
    try terminal.wait(for: "text: stopped after ", seconds: 5)
    try terminal.wait(for: "6>")
    terminal.send("more.history.count >= t.history.count\r")
    try terminal.wait(for: "_6 = true")
  }

  @Test func aSweepKeepsItsRows() throws {
    let terminal = try start()
    terminal.send("func tune() { fit(text_prompt(clip), train, epochs: 2, batch: 10) }\r")
    try terminal.wait(for: "4>")
    terminal.send("let rows = sweep(seed: 1...9999) { c in (size: tune().history.count) }\r")
    try terminal.wait(for: " runs", seconds: 60)
    terminal.send("\u{3}")
    try terminal.wait(for: "sweep: stopped after ", seconds: 5)
    try terminal.wait(for: "5>")
    terminal.send("rows.count > 0\r")
    try terminal.wait(for: "_5 = true")
  }
}
