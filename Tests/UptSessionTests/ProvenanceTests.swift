import Testing
import UptRuntime
import UptSyntax

@testable import UptSession

/// The chain that a value came from.
@Suite struct ProvenanceTests {
  private func session(_ inputs: [String], seed: Int = 1) throws -> Session {
    var configuration = Session.Configuration()
    configuration.seed = seed
    let session = Session(configuration)
    for (number, text) in inputs.enumerated() {
      try session.run(Parser.parse(text: text, name: "input"), label: { _ in "input \(number + 1)" })
    }
    return session
  }

  @Test func `each ancestor is told once`() throws {
    let session = try session([
      "let a = 1", "# Twice.\nlet b = 2 * a", "let c = a + b", "let unused = 5", "[a,\n b, c]",
    ])
    session.define("_5", as: .int(0), by: 4)
    #expect(
      session.ancestry(of: "_5")?.dropLast() == [
        "_5: input 5 · [a, …",
        "├ a: input 1 · let a = 1",
        "├ b: input 2 · let b = 2 * a",
        "│ └ a: input 1, as above",
        "└ c: input 3 · let c = a + b",
        "  ├ a: input 1, as above",
        "  └ b: input 2, as above",
      ])
    #expect(session.ancestry(of: "_5")?.last?.hasPrefix("computed with seed 1 by upt-script") == true)
    #expect(session.ancestry(of: "nothing") == nil)
  }

  @Test func `an old value keeps its own chain`() throws {
    let session = try session([
      "let a = 1", "let b = a", "let a = 2", "let c = a", "let a = 3", "let b = b + c",
    ])
    #expect(
      session.ancestry(of: "b")?.dropLast() == [
        "b: input 6 · let b = b + c",
        "├ b: input 2 · let b = a",
        "│ └ a: input 1 · let a = 1",
        "└ c: input 4 · let c = a",
        "  └ a: input 3 · let a = 2",
      ])
  }

  @Test func `functions bring what they read`() throws {
    let session = try session(["let k = 2", "func f(x) { return k * x }", "let y = f(3)"])
    #expect(
      session.ancestry(of: "y")?.dropLast() == [
        "y: input 3 · let y = f(3)",
        "├ k: input 1 · let k = 2",
        "└ f: input 2 · func f(x) { return k * x }",
        "  └ k: input 1, as above",
      ])
  }

  @Test func `long chains are bounded`() throws {
    let session = try session(["var n = 0"] + Array(repeating: "n = n + 1", count: 2000))
    let lines = try #require(session.ancestry(of: "n"))
    #expect(lines.count < 20)
    #expect(lines.dropLast().last == "… and what 1990 inputs more before these gave")
  }

  @Test func `files, data and weights stand below what used them`() throws {
    let session = try session(["let clip = encoder(\"demo\")"])
    let lines = try #require(session.ancestry(of: "clip"))
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("    encoder demo, weights "))
  }

  @Test func `facts tell what a run rests on`() throws {
    let session = try session(["let clip = encoder(\"demo\")", "let a = 1"], seed: 7)
    let facts = session.provenance()
    #expect(facts.map(\.label).prefix(4) == ["upt-script", "OpenBLAS", "threads", "machine"])
    #expect(facts.first { $0.label == "seed" }?.text == "7")
    #expect(facts.first { $0.label == "encoder" }?.text.hasPrefix("demo, weights ") == true)
    #expect(facts.map(\.label).suffix(2) == ["duration", "ended"])
    #expect(!session.provenance(since: 1).contains { $0.label == "encoder" })
  }
}
