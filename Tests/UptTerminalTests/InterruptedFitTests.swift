import Foundation
import Testing

/// Ctrl-C in the middle of a training at the prompt.
@Suite(.serialized) struct InterruptedFitTests {
  @Test func whatWasReachedIsKeptAndGoesOn() throws {
    let terminal = try PseudoTerminal(
      try #require(PseudoTerminal.beside("upt-script")), [], term: "dumb")
    try terminal.wait(for: "1>")
    terminal.send("let clip = encoder(\"demo\")\r")
    try terminal.wait(for: "2>", seconds: 30)
    terminal.send("let train = dataset(\"demo/textures\").fewshot(1)\r")
    try terminal.wait(for: "3>", seconds: 30)
    terminal.send("let t = fit(text_prompt(clip), train, epochs: 2000, batch: 10)\r")
    try terminal.wait(for: "\n")
    usleep(1_500_000)
    terminal.send("\u{3}")
    try terminal.wait(for: "text: stopped after ", seconds: 5)
    try terminal.wait(for: "4>")
    terminal.send("t.is_complete\r")
    try terminal.wait(for: "_4 = false")
    try terminal.wait(for: "5>")
    terminal.send("let more = resume(t)\r")
    try terminal.wait(for: "\n")
    usleep(700_000)
    terminal.send("\u{3}")
    try terminal.wait(for: "text: stopped after ", seconds: 5)
    try terminal.wait(for: "6>")
    terminal.send("more.history.count > t.history.count\r")
    try terminal.wait(for: "_6 = true")
  }
}
