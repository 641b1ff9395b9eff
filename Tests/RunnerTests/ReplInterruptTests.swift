import Foundation
import Testing

@testable import upt_script

/// What is said when Ctrl-C stops an input.
@Suite(.serialized) struct ReplInterruptTests {
  /// What a session shows when an input is stopped after a while.
  private func stopped(_ input: String, after first: [String]) -> String {
    var text = ""
    let write: (String) -> Void = { text += $0 }
    let session = ReplSession(Settings(), screen: Screen(output: write, errors: write))
    for (number, input) in first.enumerated() { session.evaluate(input, number: number + 1) }
    let token = session.interpreter.interrupt
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.7) { token.interrupt() }
    text = ""
    session.evaluate(input, number: 9)
    session.evaluate("print(\"goes on\")", number: 10)
    return text
  }

  @Test func `a loop keeps what it had done`() {
    let text = stopped("while true { n = n + 1 }", after: ["var n = 0", "let m = 5"])
    #expect(text.contains("error[E0702]: interrupted"))
    #expect(text.contains(/\nstopped; kept: n = \d{3,}\ngoes on\n/), "\(text)")
  }

  @Test func `what was not defined yet stays so`() {
    let text = stopped("let none = [i * i for i in 0..<1000000000 if i < 0]", after: [])
    #expect(text.contains("\nstopped; no name has changed\ngoes on\n"), "\(text)")
  }

  @Test func `a sweep keeps its finished runs`() {
    let text = stopped(
      "let grid = sweep(n: [1, 2, 3]) { c in\n  while c.n > 2 { }\n  (square: c.n * c.n)\n}",
      after: [])
    #expect(
      text == """
        sweep: stopped after 2 of 3 runs
        stopped; kept: grid = <table of 2 rows: n, square>
        goes on

        """)
  }

  @Test func `a training keeps the prompts it has`() {
    let text = stopped(
      "let t = fit(text_prompt(clip), train, epochs: 1000000)",
      after: ["let clip = encoder(\"demo\")", "let train = dataset(\"demo/textures\").fewshot(1)"])
    #expect(text.contains("text: stopped after "), "\(text)")
    #expect(text.contains("\nstopped; kept: t = <text prompts tuned on demo/tex"), "\(text)")
  }
}
