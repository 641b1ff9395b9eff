import Testing
import UptRuntime
import UptSyntax

@testable import UptSession

/// A session that is taken back to what it was.
@Suite struct CheckpointTests {
  private func run(_ session: Session, _ text: String) throws {
    try session.run(Parser.parse(text: text, name: "input"), label: { _ in text })
  }

  @Test func `names, account and random numbers are taken back`() throws {
    let session = Session()
    try run(session, "var a = [1]")
    try run(session, "let b = a")
    let start = session.checkpoint()
    try run(session, "a.append(2)\nlet c = normal([2])\nlet b = 5")
    let drawn = session.interpreter.value(of: "c")?.describe
    session.define("_3", as: .int(5), by: 2)
    #expect(session.changes(among: ["a", "b", "c", "d"], since: start) == ["a", "b", "c"])
    session.restore(start)
    #expect(session.interpreter.value(of: "a")?.describe == "[1]")
    #expect(session.interpreter.value(of: "b")?.describe == "[1]")
    #expect(session.interpreter.value(of: "c") == nil)
    #expect(session.ledger.entries.count == 2)
    #expect(session.ledger.writer(of: "b")?.label == "let b = a")
    #expect(session.ledger.writer(of: "_3") == nil)
    try run(session, "a.append(2)\nlet c = normal([2])\nlet b = 5")
    #expect(session.interpreter.value(of: "c")?.describe == drawn)
  }

  @Test func `many inputs stay quick`() throws {
    let session = Session()
    let clock = ContinuousClock()
    let time = try clock.measure {
      for number in 0..<2_000 {
        let start = session.checkpoint()
        try run(session, "let x\(number % 100) = \(number)")
        if number % 100 == 0 { session.restore(start) }
      }
    }
    #expect(time < .seconds(10))
    #expect(session.ledger.entries.count == 1980)
  }
}
